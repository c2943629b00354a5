import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** What a facilitator reads and sets, and what those who wait read. */
describe('around the meeting', { timeout: 120_000 }, () => {
  let devices: Device[] = []
  const end = async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
    devices = []
  }
  const on = async (device: Promise<Device>, path: string): Promise<Page> => {
    const made = await device
    devices.push(made)
    return made.newPage(path)
  }

  const said = [
    '”Velkommen til mødet. Vi taler om det, vi gør, og ikke om bestemte personer.”',
    '”Alle siger noget, før nogen siger noget to gange.”'
  ]
  const done = Array.from({ length: 9 }, (_, n) => `Gør nummer ${n + 1}: Hæng listen op, og bed alle om at kigge på den i et øjeblik.`)
  const steps: OwnStep[] = [
    {
      id: 'tal',
      kind: 'talk',
      cards: false,
      title: 'Velkomst',
      say: [...said, ...done],
      prompts: ['Hvad lagde du mærke til?'],
      ifQuiet: 'Giv selv et eksempel.',
      see: 'Velkommen.'
    },
    { id: 'kort', kind: 'talk', cards: false, title: 'Kort trin', say: ['”Tak.”'], ifQuiet: 'Vent lidt.' },
    { id: 'luk', kind: 'close', title: 'Rund af' }
  ]

  it('tells what is said from what is done, hides no line of the script without a sign, and has the way out of silence in reach', async () => {
    const board = await makeOwnBoard(server, steps)
    await board.steer({ step: 'tal' })
    const laptop = await on(newLaptop(browser, server.origin, { viewport: { width: 1366, height: 768 } }), board.links.facilitator)
    const script = laptop.locator('section.script')
    await script.getByText('Gør nummer 9').waitFor()
    expect(await script.getByRole('heading').allTextContents()).toEqual(['Sig', 'Gør', 'Spørg'])
    const look = (name: string) =>
      script.getByRole('heading', { name, exact: true }).evaluate(heading => {
        const { backgroundColor, borderColor } = getComputedStyle(heading)
        return `${backgroundColor} ${borderColor} ${getComputedStyle(heading.nextElementSibling as Element).fontSize}`
      })
    expect(new Set([await look('Sig'), await look('Gør'), await look('Spørg')]).size).toBe(3)
    // The last line lies below the edge, and the edge says so; nothing of the panel lies under the footer.
    const footer = (await laptop.locator('footer').boundingBox())?.y ?? 0
    const bottom = async (page: Page) => {
      const box = await page.locator('section.script').boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    expect(await bottom(laptop)).toBeLessThanOrEqual(footer)
    const more = laptop.getByRole('button', { name: 'Der er mere' })
    await more.waitFor()
    const silence = script.getByText('Hvis der bliver stille')
    expect((await silence.boundingBox())?.y ?? 9999).toBeLessThan(footer)
    await silence.click()
    await script.getByText('Giv selv et eksempel.').waitFor()
    expect(await bottom(laptop)).toBeLessThanOrEqual(footer)
    await expect
      .poll(async () => {
        if ((await more.count()) > 0) await more.click({ timeout: 2_000 }).catch(() => undefined)
        return more.count()
      })
      .toBe(0)
    await expectAxeClean(laptop)
    await laptop.getByRole('button', { name: 'Næste: Kort trin' }).click()
    await script.getByText('”Tak.”').waitFor()
    expect(await more.count(), 'all of a short script is in sight').toBe(0)
    await laptop.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(laptop)).toBe(0)
    await end()
  })

  it('has a title that the facilitator corrects, on every screen and in the minutes, without beginning the meeting', async () => {
    const board = await makeOwnBoard(server, steps, 'private', undefined, { title: 'LUU i novmber' })
    const laptop = await on(newLaptop(browser, server.origin), board.links.facilitator)
    const screen = await on(newScreen(browser, server.origin), board.links.screen)
    const phone = await on(newPhone(browser, server.origin), board.links.participant)
    await phone.getByRole('heading', { level: 1, name: 'LUU i novmber' }).waitFor()
    await laptop.getByLabel('Mødets navn').fill('LUU i november')
    await laptop.getByRole('button', { name: 'Ret navnet' }).click()
    for (const page of [laptop, phone]) await page.getByRole('heading', { level: 1, name: 'LUU i november' }).waitFor()
    await screen.getByText('LUU i november').first().waitFor()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    await phone.reload()
    await phone.getByRole('heading', { level: 1, name: 'LUU i november' }).waitFor()
    await laptop.getByText('Gemt', { exact: true }).or(laptop.locator('[data-status="saved"]')).first().waitFor()
    await laptop.goto(board.links.facilitator.replace('/bord/', '/referat/'))
    await laptop.getByRole('heading', { level: 1, name: 'LUU i november' }).waitFor()
    await end()
  })

  it('gives a phone that waits something to read: what will happen, what others see, and what it is about', async () => {
    const board = await makeOwnBoard(server, steps)
    const phone = await on(newPhone(browser, server.origin), board.links.participant)
    await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    for (const title of ['Velkomst', 'Kort trin', 'Rund af']) await phone.getByRole('listitem').filter({ hasText: title }).waitFor()
    await phone.getByText('Ingen på mødet kan se, hvad du svarer').waitFor()
    for (const { headline } of board.workshop.elements) await phone.getByText(headline).waitFor()
    await expectAxeClean(phone)
    await phone.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(phone)).toBe(0)
    await end()
  })
})

describe('the big screen in small on the laptop', { timeout: 60_000 }, () => {
  it('shows what the projector shows, takes no part and no focus, and is there again when the page is', async () => {
    const board = await makeOwnBoard(server, null)
    const device = await newLaptop(browser, server.origin)
    const laptop = await device.newPage(board.links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    const [first, second] = [board.workshop.steps[0]?.title ?? '', board.workshop.steps[1]?.title ?? '']
    expect(await laptop.locator('iframe').count(), 'nothing is loaded before it is asked for').toBe(0)
    await laptop.getByRole('button', { name: 'Se storskærmen her' }).click()
    const small = laptop.frameLocator('iframe')
    await small.getByRole('heading', { level: 1, name: first }).waitFor({ state: 'attached' })
    await laptop.getByRole('button', { name: `Næste: ${second}` }).click()
    await small.getByRole('heading', { level: 1, name: second }).waitFor({ state: 'attached' })
    expect(await laptop.getByText('0 er med').count()).toBe(1)
    const box = await laptop.locator('iframe').boundingBox()
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 1)
    await expectAxeClean(laptop)
    for (const { width, height } of [sizes.laptop, sizes.screen]) {
      await laptop.setViewportSize({ width, height })
      expect(await sidewaysScroll(laptop), `${width} px`).toBe(0)
    }
    await laptop.setViewportSize(sizes.narrow)
    await laptop.getByRole('button', { name: 'Skjul storskærmen her' }).waitFor({ state: 'hidden' })
    await laptop.setViewportSize(sizes.laptop)
    // The keyboard goes past it.
    await laptop.getByRole('button', { name: 'Skjul storskærmen her' }).focus()
    await laptop.keyboard.press('Tab')
    expect(await laptop.evaluate(() => document.activeElement?.localName)).not.toBe('iframe')
    await laptop.reload()
    await small.getByRole('heading', { level: 1, name: second }).waitFor({ state: 'attached' })
    await laptop.getByRole('button', { name: 'Skjul storskærmen her' }).click()
    expect(await laptop.locator('iframe').count()).toBe(0)
    expectQuiet(device)
    await device.close()
  })
})
