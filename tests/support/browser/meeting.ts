import type { Browser, Locator, Page } from 'playwright-core'
import type { Settings } from '../../../src/core/board/settings.ts'
import { type Device, newLaptop, newPhone, newScreen } from './browser.ts'
import { makeOwnBoard, type OwnBoard } from './own-board.ts'
import type { SharedServer } from './shared-server.ts'

/** The parts of a meeting as a person plays them: what is said here is what is pressed and read on the screens. `on`: the device, else a new one. */

/** From the front page to a board: the facilitator's window, on the page with the links. */
export async function startMeeting(
  browser: Browser,
  origin: string,
  wish: { drejebog: RegExp; title: string; privacy?: 'Privat' | 'Åben' | 'Dialogkort' },
  on?: Device
): Promise<{ device: Device; page: Page; links: { participant: string; screen: string; facilitator: string }; code: string }> {
  const device = on ?? (await newLaptop(browser, origin, { recordAnswers: true }))
  const page = await device.newPage('/')
  await page.getByRole('main').getByRole('link', { name: wish.drejebog }).first().click()
  await page.getByRole('link', { name: 'Start dette møde' }).first().click()
  await page.getByLabel('Hvad hedder mødet?').fill(wish.title)
  if (wish.privacy) await page.getByRole('radio', { name: new RegExp(`^${wish.privacy}`) }).check()
  await page.getByRole('button', { name: 'Start mødet' }).click()
  await page.getByRole('heading', { level: 1, name: wish.title }).waitFor()
  const links = {
    screen: await page.getByLabel('Storskærmen', { exact: true }).inputValue(),
    participant: await page.getByLabel('Deltagernes link', { exact: true }).inputValue(),
    facilitator: await page.getByLabel('Dit eget mødelederlink', { exact: true }).inputValue()
  }
  const code = (await page.locator('[data-code]').first().getAttribute('data-code')) ?? ''
  return { device, page, links, code }
}

/** A board with a drejebog as it is, made over the wire, and the facilitator's laptop on its lobby. `participant`: the whole link. */
export async function openMeeting(
  browser: Browser,
  server: SharedServer,
  { privacy = 'private', ...of }: { slug?: string; title?: string; privacy?: Settings['privacy'] } = {}
): Promise<{ device: Device; page: Page; board: OwnBoard; participant: string }> {
  const board = await makeOwnBoard(server, null, privacy, undefined, of)
  const device = await newLaptop(browser, server.origin)
  const page = await device.newPage(board.links.facilitator)
  await page.getByRole('button', { name: 'Begynd mødet' }).waitFor()
  return { device, page, board, participant: server.origin + board.links.participant }
}

export async function openScreen(browser: Browser, origin: string, link: string, on?: Device): Promise<{ device: Device; page: Page }> {
  const device = on ?? (await newScreen(browser, origin, { recordAnswers: true }))
  return { device, page: await device.newPage(link) }
}

/** A phone that has joined, by code or by the link of the QR code, and sits on a side. */
export async function joinMeeting(
  browser: Browser,
  origin: string,
  by: { code: string } | { link: string },
  side: string | null,
  on?: Device
): Promise<{ device: Device; page: Page }> {
  const device = on ?? (await newPhone(browser, origin, { recordAnswers: true }))
  let page: Page
  if ('code' in by) {
    page = await device.newPage('/deltag/')
    await page.getByLabel('Kode fra storskærmen').fill(by.code.toLowerCase())
    await page.getByRole('button', { name: 'Kom med' }).click()
  } else {
    const { pathname, hash } = new URL(by.link)
    page = await device.newPage(pathname + hash)
  }
  if (side) await page.getByRole('radio', { name: side }).check()
  await page.getByRole('button', { name: 'Begynd' }).click()
  return { device, page }
}

/** Answers the statement on the phone's screen: a word of the scale, or null to skip it. */
export async function answerOne(page: Page, word: string | null): Promise<void> {
  const group = page.getByRole('group').filter({ has: page.getByRole('radio') })
  if (word !== null) await group.getByRole('radio', { name: word, exact: true }).check()
  await page.getByRole('button', { name: word === null ? 'Spring over' : /^(Næste|Færdig)$/ }).click()
}

/** Waits until the screen says that everything is on the server's disk. */
export const saved = (page: Page): Promise<void> => page.locator('[data-status="saved"]').first().waitFor()

/** The facilitator's way to a step: "next" once. */
export const next = (page: Page, title: string): Promise<void> => page.getByRole('button', { name: `Næste: ${title}` }).click()

/** The facilitator's count of the room, in the lobby or before a reveal. */
export async function countHeads(page: Page, heads: number): Promise<void> {
  await page.getByLabel('Hvor mange i rummet svarer?').fill(String(heads))
  await page.getByRole('button', { name: /^(Gem|Ret) antallet$/ }).click()
}

/** Unfolds a row beside the rose, where it is folded: on the laptop all but one are. */
export async function unfold(row: Locator): Promise<void> {
  const name = row.locator('h3 button[aria-expanded=false]')
  if (await name.count()) await name.click()
}
