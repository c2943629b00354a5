import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** What stands on the big screen is chosen at the facilitator's laptop, without moving the step or its clock. */
/** What another device shows takes a moment, and on a busy machine some seconds. */
const poll = <T>(what: () => T) => expect.poll(what, { timeout: 20_000 })

describe('steering the big screen', { timeout: 120_000 }, () => {
  const open = async (board: OwnBoard, devices: Device[], asked = true) => {
    const [desk, wall, pocket] = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin)
    ]
    devices.push(desk, wall, pocket)
    const [laptop, screen, phone] = [
      await desk.newPage(board.links.facilitator),
      await wall.newPage(board.links.screen),
      await pocket.newPage(board.links.participant)
    ]
    // Where answers are not asked for, nobody is asked where they sit.
    if (asked) await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    return { laptop, screen, phone }
  }
  const card = (page: Page) => page.getByRole('region', { name: 'Kort at tale ud fra' }).getByRole('heading', { level: 2 })
  const steps: OwnStep[] = [
    { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
    { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
    { id: 'kort', kind: 'talk', cards: true, title: 'Tal om kortet', prompts: ['Hvad er et eksempel?'] },
    { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
    { id: 'luk', kind: 'close', title: 'Tak' }
  ]

  it('[screen-steered] turns the projected card from the laptop, with its question, and lets a phone turn its own', async () => {
    const devices: Device[] = []
    const board = await makeOwnBoard(server, steps, 'cards')
    const { laptop, screen, phone } = await open(board, devices, false)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await poll(() => card(screen).textContent()).toContain('Integrerede')
    await laptop.getByRole('button', { name: 'Næste kort' }).click()
    await poll(() => card(screen).textContent()).toContain('Organiseret')
    expect(await card(phone).textContent()).toContain('Integrerede')
    await phone.getByRole('button', { name: 'Forrige kort' }).click()
    await poll(() => card(phone).textContent()).toContain('Psykologisk')
    const [, second = ''] = board.workshop.elements.find(({ number }) => number === 2)?.questions ?? []
    await laptop.getByRole('button', { name: 'Et andet spørgsmål' }).click()
    await screen.getByText(second).waitFor()
    expect(await card(screen).textContent()).toContain('Organiseret')
    expect(await screen.getByRole('button').count(), 'nothing to press on a projected page').toBe(0)
    await screen.mouse.move(200, 200)
    await screen.getByRole('button', { name: 'Fuld skærm' }).click()
    await expect.poll(() => screen.evaluate(() => document.fullscreenElement !== null)).toBe(true)
    await screen.mouse.move(300, 300)
    expect(await screen.getByRole('button').count(), 'nor on a full one').toBe(0)
    // A step begins with its own view; in a talk a card is put up by its number and taken down again.
    await next(laptop, 'Se billedet')
    await poll(() => card(screen).textContent()).toContain('Integrerede')
    await next(laptop, 'Tal om kortet')
    await screen.getByText('Hvad er et eksempel?').waitFor()
    await laptop.getByRole('button', { name: /^Vis kortet 4\. Trivsel$/ }).click()
    await poll(() => card(screen).textContent()).toContain('Trivsel')
    await laptop.getByRole('button', { name: /^Vis kortet 4/ }).click()
    await screen.getByText('Hvad er et eksempel?').waitFor()
    await expectAxeClean(laptop)
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[screen-steered] [two-facilitators] puts up one element, and the picture again later, from either of two windows', async () => {
    const devices: Device[] = []
    const board = await makeOwnBoard(server, steps)
    for (let n = 0; n < 6; n++) await board.answer('skole', { svar: Object.fromEntries(['K1', 'K2', 'K3', 'K4', 'K5', 'K6'].map(id => [id, n % 5])) })
    const { laptop, screen, phone } = await open(board, devices)
    const desk = await newLaptop(browser, server.origin)
    devices.push(desk)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(laptop, 'Se billedet')
    await countHeads(laptop, 6)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    const rose = screen.getByRole('img', { name: /kompasrose/i })
    await rose.waitFor()
    // One row at a time is unfolded, and what is up on the big screen unfolds its own.
    const unfolded = (page: Page) => page.locator('.list > article button[aria-expanded=true]').allTextContents()
    const seen = (page: Page) => page.locator('.list > article .dot-row:visible').count()
    expect(await unfolded(laptop)).toHaveLength(1)
    await laptop.getByRole('button', { name: 'Trivsel', exact: true }).click()
    expect(await unfolded(laptop)).toEqual([expect.stringContaining('Trivsel')])
    await laptop.getByRole('button', { name: 'Pause' }).click()
    await laptop.getByRole('button', { name: 'Fortsæt' }).waitFor()
    expect(await unfolded(laptop), 'the clock folds nothing').toEqual([expect.stringContaining('Trivsel')])
    expect(await seen(laptop)).toBe(1)
    await laptop.getByRole('button', { name: 'Trivsel', exact: true }).click()
    expect(await seen(laptop)).toBe(0)
    await laptop.emulateMedia({ media: 'print' })
    expect(await seen(laptop), 'on paper nothing is folded').toBe(6)
    await laptop.emulateMedia({ media: null })
    const other = await desk.newPage(board.links.facilitator)
    await other.getByRole('button', { name: /^Vis kun 3\. / }).click()
    await screen.getByRole('heading', { level: 2, name: /oplæringsvejledning/ }).waitFor()
    expect(await rose.count()).toBe(0)
    for (const page of [laptop, other]) await poll(() => unfolded(page)).toEqual([expect.stringContaining('vejledning')])
    await poll(() => laptop.getByRole('button', { name: /^Vis kun 3\. / }).getAttribute('aria-pressed')).toBe('true')
    await laptop.getByRole('button', { name: /^Vis kun 1\. / }).click()
    await screen.getByRole('heading', { level: 2, name: 'Integrerede indsatser' }).waitFor()
    await other.getByRole('button', { name: /^Vis kun 1\. / }).click()
    await rose.waitFor()

    await next(laptop, 'Tal om kortet')
    await laptop.getByRole('button', { name: 'Pause' }).click()
    const clock = await laptop.getByRole('timer').textContent()
    await laptop.getByRole('button', { name: 'Vis billedet igen' }).click()
    await rose.waitFor()
    await screen.getByRole('heading', { level: 1, name: 'Tal om kortet' }).waitFor()
    await phone.getByRole('heading', { name: 'Tal om kortet' }).waitFor()
    expect(await laptop.getByRole('timer').textContent(), 'the clock stays').toBe(clock)
    await laptop.getByRole('button', { name: 'Vis billedet igen' }).click()
    await screen.getByText('Hvad er et eksempel?').waitFor()

    // Back to the rating: one sentence on all screens.
    await laptop.getByRole('button', { name: 'Tilbage', exact: true }).click()
    await laptop.getByRole('heading', { name: 'Se billedet' }).waitFor()
    await laptop.getByRole('button', { name: 'Tilbage', exact: true }).click()
    for (const page of [laptop, screen, phone]) {
      await page.getByRole('heading', { name: 'Svarene er vist' }).waitFor()
      await page.getByText('De kan ikke ændres mere.', { exact: true }).waitFor()
      expect(await page.getByText('har svaret').count()).toBe(0)
    }
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[screen-steered] turns the pages of a full wall', async () => {
    const devices: Device[] = []
    const board = await makeOwnBoard(server, steps)
    const { laptop, screen } = await open(board, devices)
    await board.write(wall => {
      for (let n = 1; n <= 30; n++) addRecord(wall, 'notes', `n${n}`, { step: 'sedler', lane: 'a' }, { text: `Seddel ${n}.` })
    })
    await board.steer({ step: 'sedler' })
    await screen.getByText('Seddel 1.', { exact: true }).waitFor()
    const told = (page: Page) => page.getByText(/^Side \d+ af \d+$/).textContent()
    await poll(() => told(laptop)).toBe(await told(screen))
    await laptop.getByRole('button', { name: 'Næste side' }).click()
    await screen.getByText('Side 2 af', { exact: false }).waitFor()
    expect(await screen.getByText('Seddel 1.', { exact: true }).count()).toBe(0)
    await poll(() => told(laptop)).toBe(await told(screen))
    await laptop.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(laptop)).toBe(0)
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })
})

