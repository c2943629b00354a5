import type { Browser, Page } from 'playwright-core'
import { boardScripts, bytesOf, laterOf } from '../support/browser/board-scripts.ts'
import { axeFindings, type Device, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { answerOne, countHeads, joinMeeting, next, openScreen, saved, startMeeting } from '../support/browser/meeting.ts'
import type { RunningServer } from '../support/browser/server.ts'
import { builtPages } from '../support/house/built-site.ts'
import { boardViews, FIRST_SCRIPT_BYTES, WHOLE_SCRIPT_BYTES } from '../support/house/site-budget.ts'
import { CLS, judged, missed, type Row } from './goals.ts'

/** What a look at every page and state has found, and the HTML of each by its name. */
export type Seen = { rows: Row[]; html: Map<string, string> }

/** The page's cumulative layout shift so far, as browsers report it: the worst window of shifts that are at most 1 s apart and 5 s together. */
const shiftOf = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { shift: () => number }).shift())
function watchShift(): void {
  type Shift = { startTime: number; value: number; hadRecentInput: boolean }
  const shifts: Shift[] = []
  const take = (entries: unknown[]): void => void shifts.push(...(entries as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput))
  const observer = new PerformanceObserver(list => take(list.getEntries()))
  observer.observe({ type: 'layout-shift', buffered: true })
  const shift = (): number => {
    take(observer.takeRecords())
    let worst = 0
    let sum = 0
    let first = 0
    let last = Number.NEGATIVE_INFINITY
    for (const { startTime, value } of shifts) {
      if (startTime - last > 1000 || startTime - first > 5000) {
        sum = 0
        first = startTime
      }
      sum += value
      last = startTime
      worst = Math.max(worst, sum)
    }
    return worst
  }
  Object.assign(globalThis, { shift })
}

/** Looks at a page as it stands. */
async function look(seen: Seen & { axe: number; looks: number }, page: Page, name: string): Promise<void> {
  seen.looks++
  const findings = await axeFindings(page)
  seen.axe += findings.length
  for (const finding of findings) seen.rows.push(missed('axe', name, finding))
  seen.html.set(name, await page.content())
}

async function watched(device: Device): Promise<Device> {
  await device.context.addInitScript(watchShift)
  return device
}
const shifted = (where: string, shift: number): Row => judged('layout shift (CLS)', where, Math.round(shift * 1000) / 1000, { most: CLS })

