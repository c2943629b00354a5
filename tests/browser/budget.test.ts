import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPhone } from '../helpers/browser.ts'
import { type RunningServer, startServer } from '../helpers/browser-server.ts'
import { builtPages, gzipBytes, reachableScripts, scriptsOf, scriptWeight } from '../helpers/built-site.ts'
import { root } from '../helpers/imports.ts'
import { boardViews, holdsMeeting, PAGE_BYTES, SCRIPT_BYTES, viewFile } from '../helpers/site-budget.ts'

const pages = builtPages()
const content = pages.filter(page => !holdsMeeting(page.path))
const meeting = pages.filter(page => holdsMeeting(page.path))

/** What was measured, for whoever wants the figures: tests/.output/weights.json. */
const measured: { scripts: Record<string, unknown>; pages: Record<string, unknown> } = { scripts: {}, pages: {} }
afterAll(() => {
  mkdirSync(join(root, 'tests/.output'), { recursive: true })
  writeFileSync(join(root, 'tests/.output/weights.json'), `${JSON.stringify(measured, null, 2)}\n`)
})

describe('JavaScript', () => {
  it.each(content)('none on $path', ({ html }) => {
    expect(scriptsOf(html)).toEqual({ inline: [], files: [] })
    expect(html).not.toMatch(/<astro-island|\son[a-z]+="|href="javascript:/i)
  })

  it('the board is among the pages that are weighed', () => {
    expect(meeting.map(page => page.path)).toContain('/bord/')
    const board = meeting.find(page => page.path === '/bord/')
    expect(reachableScripts(board?.html ?? '').length, 'files that the board can load').toBeGreaterThan(1)
  })

  it.each(boardViews)(`less than ${SCRIPT_BYTES} bytes for a whole board opened as %s`, view => {
    const html = meeting.find(page => page.path === '/bord/')?.html ?? ''
    const others = boardViews.filter(other => other !== view)
    // A view that is no longer a file of its own would be weighed nowhere.
    for (const each of boardViews) expect(reachableScripts(html).filter(file => viewFile(each).test(file)).length, `files of ${each}`).toBe(1)
    const { total, parts } = scriptWeight(html, new RegExp(others.map(other => viewFile(other).source).join('|')))
    measured.scripts[`/bord/ ${view}`] = { total, parts }
    expect(total, parts.map(([name, bytes]) => `${bytes} ${name}`).join('\n')).toBeLessThan(SCRIPT_BYTES)
  })

  it.each(meeting.filter(page => page.path !== '/bord/'))(
    `less than ${SCRIPT_BYTES} bytes on $path, with all it can come to load`,
    ({ path, html }) => {
      const { total, parts } = scriptWeight(html)
      measured.scripts[path] = { total, parts }
      expect(total, parts.map(([name, bytes]) => `${bytes} ${name}`).join('\n')).toBeLessThan(SCRIPT_BYTES)
    }
  )
})

describe('content pages on a phone', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.remove()
  })

  it.each(content)(`$path with styles, fonts and pictures within ${PAGE_BYTES} bytes, and no JavaScript loaded`, async ({ path }) => {
    const phone = await newPhone(browser, server.origin, { recordAnswers: true })
    const page = await phone.newPage()
    await page.goto(path, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await phone.settled()
    // Fonts and most pictures are compressed already; gzip would only add to them.
    const weigh = ({ url, body }: { url: string; body: Buffer }): number =>
      /\.(woff2?|png|jpe?g|webp|avif)(\?|$)/.test(url) ? body.length : gzipBytes(body)
    const parts = phone.answers.map((answer): [string, number] => [new URL(answer.url).pathname, weigh(answer)])
    await phone.close()
    const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0)
    measured.pages[path] = { total, parts }
    expect(parts.length, 'answers recorded').toBeGreaterThan(1)
    expect(parts.map(([name]) => name).filter(name => /\.m?js$/.test(name))).toEqual([])
    expect(total, parts.map(([name, bytes]) => `${bytes} ${name}`).join('\n')).toBeLessThanOrEqual(PAGE_BYTES)
  })
})