describe('staying awake', { timeout: 120_000 }, () => {
  type Locks = { asked: number; held: number; refuse: boolean }
  const locksOf = (page: Page): Promise<Locks> => page.evaluate(() => (globalThis as unknown as { locks: Locks }).locks)
  /** A device whose wake lock counts what is asked of it. */
  async function counting(device: Device, refuse: boolean): Promise<void> {
    await device.context.addInitScript(refuse => {
      const locks = { asked: 0, held: 0, refuse }
      Object.assign(globalThis, { locks })
      const request = async () => {
        locks.asked++
        if (locks.refuse) throw new DOMException('No', 'NotAllowedError')
        locks.held++
        return { release: async () => void locks.held-- }
      }
      Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, value: { request } })
    }, refuse)
  }
  const steps: OwnStep[] = [
    { id: 'tal', kind: 'talk', cards: false, title: 'Velkomst', see: 'Velkommen.' },
    { id: 'luk', kind: 'close', title: 'Tak' }
  ]

  it('asks for the big screen at once, for the facilitator while a clock runs, and again when the page is shown again', async () => {
    const board = await makeOwnBoard(server, steps)
    const [desk, wall] = [await newLaptop(browser, server.origin), await newScreen(browser, server.origin)]
    for (const device of [desk, wall]) await counting(device, false)
    const [laptop, screen] = [await desk.newPage(board.links.facilitator), await wall.newPage(board.links.screen)]
    await poll(async () => (await locksOf(screen)).held).toBe(1)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    expect((await locksOf(laptop)).asked).toBe(0)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await poll(async () => (await locksOf(laptop)).held).toBe(1)
    await laptop.getByRole('button', { name: 'Pause' }).click()
    await poll(async () => (await locksOf(laptop)).held).toBe(0)
    await screen.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await poll(async () => (await locksOf(screen)).asked).toBe(2)
    for (const device of [desk, wall]) expectQuiet(device)
    for (const device of [desk, wall]) await device.close()
  })

  it('costs nothing where the device refuses or has none', async () => {
    const board = await makeOwnBoard(server, steps)
    const [desk, wall] = [await newLaptop(browser, server.origin), await newScreen(browser, server.origin)]
    await counting(desk, true)
    await wall.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'wakeLock', { value: undefined }))
    const [laptop, screen] = [await desk.newPage(board.links.facilitator), await wall.newPage(board.links.screen)]
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await screen.getByText('Velkommen.').waitFor()
    await poll(async () => (await locksOf(laptop)).asked).toBe(1)
    for (const device of [desk, wall]) expectQuiet(device)
    for (const device of [desk, wall]) await device.close()
  })
})
