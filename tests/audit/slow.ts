import type { Browser, CDPSession, Page } from 'playwright-core'
import { newPhone } from '../support/browser/browser.ts'
import { newCable } from '../support/browser/cable.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import type { RunningServer } from '../support/browser/server.ts'
import { judged, missed, type Row } from './goals.ts'

/**
 * Networks: round trip in ms, pace down and up in kbit/s. `slower`: how many times slower the phone's processor is than this one.
 * `most`: ms from the code to the first statement.
 */
const networks = [
  { name: 'no brake', rtt: 0, down: 0, up: 0, slower: 1 },
  { name: '9 Mbit/s, 85 ms', rtt: 85, down: 9000, up: 9000, slower: 1 },
  { name: '1.6 Mbit/s, 150 ms, processor 4 times slower', rtt: 150, down: 1600, up: 750, slower: 4, most: 3000 },
  { name: '1.6 Mbit/s, 400 ms, processor 4 times slower', rtt: 400, down: 1600, up: 750, slower: 4, most: 4000 },
  { name: '0.4 Mbit/s, 400 ms, processor 4 times slower', rtt: 400, down: 400, up: 400, slower: 4 }
]
type Network = (typeof networks)[number]
/** A phone that wakes shows where the meeting is within so many ms. */
const WAKES = 2000

async function brake(page: Page, { rtt, down, up, slower }: Network): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  if (down)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: rtt,
      downloadThroughput: (down * 1000) / 8,
      uploadThroughput: (up * 1000) / 8
    })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return session
}

/** The page before it has a group of radios too: where one sits. */
const firstStatement = (page: Page): Promise<void> => page.getByText('1 af 6').waitFor()

async function timed(act: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await act()
  return Math.round(performance.now() - began)
}

/** From the address to the first statement, with the code typed by hand; and the same from a scanned QR code. */
async function comesIn(browser: Browser, server: RunningServer, board: OwnBoard, network: Network): Promise<Row[]> {
  const { name, most } = network
  const typed = await newPhone(browser, server.origin, { deviceScaleFactor: 2 })
  const page = await typed.newPage()
  await brake(page, network)
  const address = await timed(async () => {
    await page.goto('/deltag/', { waitUntil: 'commit' })
    await page.getByLabel('Kode fra storskærmen').waitFor()
  })
  await page.getByLabel('Kode fra storskærmen').fill(board.code)
  const sits = async (on: Page): Promise<void> => on.getByRole('radio', { name: 'Skolen' }).waitFor()
  const answers = async (on: Page): Promise<number> => {
    await on.getByRole('radio', { name: 'Skolen' }).check()
    return timed(async () => {
      await on.getByRole('button', { name: 'Begynd' }).click()
      await firstStatement(on)
    })
  }
  const code = await timed(async () => {
    await page.getByRole('button', { name: 'Kom med' }).click()
    await sits(page)
  })
  const first = await answers(page)
  await typed.close()

  const scanned = await newPhone(browser, server.origin, { deviceScaleFactor: 2 })
  const other = await scanned.newPage()
  await brake(other, network)
  const link = await timed(async () => {
    await other.goto(board.links.participant, { waitUntil: 'commit' })
    await sits(other)
  })
  const then = await answers(other)
  await scanned.close()

  const row = (what: string, ms: number, least?: number): Row =>
    least === undefined
      ? { what: 'time', where: `${name}: ${what}`, measured: `${ms} ms`, goal: '', good: null }
      : judged('time', `${name}: ${what}`, ms, { most: least, unit: ' ms' })
  return [
    row('address typed, until the code can be typed', address),
    row('code sent, until the first statement can be answered', code + first, most),
    row('QR code scanned by a phone that has nothing yet, until the first statement can be answered', link + then, most)
  ]
}

/** A phone that has slept without a net while the meeting went on: from when it wakes until it shows the meeting's step. */
async function wakes(browser: Browser, server: RunningServer, board: OwnBoard, network: Network): Promise<Row> {
  const cable = await newCable(server.port)
  const phone = await newPhone(browser, cable.origin, { deviceScaleFactor: 2 })
  await board.steer({ step: 'svar' })
  const page = await phone.newPage(board.links.participant)
  const session = await brake(page, network)
  await page.getByRole('radio', { name: 'Skolen' }).check()
  await page.getByRole('button', { name: 'Begynd' }).click()
  await firstStatement(page)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  cable.cut()
  await board.steer({ step: 'luk' })
  cable.mend()
  const ms = await timed(async () => {
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByRole('heading', { name: 'Luk mødet' }).waitFor()
  })
  await phone.close()
  await cable.remove()
  return judged('time', `${network.name}: the phone wakes, until it shows the step`, ms, { most: WAKES, unit: ' ms' })
}

/** How long a phone waits on each network. Goals: of a mobile network, of the same with long round trips, and of waking. */
export async function slowNetworks(browser: Browser, server: RunningServer): Promise<Row[]> {
  const board = await makeOwnBoard(server, [
    { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
    { id: 'luk', kind: 'close', title: 'Luk mødet' }
  ]).catch(() => null)
  if (!board) return [missed('time', 'slow networks', 'not measured: no board was made')]
  const rows: Row[] = []
  for (const network of networks) {
    await board.steer({ step: 'svar' })
    const failed = (error: unknown): Row[] => [missed('time', network.name, `not measured: ${String(error).split('\n')[0]}`, '')]
    rows.push(...(await comesIn(browser, server, board, network).catch(failed)))
    rows.push(...(await wakes(browser, server, board, network).then(row => [row], failed)))
  }
  return rows
}
