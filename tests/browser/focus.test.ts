import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addStyles, type Device, expectQuiet, newDevice, newLaptop, newPhone } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

const steps: OwnStep[] = [
  { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
  { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
  { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
  { id: 'sidst', kind: 'review', title: 'Sidste gang' },
  {
    id: 'valg',
    kind: 'vote',
    dots: 2,
    title: 'Vælg',
    options: [
      { id: 'a', label: 'Mere tid' },
      { id: 'b', label: 'Fast plan' }
    ]
  },
  { id: 'aftale', kind: 'agree', title: 'Aftalen' },
  { id: 'luk', kind: 'close', title: 'Tak' }
]

/** What has the focus, as it is read out: its kind and its words; "body" where nothing has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return 'body'
    const words = (element as HTMLInputElement).labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent ?? ''
    return `${element.localName} ${words.replace(/\s+/g, ' ').trim()}`
  })
const has = (page: Page, what: RegExp) => expect.poll(() => focused(page), { timeout: 20_000 }).toMatch(what)
/** Presses with the keyboard, as the focus goes there first. */
const press = async (page: Page, name: RegExp | string) => {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .focus()
  await page.keyboard.press('Enter')
}

/** Of what has the focus: how much of it, in px, lies under a bar that stays at the window's edge, or outside the window. */
const hidden = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { name: 'body', px: 0 }
    // A radio's ring is its label's.
    const box = (element.closest('label') ?? element).getBoundingClientRect()
    const bars = [...document.querySelectorAll('header, footer, .thumb')].filter(
      bar => /fixed|sticky/.test(getComputedStyle(bar).position) && !bar.contains(element)
    )
    const top = Math.max(
      0,
      ...bars
        .map(bar => bar.getBoundingClientRect())
        .filter(({ top }) => top <= 0)
        .map(({ bottom }) => bottom)
    )
    const bottom = Math.min(
      innerHeight,
      ...bars
        .map(bar => bar.getBoundingClientRect())
        .filter(({ bottom }) => bottom >= innerHeight)
        .map(({ top }) => top)
    )
    const px = Math.max(0, top - box.top) + Math.max(0, box.bottom - bottom)
    // What is taller than the room is right where it fills it, and of a field browsers show the line that is written on.
    const isSeen = box.height > bottom - top || (element.matches('textarea, input[type="date"]') && box.height - px >= 44)
    return {
      name: (element.closest('label') ?? element).textContent?.trim().slice(0, 40) || element.id,
      px: isSeen ? 0 : Math.round(px)
    }
  })

describe('the focus', { timeout: 120_000 }, () => {
  it('[focus-kept] is never lost on a phone, from "Begynd" to the end', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newPhone(browser, server.origin)
    const phone = await device.newPage(board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await press(phone, 'Begynd')
    await has(phone, /^h1 Du er med/)
    await board.steer({ step: 'svar' })
    await phone.getByText('1 af 6').waitFor()
    await has(phone, /^h1 Hver for sig/)
    await phone.getByRole('radio', { name: 'I høj grad', exact: true }).focus()
    await board.steer({ step: 'vis' })
    await has(phone, /^h1 Se billedet/)
    await phone.getByRole('radio', { name: 'I høj grad', exact: true }).focus()
    await board.steer({ reveal: { step: 'svar', split: null } })
    await phone
      .getByText(/færre end 5/)
      .first()
      .waitFor()
    await has(phone, /^h1 Se billedet/)
    await board.steer({ step: 'valg' })
    await phone.getByRole('button', { name: 'Mere tid' }).focus()
    await board.steer({ reveal: { step: 'valg', split: null } })
    await phone
      .getByRole('main')
      .getByText(/har sat prikker, så fordelingen vises ikke/)
      .waitFor()
    await has(phone, /^h1 Vælg/)
    expectQuiet(device)
    await device.close()
  })

  it('[focus-kept] goes to what has been added, and stays near what has been removed', async () => {
    const board = await makeOwnBoard(server, steps)
    const devices: Device[] = [await newPhone(browser, server.origin), await newLaptop(browser, server.origin)]
    const [phone, laptop] = [
      await (devices[0] as Device).newPage(board.links.participant),
      await (devices[1] as Device).newPage(board.links.facilitator)
    ]
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    for (const page of [phone, laptop]) {
      await board.steer({ step: 'sedler' })
      await page.getByLabel('Ny seddel').fill('Faste møder')
      await press(page, 'Sæt op')
      await has(page, /^textarea Ny seddel/)
      await press(page, 'Ret sedlen Faste møder')
      await has(page, /^textarea Seddel/)
      await press(page, 'Færdig')
      await has(page, /^button Ret sedlen Faste møder/)
      await page.keyboard.press('Enter')
      await press(page, 'Fjern sedlen')
      await has(page, /^h2 Det virker/)

      await board.steer({ step: 'sidst' })
      await press(page, 'Tilføj et punkt fra sidst')
      await has(page, /^textarea Det aftalte vi/)
      await press(page, 'Fjern punkt 1')
      await has(page, /^h1 Sidste gang/)

      await board.steer({ step: 'aftale', open: { step: 'aftale', for: 'all' } })
      await press(page, 'Skriv det første fokusområde')
      await has(page, /^select Kerneelement/)
      await press(page, 'Tilføj et fokusområde')
      await has(page, /^select Kerneelement/)
      await press(page, 'Tilføj et skridt')
      await has(page, /^textarea Skridt 1: hvad/)
      expect((await hidden(page)).px).toBe(0)
      await press(page, 'Fjern skridt 1')
      await has(page, /^h2 Fokusområde 1/)
      await press(page, 'Fjern fokusområde 2')
      await has(page, /^h2 Fokusområde 1/)
      await press(page, 'Fjern fokusområde 1')
      await has(page, /^h1 Aftalen/)
    }
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[focus-kept] [vote-reopened] stays with the facilitator through the beginning, the reveal, the end of a vote, its new beginning and the closing', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newLaptop(browser, server.origin)
    const laptop = await device.newPage(board.links.facilitator)
    await press(laptop, 'Begynd mødet')
    await has(laptop, /^h1 Hver for sig/)
    await press(laptop, 'Næste: Se billedet')
    await has(laptop, /^h1 Se billedet/)
    await press(laptop, 'Vis alligevel, uden tal')
    await press(laptop, 'Vis uden tal')
    await laptop
      .getByRole('main')
      .getByText(/færre end 5/)
      .first()
      .waitFor()
    await has(laptop, /^h1 Se billedet/)
    await board.steer({ step: 'valg' })
    await press(laptop, 'Luk afstemningen uden tal')
    await press(laptop, 'Vis uden tal')
    await laptop
      .getByRole('main')
      .getByText(/har sat prikker, så fordelingen vises ikke/)
      .waitFor()
    await has(laptop, /^h1 Vælg/)
    await press(laptop, 'Åbn afstemningen igen')
    await laptop.getByRole('button', { name: 'Luk afstemningen uden tal' }).waitFor()
    await has(laptop, /^h1 Vælg/)
    await board.steer({ step: 'luk' })
    await press(laptop, 'Luk mødet')
    await has(laptop, /^button Luk mødet/)
    await laptop.keyboard.press('Enter')
    await laptop.getByRole('heading', { name: 'Mødet er lukket' }).waitFor()
    await has(laptop, /^h1 Tak/)
    expectQuiet(device)
    await device.close()
  })

  it('[focus-kept] leaves alone who has left a field by hand', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newLaptop(browser, server.origin)
    const laptop = await device.newPage(board.links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await board.steer({ step: 'sedler' })
    await laptop.getByLabel('Ny seddel').focus()
    await laptop.evaluate(() => (document.activeElement as HTMLElement).blur())
    await board.steer({ step: 'valg' })
    await laptop.getByRole('heading', { name: 'Vælg' }).waitFor()
    await laptop.getByText('Mere tid').waitFor()
    expect(await focused(laptop)).toBe('body')
    await device.close()
  })

  it('closes the plan on Escape, when it leaves and when the step changes', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newLaptop(browser, server.origin)
    const laptop = await device.newPage(board.links.facilitator)
    // What comes later to the lobby moves the button: a press before that can miss it.
    await laptop.getByRole('checkbox', { name: 'Husk mødet på denne enhed' }).waitFor()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    const plan = laptop.locator('summary').filter({ hasText: /^Trin \d af 7$/ })
    const item = laptop.getByRole('button', { name: /Sidste gang/ }).first()
    const open = async () => {
      await plan.focus()
      await laptop.keyboard.press('Enter')
      await item.waitFor()
    }
    await open()
    await laptop.keyboard.press('Tab')
    await laptop.keyboard.press('Escape')
    await item.waitFor({ state: 'hidden' })
    await has(laptop, /^summary Trin 1 af 7/)
    await open()
    // Past each step and the sound's switch.
    for (let tabs = 0; tabs < steps.length + 2; tabs++) await laptop.keyboard.press('Tab')
    await item.waitFor({ state: 'hidden' })
    await open()
    await board.steer({ step: 'vis' })
    await item.waitFor({ state: 'hidden' })
    await open()
    await laptop.getByRole('heading', { level: 1 }).click()
    await item.waitFor({ state: 'hidden' })
    await open()
    await item.click()
    await has(laptop, /^h1 Sidste gang/)
    await device.close()
  })

  const windows = [
    { width: 320, height: 568 },
    { width: 640, height: 360 },
    { width: 360, height: 640 }
  ]
  // In npm test the narrowest window and the lowest, with the largest text.
  it.each(
    someOf(
      [200, 150, 100].flatMap(text => windows.map(window => ({ ...window, text }))),
      2
    )
  )('[focus-kept] is never under a bar while rating at $width x $height, text at $text %', async ({ width, height, text }) => {
    const board = await makeOwnBoard(server, steps)
    const device = await newPhone(browser, server.origin, { viewport: { width, height } })
    const phone = await device.newPage(board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await addStyles(phone, `html { font-size: ${text}% }`)
    await board.steer({ step: 'svar' })
    await phone.getByText('1 af 6').waitFor()
    const under: unknown[] = []
    for (const name of (await phone.getByRole('radio').all()).keys()) {
      await phone.getByRole('radio').nth(name).focus()
      await phone.keyboard.press('Space')
      under.push(await hidden(phone))
    }
    for (let tabs = 0; tabs < 4; tabs++) {
      await phone.keyboard.press('Tab')
      under.push(await hidden(phone))
    }
    for (let tabs = 0; tabs < 4; tabs++) {
      await phone.keyboard.press('Shift+Tab')
      under.push(await hidden(phone))
    }
    expect(under.filter(each => (each as { px: number }).px > 0)).toEqual([])
    // Bars that stay leave most of the window to what is read.
    const bars = await phone.evaluate(() =>
      [...document.querySelectorAll('header, .thumb')]
        .filter(bar => /fixed|sticky/.test(getComputedStyle(bar).position))
        .reduce((sum, bar) => sum + (bar as HTMLElement).offsetHeight, 0)
    )
    expect(bars).toBeLessThanOrEqual(height * 0.4)
    await device.close()
  })

  const desks = [
    { width: 1280, height: 800, text: 200 },
    { width: 320, height: 256, text: 100 },
    { width: 1280, height: 800, text: 100 }
  ]
  it.each(someOf(desks, 2))(
    '[focus-kept] is never under a bar on the agreement of a laptop of $width x $height, text at $text %',
    async ({ width, height, text }) => {
      const board = await makeOwnBoard(server, steps)
      const device = await newDevice(browser, server.origin, { viewport: { width, height } })
      const laptop = await device.newPage(board.links.facilitator)
      await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
      await board.steer({ step: 'aftale' })
      await addStyles(laptop, `html { font-size: ${text}% }`)
      await press(laptop, 'Skriv det første fokusområde')
      await has(laptop, /^select/)
      const under: unknown[] = []
      for (let tabs = 0; tabs < 9; tabs++) {
        under.push(await hidden(laptop))
        await laptop.keyboard.press('Tab')
      }
      expect(under.filter(each => (each as { px: number }).px > 0)).toEqual([])
      await device.close()
    }
  )
})
