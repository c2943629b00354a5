import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ensureBuilt } from '../../server/build.mjs'
import { launchBrowser, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { joinMeeting } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { type RunningServer, startServer } from '../support/browser/server.ts'
import { startCluster } from '../support/postgres/cluster.ts'
import { databaseAt } from '../support/postgres/postgres.ts'

/**
 * `node tests/bench/felt.ts [times 20] [rounds 3]`: what a person feels, in a real browser on this machine: from the tap on an answer until the phone says "Gemt", and from the
 * facilitator's tap on the next step until the big screen shows it. Both until the next picture is drawn. With SQLite, with PostgreSQL, and with two servers on
 * PostgreSQL where the facilitator's laptop and phone are at one and the screen at the other. Says medians and decides nothing.
 */
const [times = 20, rounds = 3] = process.argv.slice(2).map(Number)

type Watcher = { tappedAt: number; until(shows: () => boolean): void; shownAt: number | null }
declare global {
  interface Window {
    felt: Watcher
  }
}

/** Run in a page: remembers when it was tapped first since `tappedAt` was 0, and when what is waited for has been drawn. All pages of a machine have one clock. */
function watch(): void {
  const now = (): number => performance.timeOrigin + performance.now()
  let shows: (() => boolean) | null = null
  const felt: Watcher = {
    tappedAt: 0,
    shownAt: null,
    until(what) {
      felt.shownAt = null
      shows = what
    }
  }
  window.felt = felt
  // A keyboard's or a program's click has no pointer before it.
  for (const event of ['pointerdown', 'click']) addEventListener(event, () => (felt.tappedAt ||= now()), { capture: true })
  new MutationObserver(() => {
    if (!shows?.()) return
    shows = null
    requestAnimationFrame(() => (felt.shownAt = now()))
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

const shown = async (page: Page): Promise<number> => {
  await page.waitForFunction(() => window.felt.shownAt !== null)
  return page.evaluate(() => window.felt.shownAt as number)
}
const tapped = (page: Page): Promise<number> => page.evaluate(() => window.felt.tappedAt)

/** Ms of each tap until "Gemt", and of each step until it is on the screen. */
async function measure(near: RunningServer, far: RunningServer): Promise<{ saved: number[]; screen: number[] }> {
  const talks: OwnStep[] = Array.from({ length: times + 1 }, (_, at) => ({ id: `t${at}`, kind: 'talk', cards: false, title: `Trin nummer ${at}` }))
  const steps: OwnStep[] = [
    { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
    ...talks,
    { id: 'luk', kind: 'close', title: 'Luk mødet' }
  ]
  const board = await makeOwnBoard(near, steps)
  await board.steer({ step: 'svar' })
  const browser = await launchBrowser()
  try {
    const phone = await newPhone(browser, near.origin, { deviceScaleFactor: 2 })
    const { page } = await joinMeeting(browser, near.origin, { link: near.origin + board.links.participant }, 'Skolen', phone)
    const radios = page.getByRole('group').getByRole('radio')
    await radios.first().waitFor()
    await page.evaluate(watch)
    const saved: number[] = []
    for (let at = 0; at < times; at++) {
      await page.evaluate(() => {
        // Saved from before the tap: not what is waited for.
        let left = false
        window.felt.tappedAt = 0
        window.felt.until(() => {
          const status = document.querySelector('[data-status]')?.getAttribute('data-status')
          left ||= window.felt.tappedAt > 0 && status !== 'saved'
          return left && status === 'saved'
        })
      })
      await radios.nth(at % 3).check()
      saved.push((await shown(page)) - (await tapped(page)))
    }

    const laptop = await (await newLaptop(browser, near.origin)).newPage(board.links.facilitator)
    const screen = await (await newScreen(browser, far.origin)).newPage(board.links.screen)
    await board.steer({ step: 't0' })
    await screen.getByText('Trin nummer 0').first().waitFor()
    for (const each of [laptop, screen]) await each.evaluate(watch)
    const steered: number[] = []
    for (let at = 1; at <= times; at++) {
      await screen.evaluate(title => window.felt.until(() => document.body.innerText.includes(title)), `Trin nummer ${at}`)
      await laptop.evaluate(() => (window.felt.tappedAt = 0))
      await laptop.getByRole('button', { name: `Næste: Trin nummer ${at}`, exact: true }).click()
      steered.push((await shown(screen)) - (await tapped(laptop)))
    }
    return { saved, screen: steered }
  } finally {
    await browser.close()
  }
}

const median = (values: number[]): string => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(0)
  return `${at(0.5)} ms (9 of 10 within ${at(0.9)})`
}

ensureBuilt()
const folder = mkdtempSync(join(tmpdir(), 'pejling-felt-'))
chmodSync(folder, 0o755)
const cluster = await startCluster(folder, { unix_socket_directories: '' })
const database = await databaseAt(cluster.url)
const onPostgres = { DATABASE_URL: database.url, SECRET: '0'.repeat(64) }
const servers = { sqlite: await startServer(), one: await startServer(onPostgres), two: await startServer(onPostgres) }
try {
  const places: [string, RunningServer, RunningServer][] = [
    ['SQLite', servers.sqlite, servers.sqlite],
    ['PostgreSQL', servers.one, servers.one],
    ['PostgreSQL, two servers', servers.one, servers.two]
  ]
  const all = new Map(places.map(([name]) => [name, { saved: [] as number[], screen: [] as number[] }]))
  // By turns, so that what else the machine does meets all of them.
  for (let round = 0; round < rounds; round++)
    for (const [name, near, far] of places) {
      const { saved, screen } = await measure(near, far)
      all.get(name)?.saved.push(...saved)
      all.get(name)?.screen.push(...screen)
    }
  for (const [name, { saved, screen }] of all)
    console.log(`${name}: tap to "Gemt" ${median(saved)}, tap to the big screen ${median(screen)}; ${saved.length} of each`)
} finally {
  for (const server of Object.values(servers)) await server.remove()
  await cluster.stop('SIGQUIT')
  rmSync(folder, { recursive: true, force: true })
}
