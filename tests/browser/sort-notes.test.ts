import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addRecord } from '../../src/documents/wall.ts'
import { expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** The facilitator makes order on the wall before a vote on its notes. */
describe('sorting notes', { timeout: 120_000 }, () => {
  const steps: OwnStep[] = [
    {
      id: 'sedler',
      kind: 'notes',
      title: 'Sedler',
      lanes: [
        { id: 'a', label: 'Det virker' },
        { id: 'b', label: 'Det driller' }
      ]
    },
    { id: 'valg', kind: 'vote', title: 'Vælg', dots: 2, options: [], from: 'sedler' },
    { id: 'luk', kind: 'close', title: 'Rund af' }
  ]
  /** What hangs in each lane, a stack's notes in brackets. */
  const lanes = (page: Page) =>
    page
      .locator('section[aria-labelledby^="lane-"]')
      .evaluateAll(found =>
        found.map(lane =>
          [...lane.querySelectorAll('li')].map(card => [...card.querySelectorAll('[data-note] > p')].map(text => text.textContent).join(' + '))
        )
      )

  it('[note-stacked] [note-hidden] [undo] lays notes together, moves, hides and puts one up, on every screen, in the vote and in the minutes', async () => {
    const board = await makeOwnBoard(server, steps, 'open')
    await board.write(wall => {
      for (const [id, lane, text] of [
        ['m', 'a', 'Fast makker'],
        ['f', 'b', 'En fast makker'],
        ['r', 'a', 'Ro ved overlap'],
        ['k', 'b', 'Karen taler grimt']
      ] as const)
        addRecord(wall, 'notes', id, { step: 'sedler', lane }, { text })
    })
    await board.steer({ step: 'sedler' })
    const [desk, wall, hand] = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin)
    ]
    const [laptop, screen, phone] = [
      await desk.newPage(board.links.facilitator),
      await wall.newPage(board.links.screen),
      await hand.newPage(board.links.participant)
    ]
    await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByText('Karen taler grimt', { exact: true }).waitFor()
    const press = (name: string) => laptop.getByRole('group', { name: 'Sortér de valgte sedler' }).getByRole('button', { name, exact: true }).click()
    const card = (name: string) => laptop.getByRole('checkbox', { name, exact: true })

    await laptop.getByRole('button', { name: 'Sortér sedlerne' }).click()
    await card('Karen taler grimt').check()
    await press('Skjul')
    for (const page of [phone, screen]) await page.getByText('Karen taler grimt', { exact: true }).waitFor({ state: 'detached' })
    await laptop.getByLabel('Skjult seddel').fill('Tonen i vagtskiftet')
    await laptop.getByRole('button', { name: 'Vis igen' }).click()
    await phone.getByText('Tonen i vagtskiftet', { exact: true }).waitFor()
    await card('Tonen i vagtskiftet').check()
    await press('Skjul')

    // By keyboard: the first that is chosen in the wall's order is on top, and takes the other to its lane.
    await card('Fast makker').first().focus()
    await laptop.keyboard.press('Space')
    await card('En fast makker').focus()
    await laptop.keyboard.press('Space')
    await press('Læg sammen')
    await expect.poll(() => lanes(phone)).toEqual([['Fast makker + En fast makker', 'Ro ved overlap'], []])
    await press('Flyt til Det driller')
    await expect.poll(() => lanes(phone)).toEqual([['Ro ved overlap'], ['Fast makker + En fast makker']])
    await press('Fortryd: flyttet til Det driller')
    await expect.poll(() => lanes(phone)).toEqual([['Fast makker + En fast makker', 'Ro ved overlap'], []])
    await press('Ryk ned')
    await expect.poll(() => lanes(phone)).toEqual([['Ro ved overlap', 'Fast makker + En fast makker'], []])

    await press('Vis stort på skærmen')
    await phone.getByText('På storskærmen nu', { exact: true }).waitFor()
    await screen.getByText('Ro ved overlap', { exact: true }).waitFor({ state: 'detached' })
    for (const page of [laptop, screen, phone]) await expectAxeClean(page)
    await laptop.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(laptop)).toBe(0)
    await laptop.setViewportSize(sizes.laptop)
    await laptop.getByRole('button', { name: 'Vis hele væggen igen' }).click()
    await screen.getByText('Ro ved overlap', { exact: true }).waitFor()

    // With a mouse: into the other lane, and onto a card.
    const drag = async (name: string, to: { x: number; y: number }) => {
      await card(name).first().hover()
      await laptop.mouse.down()
      await laptop.mouse.move(to.x, to.y, { steps: 5 })
      await laptop.mouse.up()
    }
    const boxOf = async (name: string) => (await laptop.getByText(name).first().boundingBox()) ?? expect.fail(`${name} is nowhere`)
    const lane = await boxOf('Ingen sedler her.')
    await drag('Ro ved overlap', { x: lane.x + 5, y: lane.y + 5 })
    await expect.poll(() => lanes(phone)).toEqual([['Fast makker + En fast makker'], ['Ro ved overlap']])
    await press('Fortryd: flyttet til Det driller')
    await expect.poll(() => lanes(phone)).toEqual([['Ro ved overlap', 'Fast makker + En fast makker'], []])

    await next(laptop, 'Vælg')
    for (const page of [laptop, phone, screen]) {
      await page.getByText('Det virker: Fast makker (og 1 lignende)').first().waitFor()
      expect(await page.getByText('Tonen i vagtskiftet').count()).toBe(0)
    }
    await saved(laptop)
    const minutes = await desk.newPage(board.links.facilitator.replace('/bord/', '/referat/'))
    await minutes.getByText('– En fast makker').waitFor()
    expect(await minutes.getByText(/Tonen i vagtskiftet|Karen/).count()).toBe(0)
    for (const device of [desk, wall, hand]) {
      expectQuiet(device)
      await device.close()
    }
  })
})
