import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { boardScripts, bytesOf, laterOf } from '../support/browser/board-scripts.ts'
import { type Device, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { answerOne, joinMeeting, next, openScreen, saved, startMeeting } from '../support/browser/meeting.ts'
import { browser, server } from '../support/browser/shared.ts'
import {
  builtPages,
  dist,
  gzipBytes,
  laterScripts,
  onDemandWeight,
  oneOfEach,
  reachableScripts,
  scriptsOf,
  scriptWeight
} from '../support/house/built-site.ts'
import { root } from '../support/house/imports.ts'
import {
  type BoardView,
  boardViews,
  FIRST_SCRIPT_BYTES,
  holdsMeeting,
  KEPT_BYTES,
  ON_DEMAND_BYTES,
  onDemand,
  PAGE_BYTES,
  SCRIPT_BYTES,
  viewFile,
  WHOLE_SCRIPT_BYTES,
  WORKER,
  WORKER_BYTES
} from '../support/house/site-budget.ts'
import { isLongRun } from '../support/run/long-run.ts'

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

  it('a board has its three views in files of their own, and what comes later in others', () => {
    const html = meeting.find(page => page.path === '/bord/')?.html ?? ''
    for (const view of boardViews) {
      const [file, ...more] = reachableScripts(html).filter(path => viewFile(view).test(path))
      expect(more, `files of ${view}`).toEqual([])
      expect(laterScripts(file ?? '').length, `files that ${view} loads later`).toBeGreaterThan(0)
    }
  })

  it.each(meeting.filter(page => page.path !== '/bord/'))('nothing of Yjs on $path before a board is opened', ({ html }) => {
    const { files } = scriptsOf(html)
    expect(files.length).toBeGreaterThan(0)
    const queue = [...files]
    for (let file = queue.pop(); file; file = queue.pop()) {
      const code = readFileSync(join(dist, file), 'utf8')
      expect(code, file).not.toContain('Yjs was already imported')
      for (const [, name = ''] of code.matchAll(/\b(?:from|import)\s*["'`](\.\/[^"'`]+\.js)["'`]/g)) queue.push(posix.join(posix.dirname(file), name))
    }
  })

  it.each(meeting.filter(page => page.path !== '/bord/'))(
    `less than ${SCRIPT_BYTES} bytes on $path, with all it can come to load unasked`,
    ({ path, html }) => {
      const { total, parts } = scriptWeight(html, onDemand)
      measured.scripts[path] = { total, parts }
      expect(total, parts.map(([name, bytes]) => `${bytes} ${name}`).join('\n')).toBeLessThan(SCRIPT_BYTES)
    }
  )
})

it.each(Object.entries(ON_DEMAND_BYTES))('%s, which comes on demand, within %i bytes', (name, most) => {
  const total = onDemandWeight(name)
  measured.scripts[name] = { total }
  expect(total, 'a part of this name is built').toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(most)
})

it('the service worker and all that it keeps, as it comes over the wire', () => {
  const worker = readFileSync(join(dist, WORKER), 'utf8')
  const kept = [...new Set([...worker.matchAll(/\/_astro\/[^"'`,\s]+/g)].map(([path]) => path))]
  const built = readdirSync(join(dist, '_astro')).filter(name => !/\.(br|gz)$/.test(name))
  expect(kept.map(path => path.slice('/_astro/'.length)).sort(), 'all that has its hash in its name').toEqual(built.sort())
  const [packed] = kept.filter(path => path.endsWith('.json'))
  const pack = JSON.parse(readFileSync(join(dist, packed ?? ''), 'utf8'))
  expect(Object.keys(pack)).toEqual(expect.arrayContaining(builtPages().map(({ path }) => path)))
  const onTheWire = (path: string): number => statSync(existsSync(join(dist, `${path}.br`)) ? join(dist, `${path}.br`) : join(dist, path)).size
  const total = kept.reduce((sum, path) => sum + onTheWire(path), 0)
  measured.scripts[WORKER] = { total: gzipBytes(worker), kept: total }
  expect(gzipBytes(worker)).toBeLessThanOrEqual(WORKER_BYTES)
  expect(total).toBeLessThanOrEqual(KEPT_BYTES)
})

/**
 * Both budgets of a board, by what a browser loads. What comes later is held back until what has to be possible without it has been done;
 * then the meeting goes on to its end.
 */
