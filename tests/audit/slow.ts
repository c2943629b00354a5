import type { Browser, Page } from 'playwright-core'
import { newPhone } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import type { RunningServer } from '../support/browser/server.ts'
import { missed, type Row } from './goals.ts'

/** Networks by their round trip (ms) and pace (kbit/s down and up), and by how much the phone's processor is slower than this one. */
const networks = [
  { name: 'no brake', rtt: 0, down: 0, up: 0, slower: 1 },
  { name: '9 Mbit/s, 85 ms', rtt: 85, down: 9000, up: 9000, slower: 1 },
  { name: '1.6 Mbit/s, 150 ms, processor 4 times slower', rtt: 150, down: 1600, up: 750, slower: 4 },
  { name: '0.4 Mbit/s, 400 ms, processor 4 times slower', rtt: 400, down: 400, up: 400, slower: 4 }
]

async function brake(page: Page, { rtt, down, up, slower }: (typeof networks)[number]): Promise<void> {
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
}

/** How long a phone that has nothing yet waits on each network: no goals, since they hang on the machine too. */
export async function slowNetworks(browser: Browser, server: RunningServer): Promise<Row[]> {
  const board = await makeOwnBoard(server, [
    { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
    { id: 'luk', kind: 'close', title: 'Luk mødet' }
  ]).catch(() => null)
  if (!board) return [missed('time', 'slow networks', 'not measured: no board was made')]
  await board.steer({ step: 'svar' })
  const rows: Row[] = []
  for (const network of networks) {
    const phone = await newPhone(browser, server.origin)
    try {
      const page = await phone.newPage()
      await brake(page, network)
      const times: [string, number][] = []
      const timed = async (what: string, act: () => Promise<void>): Promise<void> => {
        const began = performance.now()
        await act()
        times.push([what, performance.now() - began])
      }
      await timed('address typed, until the code can be typed', async () => {
        await page.goto('/deltag/', { waitUntil: 'commit' })
        await page.getByLabel('Kode fra storskærmen').waitFor()
      })
      await page.getByLabel('Kode fra storskærmen').fill(board.code)
      await timed('code sent, until one can sit down', async () => {
        await page.getByRole('button', { name: 'Kom med' }).click()
        await page.getByRole('radio', { name: 'Skolen' }).waitFor()
      })
      await page.getByRole('radio', { name: 'Skolen' }).check()
      await timed('“Begynd”, until the first statement can be answered', async () => {
        await page.getByRole('button', { name: 'Begynd' }).click()
        await page.getByRole('group').getByRole('radio').first().waitFor()
      })
      for (const [what, ms] of times)
        rows.push({ what: 'time', where: `${network.name}: ${what}`, measured: `${Math.round(ms)} ms`, goal: '', good: null })
    } catch (error) {
      rows.push(missed('time', network.name, `not measured: ${String(error).split('\n')[0]}`, ''))
    }
    await phone.close()
  }
  return rows
}
