import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectQuiet, launchBrowser, newLaptop, newPhone, newScreen } from '../helpers/browser.ts'
import { type RunningServer, startServer } from '../helpers/browser-server.ts'
import { makeOwnBoard } from '../helpers/own-board.ts'

/** The clock of a step on every kind of screen, also on a device whose own clock is wrong. */
describe('the clock', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.remove()
  })

  const SECOND = 1000
  const timer = (page: Page) => page.getByRole('timer')
  const figures = async (page: Page): Promise<string> => (await timer(page).locator('.figures').textContent()) ?? ''

  /**
   * When the clock on this screen will be at nought: the time at which its figures change, plus what they say then. The time is
   * the browser's monotonic one, which a device's wrong clock does not move.
   */
  const endOn = (page: Page): Promise<number> =>
    timer(page)
      .locator('.figures')
      .evaluate(
        element =>
          new Promise<number>(resolve => {
            const observer = new MutationObserver(() => {
              observer.disconnect()
              const [minutes = 0, seconds = 0] = (element.textContent ?? '').split(':').map(Number)
              resolve(performance.timeOrigin + performance.now() + (60 * minutes + seconds) * 1000)
            })
            observer.observe(element, { childList: true, characterData: true, subtree: true })
          })
      )
  async function expectSame(pages: Page[]): Promise<number> {
    const ends = await Promise.all(pages.map(endOn))
    expect(Math.max(...ends) - Math.min(...ends), 'between the first and the last screen, ms').toBeLessThan(SECOND)
    return Math.max(...ends)
  }

  it('[server-clock] shows the same on every screen within a second, on one whose own clock is wrong and to a late joiner too', async () => {
    const { links } = await makeOwnBoard(server, [
      { id: 'snak', kind: 'talk', title: 'Snak', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const devices = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin),
      await newPhone(browser, server.origin)
    ] as const
    const [desk, wall, pocket, wrong] = devices
    // Seven minutes ahead: by its own clock the step's one minute would be long over.
    await wrong.context.addInitScript(() => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + 7 * 60_000
    })
    const join = async (device: (typeof devices)[number]): Promise<Page> => {
      const page = await device.newPage(links.participant)
      await page.getByRole('radio', { name: 'Skolen' }).check()
      await page.getByRole('button', { name: 'Begynd' }).click()
      return page
    }
    const laptop = await desk.newPage(links.facilitator)
    const screen = await wall.newPage(links.screen)
    const phone = await join(pocket)
    const astray = await join(wrong)
    expect(await astray.evaluate(() => Date.now() - (performance.timeOrigin + performance.now()))).toBeGreaterThan(6 * 60_000)

    const began = Date.now()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    const pages = [laptop, screen, phone, astray]
    for (const page of pages) await timer(page).waitFor()
    const end = await expectSame(pages)
    // The server of this test has this machine's clock.
    expect(Math.abs(end - (began + 60 * SECOND)), 'a minute from when the step began').toBeLessThan(5 * SECOND)

    const late = await newPhone(browser, server.origin)
    const later = await join(late)
    await timer(later).waitFor()
    await phone.reload()
    await timer(phone).waitFor()
    expect(Math.abs((await expectSame([...pages, later])) - end), 'it neither starts again nor stands still').toBeLessThan(SECOND)

    await laptop.getByRole('button', { name: '+1 min.' }).click()
    for (const page of [...pages, later]) await expect.poll(() => figures(page)).toMatch(/^01:/)
    expect(Math.abs((await expectSame([...pages, later])) - end - 60 * SECOND)).toBeLessThan(SECOND)

    await laptop.getByRole('button', { name: 'Pause' }).click()
    for (const page of [...pages, later]) await timer(page).getByText('på pause').waitFor()
    const standing = await Promise.all([...pages, later].map(figures))
    expect(new Set(standing).size, standing.join(' ')).toBe(1)
    await new Promise(resolve => setTimeout(resolve, 1500))
    expect(await Promise.all([...pages, later].map(figures))).toEqual(standing)
    await laptop.getByRole('button', { name: 'Fortsæt' }).click()
    await expectSame([...pages, later])

    for (const device of [...devices, late]) expectQuiet(device)
    for (const device of [...devices, late]) await device.close()
  })
  it('[server-clock] is not moved by a laptop whose clock is set back ten minutes in the meeting', async () => {
    const { links } = await makeOwnBoard(server, [
      { id: 'snak', kind: 'talk', title: 'Snak', cards: false },
      { id: 'mere', kind: 'talk', title: 'Mere snak', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const desk = await newLaptop(browser, server.origin)
    const wall = await newScreen(browser, server.origin)
    await desk.context.addInitScript(() => {
      const now = Date.now.bind(Date)
      const device = { setBack: 0 }
      Object.assign(globalThis, { device })
      Date.now = () => now() - device.setBack
    })
    const laptop = await desk.newPage(links.facilitator)
    const screen = await wall.newPage(links.screen)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const page of [laptop, screen]) await timer(page).waitFor()
    await expectSame([laptop, screen])
    await laptop.evaluate(() => Object.assign((globalThis as unknown as { device: object }).device, { setBack: 10 * 60_000 }))
    await expectSame([laptop, screen])
    const began = Date.now()
    await laptop.getByRole('button', { name: 'Næste: Mere snak' }).click()
    await screen.getByRole('heading', { level: 1, name: 'Mere snak' }).waitFor()
    const end = await expectSame([laptop, screen])
    expect(Math.abs(end - (began + 60 * SECOND)), 'a minute from when the step began').toBeLessThan(5 * SECOND)
    for (const device of [desk, wall]) {
      expectQuiet(device)
      await device.close()
    }
  })

  it('[server-clock] goes on where it was when the facilitator goes back to a step', async () => {
    const { links } = await makeOwnBoard(server, [
      { id: 'snak', kind: 'talk', title: 'Snak', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const desk = await newLaptop(browser, server.origin)
    const laptop = await desk.newPage(links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await timer(laptop).waitFor()
    const first = await endOn(laptop)
    // Ten minutes more tell this step's clock from one that began anew, whatever the time that the test takes.
    for (let minute = 0; minute < 10; minute++) await laptop.getByRole('button', { name: '+1 min.' }).click()
    await expect.poll(() => figures(laptop)).toMatch(/^(10|11):/)
    const left = performance.now()
    await laptop.getByRole('button', { name: 'Næste: Luk mødet' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Luk mødet' }).waitFor()
    await expect.poll(() => figures(laptop)).toMatch(/^0[01]:/)
    await laptop.getByRole('button', { name: 'Tilbage' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Snak' }).waitFor()
    const away = performance.now() - left
    const again = (await endOn(laptop)) - first - 600 * SECOND
    expect(again, 'the time that was spent elsewhere, and no more').toBeGreaterThan(-SECOND)
    expect(again).toBeLessThan(away + SECOND)
    await desk.close()
  })
})