describe('JavaScript of a board', () => {
  /** Holds back the scripts that a view loads later, on every page of the device; `release` lets them through. */
  async function holdLater({ context }: Device, view: BoardView): Promise<{ held: () => number; release: () => void }> {
    const held = new Set<string>()
    const names = laterOf(view)
    let release = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    await context.route(
      url => names.has(url.pathname),
      async route => {
        held.add(new URL(route.request().url()).pathname)
        await released
        await route.continue()
      }
    )
    return { held: () => held.size, release }
  }

  /** Gzip bytes of the scripts that the page of a board has loaded so far, each once. */
  async function weigh(device: Device, view: BoardView, when: string, budget: number): Promise<void> {
    await device.settled()
    const parts = boardScripts(device)
    const total = bytesOf(parts)
    measured.scripts[`/bord/ ${view}, ${when}`] = { total, parts: [...parts] }
    expect(
      [...parts.keys()].some(path => viewFile(view).test(path)),
      `${view} was loaded`
    ).toBe(true)
    expect(total, `${view}, ${when}:\n${[...parts].map(([name, bytes]) => `${bytes} ${name}`).join('\n')}`).toBeLessThanOrEqual(budget)
  }

  it('first and whole, as participant, facilitator and screen', async () => {
    const desk = await newLaptop(browser, server.origin, { recordAnswers: true })
    const wall = await newScreen(browser, server.origin, { recordAnswers: true })
    const pocket = await newPhone(browser, server.origin, { recordAnswers: true })
    const holds = {
      desk: await holdLater(desk, 'Facilitator'),
      wall: await holdLater(wall, 'Screen'),
      pocket: await holdLater(pocket, 'Participant')
    }

    const { page: laptop, links } = await startMeeting(browser, server.origin, { drejebog: /LUU/, title: 'Byte for byte' }, desk)
    const { page: screen } = await openScreen(browser, server.origin, links.screen, wall)
    await screen.locator('[data-code]').waitFor()
    const { page: phone } = await joinMeeting(browser, server.origin, { link: links.participant }, 'Skolen', pocket)
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(laptop, 'Elevens stemme først')
    await next(laptop, 'Hver for sig')
    for (let statement = 0; statement < 6; statement++) await answerOne(phone, 'I høj grad')
    await saved(phone)
    for (const [name, hold] of Object.entries(holds)) await expect.poll(hold.held, { message: `files held back from ${name}` }).toBeGreaterThan(0)
    await weigh(pocket, 'Participant', 'first', FIRST_SCRIPT_BYTES)
    await weigh(desk, 'Facilitator', 'first', FIRST_SCRIPT_BYTES)
    await weigh(wall, 'Screen', 'first', FIRST_SCRIPT_BYTES)

    for (const hold of Object.values(holds)) hold.release()
    await screen.getByText('1 har svaret').waitFor()
    await screen.getByRole('img', { name: /QR-kode/ }).waitFor()
    const titles = ['Se billedet', 'Hvad ligger bag?', 'Sedler på væggen', 'Vælg med to prikker']
    for (const title of titles) await next(laptop, title)
    await phone.getByText('Du har 2 prikker tilbage.').waitFor()
    await screen.getByText('0 har sat prikker').waitFor()
    await laptop.getByRole('button', { name: 'Luk afstemningen uden tal' }).waitFor()
    await weigh(pocket, 'Participant', 'all', WHOLE_SCRIPT_BYTES.Participant)
    await weigh(desk, 'Facilitator', 'all', WHOLE_SCRIPT_BYTES.Facilitator)
    await weigh(wall, 'Screen', 'all', WHOLE_SCRIPT_BYTES.Screen)
    // Whatever else a browser could come to load of a view is among what it has loaded.
    for (const [device, view] of [
      [pocket, 'Participant'],
      [desk, 'Facilitator'],
      [wall, 'Screen']
    ] as const) {
      const loaded = new Set(device.answers.map(({ url }) => new URL(url).pathname))
      expect(
        [...laterOf(view)].filter(path => !loaded.has(path)),
        `never loaded by ${view}`
      ).toEqual([])
      expectQuiet(device)
      await device.close()
    }
  })
})

describe('content pages on a phone', () => {
  it.each(isLongRun ? content : oneOfEach(content))(
    `$path with styles, fonts and pictures within ${PAGE_BYTES} bytes, and no JavaScript loaded`,
    async ({ path }) => {
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
    }
  )
})