/** Every built page, as a phone and as a laptop, from its start until nothing more is loaded. */
async function lookAtPages(browser: Browser, server: RunningServer, seen: Seen & { axe: number; looks: number }): Promise<void> {
  const worst = { phone: { shift: -1, path: '' }, laptop: { shift: -1, path: '' } }
  for (const kind of ['phone', 'laptop'] as const) {
    const device = await watched(await (kind === 'phone' ? newPhone : newLaptop)(browser, server.origin))
    for (const { path, html } of builtPages()) {
      const page = await device.newPage()
      await page.goto(path, { waitUntil: 'networkidle' })
      if (kind === 'phone') seen.html.set(path, html)
      await look(seen, page, `${path}, ${kind}`)
      const shift = await shiftOf(page)
      if (/^\/(start|deltag|bord|referat)\//.test(path)) seen.rows.push(shifted(`${path}, ${kind}`, shift))
      else if (shift > worst[kind].shift) worst[kind] = { shift, path }
      await page.close()
    }
    await device.close()
  }
  for (const kind of ['phone', 'laptop'] as const) seen.rows.push(shifted(`the worst content page, ${worst[kind].path}, ${kind}`, worst[kind].shift))
}

/** A whole LUU meeting of six in the three views, each looked at in each step, and the minutes. */
async function lookAtMeeting(browser: Browser, server: RunningServer, seen: Seen & { axe: number; looks: number }): Promise<void> {
  const { origin } = server
  const started = await startMeeting(
    browser,
    origin,
    { drejebog: /LUU/, title: 'Møde til eftersyn' },
    await watched(await newLaptop(browser, origin, { recordAnswers: true }))
  )
  const screen = await openScreen(browser, origin, started.links.screen, await watched(await newScreen(browser, origin, { recordAnswers: true })))
  await screen.page.locator('[data-code]').waitFor()
  const phone = await watched(await newPhone(browser, origin, { recordAnswers: true }))
  const welcome = new URL(started.links.participant)
  const asked = await phone.newPage(welcome.pathname + welcome.hash)
  await asked.getByRole('button', { name: 'Begynd' }).waitFor()
  await look(seen, asked, 'participant, welcome')
  await asked.close()
  const joined = await joinMeeting(browser, origin, { link: started.links.participant }, 'Skolen', phone)
  const others: Device[] = []
  for (let i = 0; i < 5; i++) {
    const { device, page } = await joinMeeting(
      browser,
      origin,
      { link: started.links.participant },
      i < 2 ? 'Skolen' : 'Arbejdsgiver i kommune eller region'
    )
    others.push(device)
    await page.getByRole('heading', { name: 'Du er med' }).waitFor()
  }
  const views = { facilitator: started.page, 'big screen': screen.page, participant: joined.page }
  const lookAtAll = async (step: string): Promise<void> => {
    for (const [view, page] of Object.entries(views)) await look(seen, page, `${view}, ${step}`)
  }
  await lookAtAll('lobby')
  await started.page.getByRole('button', { name: 'Begynd mødet' }).click()
  const phones = [joined.page, ...others.flatMap(({ context }) => context.pages())]
  for (const title of [
    '',
    'Elevens stemme først',
    'Hver for sig',
    'Se billedet',
    'Hvad ligger bag?',
    'Sedler på væggen',
    'Vælg med to prikker',
    'Beslut',
    'Rund af'
  ]) {
    if (title) await next(started.page, title)
    if (title) await started.page.getByRole('heading', { level: 1, name: title }).waitFor()
    await lookAtAll(title || 'Velkomst')
    if (title === 'Hver for sig') {
      for (const [i, page] of phones.entries())
        for (let n = 0; n < 6; n++) await answerOne(page, ['I høj grad', 'Slet ikke', 'I nogen grad'][(i + n) % 3] as string)
      for (const page of phones) await saved(page)
      await lookAtAll('answered')
    }
    if (title === 'Se billedet') {
      await countHeads(started.page, 6)
      await started.page.getByRole('button', { name: 'Vis svarene for alle' }).click()
      for (const page of Object.values(views))
        await page
          .getByRole('img', { name: /kompasrose/i })
          .first()
          .waitFor()
      await lookAtAll('revealed')
    }
  }
  for (const [view, page] of Object.entries(views)) seen.rows.push(shifted(`${view}, the whole meeting`, await shiftOf(page)))
  const devices = { Facilitator: started.device, Screen: screen.device, Participant: phone }
  for (const view of boardViews) {
    const device = devices[view]
    await device.settled()
    const all = boardScripts(device)
    const later = laterOf(view)
    const first = new Map([...all].filter(([path]) => !later.has(path)))
    const what = 'JavaScript, gzip bytes'
    seen.rows.push(judged(what, `${view}, until it can be used`, bytesOf(first), { most: FIRST_SCRIPT_BYTES }))
    seen.rows.push(judged(what, `${view}, the whole meeting`, bytesOf(all), { most: WHOLE_SCRIPT_BYTES[view] }))
  }
  for (const device of [...Object.values(devices), ...others]) await device.close()
}

/** axe, layout shift and bytes of all pages and states. A meeting that does not go through is a line that is missed. */
export async function lookAtAll(browser: Browser, server: RunningServer): Promise<Seen> {
  const seen = { rows: [] as Row[], html: new Map<string, string>(), axe: 0, looks: 0 }
  for (const [name, part] of [
    ['pages', lookAtPages],
    ['meeting', lookAtMeeting]
  ] as const)
    await part(browser, server, seen).catch(error =>
      seen.rows.push(missed('axe and layout shift', name, `not measured to the end: ${String(error).split('\n')[0]}`))
    )
  seen.rows.unshift(judged('axe, findings', `${seen.looks} pages and states`, seen.axe, { most: 0 }))
  return seen
}
