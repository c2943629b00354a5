import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Device, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser } from '../support/browser/shared.ts'
import { dist } from '../support/house/built-site.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

/**
 * The clock of a step on every kind of screen, also on a device whose own clock is wrong. Nobody's clock goes by itself here: the server's
 * and the devices' are moved by the test, so that what a screen says does not hang on how fast the machine is.
 */
describe('the clock', () => {
  const SECOND = 1000
  const MINUTE = 60 * SECOND
  let server: TestServer
  /** The server's clock, Unix ms. */
  let now: number
  let devices: Device[]
  let pages: Page[]
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 26, 9)
    devices = []
    pages = []
    server = await startServer({ dist, now: () => now })
  })
  afterEach(async () => {
    for (const device of devices) await device.close()
    await server.stop()
  })

  const meeting = () =>
    makeOwnBoard(server, [
      { id: 'snak', kind: 'talk', title: 'Snak', cards: false },
      { id: 'mere', kind: 'talk', title: 'Mere snak', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
  /** Opens a page on a device whose monotonic clock has stood at so many ms since it was switched on, and whose own clock is wrong by so many. */
  async function open(device: Device, link: string, { since, wrong = 0 }: { since: number; wrong?: number }): Promise<Page> {
    devices.push(device)
    await device.context.addInitScript(
      ([since = 0, date = 0]) => {
        const clock = { since, date }
        Object.assign(globalThis, { clock })
        performance.now = () => clock.since
        Date.now = () => clock.date
      },
      [since, now + wrong]
    )
    const page = await device.newPage(link)
    pages.push(page)
    return page
  }
  const move = (page: Page, since: number, date: number): Promise<void> =>
    page.evaluate(
      ([since = 0, date = 0]) => {
        const { clock } = globalThis as unknown as { clock: { since: number; date: number } }
        clock.since += since
        clock.date += date
      },
      [since, date]
    )
  /** Time goes on for everybody. */
  async function pass(ms: number): Promise<void> {
    now += ms
    for (const page of pages) await move(page, ms, ms)
  }
  const figures = (page: Page) => page.getByRole('timer').locator('.figures')
  async function expectAll(text: string): Promise<void> {
    for (const page of pages) await expect.poll(() => figures(page).textContent(), { message: await page.title() }).toBe(text)
  }
  const sit = async (page: Page): Promise<void> => {
    await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
  }

  it('[server-clock] shows the same on every screen, on one whose own clock is wrong and to a late joiner too', async () => {
    const { links } = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), links.facilitator, { since: 500 })
    await open(await newScreen(browser, server.origin), links.screen, { since: 90 * MINUTE })
    const phone = await open(await newPhone(browser, server.origin), links.participant, { since: 3 })
    await sit(phone)
    // By its own clock the step's one minute would be long over.
    await sit(await open(await newPhone(browser, server.origin), links.participant, { since: 7777, wrong: 7 * MINUTE }))
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await expectAll('01:00')
    await pass(10 * SECOND)
    await expectAll('00:50')
    await pass(400)
    await expectAll('00:50')

    await sit(await open(await newPhone(browser, server.origin), links.participant, { since: 41, wrong: -3 * MINUTE }))
    await phone.reload()
    await expectAll('00:50')
    await pass(51 * SECOND)
    await expectAll('+00:01')

    await laptop.getByRole('button', { name: '+1 min.' }).click()
    await expectAll('01:00')
    await laptop.getByRole('button', { name: 'Pause' }).click()
    for (const page of pages) await page.getByRole('timer').getByText('på pause').waitFor()
    await pass(5 * SECOND)
    await expectAll('01:00')
    await laptop.getByRole('button', { name: 'Fortsæt' }).click()
    for (const page of pages) await page.getByRole('timer').getByText('på pause').waitFor({ state: 'detached' })
    await expectAll('01:00')
    await pass(5 * SECOND)
    await expectAll('00:55')
    for (const device of devices) expectQuiet(device)
  })

  it('sounds once when the time is up, where that was switched on, and never for a time that was up before', async () => {
    const { links } = await meeting()
    const device = await newLaptop(browser, server.origin)
    await device.context.addInitScript(() => {
      const played: string[] = []
      Object.assign(globalThis, { played })
      const ramp = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
      class Context {
        state = 'running'
        currentTime = 0
        destination = {}
        createOscillator = () => ({ frequency: {}, connect: (to: unknown) => to, start: () => played.push('tone'), stop() {} })
        createGain = () => ({ gain: ramp, connect: (to: unknown) => to })
      }
      Object.assign(globalThis, { AudioContext: Context })
    })
    const laptop = await open(device, links.facilitator, { since: 500 })
    // Each time it sounds it is two tones together.
    const played = () => laptop.evaluate(() => (globalThis as unknown as { played: string[] }).played.length / 2)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await expectAll('01:00')
    await pass(61 * SECOND)
    await expectAll('+00:01')
    await laptop.locator('summary', { hasText: 'Trin 1' }).click()
    const sound = laptop.getByRole('checkbox', { name: 'Lyd, når et trins tid er gået' })
    expect(await sound.isChecked()).toBe(false)
    expect(await played()).toBe(0)
    await sound.check()
    await expect.poll(played, { message: 'one hears what it is' }).toBe(1)
    await pass(5 * SECOND)
    await expectAll('+00:06')
    await laptop.keyboard.press('Escape')
    await laptop.getByRole('button', { name: '+1 min.' }).click()
    await expectAll('01:00')
    expect(await played(), 'not for the time that was up').toBe(1)
    await pass(60 * SECOND)
    await expect.poll(played).toBe(2)
    await pass(30 * SECOND)
    await expectAll('+00:30')
    expect(await played(), 'once').toBe(2)
    await laptop.reload()
    await expectAll('+00:30')
    await laptop.locator('summary', { hasText: 'Trin 1' }).click()
    expect(await sound.isChecked()).toBe(true)
    expect(await played()).toBe(0)
    expectQuiet(device)
  })

  it('[server-clock] is not moved by a laptop whose clock is set back ten minutes in the meeting', async () => {
    const { links } = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), links.facilitator, { since: 500 })
    const screen = await open(await newScreen(browser, server.origin), links.screen, { since: 900 })
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await expectAll('01:00')
    await move(laptop, 0, -10 * MINUTE)
    await pass(20 * SECOND)
    await expectAll('00:40')
    await laptop.getByRole('button', { name: 'Næste: Mere snak' }).click()
    await screen.getByRole('heading', { level: 1, name: 'Mere snak' }).waitFor()
    await expectAll('01:00')
    await pass(SECOND)
    await expectAll('00:59')
    for (const device of devices) expectQuiet(device)
  })

  it('[server-clock] goes on where it was when the facilitator goes back to a step', async () => {
    const { links } = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), links.facilitator, { since: 500 })
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await expectAll('01:00')
    await laptop.getByRole('button', { name: '+1 min.' }).click()
    await expectAll('02:00')
    await pass(15 * SECOND)
    await expectAll('01:45')
    await laptop.getByRole('button', { name: 'Næste: Mere snak' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Mere snak' }).waitFor()
    await expectAll('01:00')
    await pass(30 * SECOND)
    await expectAll('00:30')
    await laptop.getByRole('button', { name: 'Tilbage' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Snak', exact: true }).waitFor()
    await expectAll('01:45')
  })

  it('[plan-by-clock] says when each step ends, by how much the meeting is behind and what can be left out', async () => {
    const { links } = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), links.facilitator, { since: 500, wrong: 90 * MINUTE })
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await expectAll('01:00')
    await laptop.getByText('Trin 1 af 3').first().click()
    const plan = laptop.getByRole('group').filter({ has: laptop.getByText('Nu', { exact: true }) })
    // 9.00 UTC is 10.00 in Denmark in November.
    for (const line of ['slutter 10.01 Snak', 'slutter 10.02 Mere snak', 'slutter 10.03 Luk mødet'])
      await plan.getByRole('button', { name: new RegExp(`^${line}`) }).waitFor()
    await plan.getByText('I følger planen').waitFor()
    await pass(7 * MINUTE)
    await plan.getByText('I er 6 minutter bagud').waitFor()
    await plan.getByText('Mødet skulle slutte 10.03 og slutter nu 10.09.').waitFor()
    await plan.getByText('Dem kan I bedst undvære').waitFor()
    await laptop.keyboard.press('Escape')
    await laptop.getByText('6 min. bagud', { exact: true }).waitFor()
    await laptop.getByRole('button', { name: '+1 min.' }).click()
    await expectAll('01:00')
    await laptop.getByRole('button', { name: '−1 min.' }).click()
    await expectAll('00:00')
  })
})
