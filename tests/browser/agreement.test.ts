import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, expectAxeClean, expectQuiet, hurry, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** Who writes in the agreement, and what is taken off the wall and put back. */
describe('what is written together', { timeout: 120_000 }, () => {
  let devices: Device[]

  const steps: OwnStep[] = [
    { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
    { id: 'aftale', kind: 'agree', title: 'Beslut' },
    { id: 'luk', kind: 'close', title: 'Rund af' }
  ]
  const join = async (path: string): Promise<Page> => {
    const device = await newPhone(browser, server.origin)
    devices.push(device)
    await device.context.clock.install()
    const page = await device.newPage(path)
    await page.getByRole('button', { name: 'Begynd' }).click()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    return page
  }
  /** A board in cards with three notes and a focus area of one step, led from a laptop, with two phones and a big screen. */
  const open = async (step: string) => {
    devices = []
    const board = await makeOwnBoard(server, steps, 'cards')
    await board.write(wall => {
      for (const text of ['Fast makker', 'Ro ved overlap', 'Velkomst']) addRecord(wall, 'notes', text, { step: 'sedler', lane: 'a' }, { text })
      addRecord(wall, 'focus', 'f', { element: 2, followUp: '' }, { want: 'Hver elev har én kontakt' })
      addRecord(wall, 'actions', 's', { focus: 'f' }, { what: 'Lav en kontaktliste', who: 'Skolen' })
    })
    await board.steer({ step })
    const [desk, wall] = [await newLaptop(browser, server.origin), await newScreen(browser, server.origin)]
    devices.push(desk, wall)
    await desk.context.clock.install()
    const [laptop, screen] = [await desk.newPage(board.links.facilitator), await wall.newPage(board.links.screen)]
    const phones = [await join(board.links.participant), await join(board.links.participant)] as const
    return { board, laptop, screen, phones }
  }
  const end = async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  }

  it('[undo] lets everyone who saw a note go put it back for ten seconds, and nobody who came later or only looks on', async () => {
    const { board, laptop, screen, phones } = await open('sedler')
    const [phone, other] = phones
    const notes = (page: Page) => page.locator('[data-note] > p').allTextContents()
    for (const page of [laptop, ...phones]) await expect.poll(() => notes(page)).toEqual(['Fast makker', 'Ro ved overlap', 'Velkomst'])
    for (const page of [laptop, ...phones]) await saved(page)
    const remove = async () => {
      await phone.locator('[data-note="Ro ved overlap"]').getByRole('button', { name: 'Ret' }).click()
      await phone.getByRole('button', { name: 'Fjern sedlen' }).click()
      for (const page of [laptop, ...phones]) await page.getByText('En seddel er fjernet.').waitFor()
    }
    await remove()
    // Another than the one who removed it: it is back on every screen, in its place, and nobody is asked any more.
    await other.getByRole('button', { name: 'Fortryd' }).click()
    // Time stands still on the page whose pointer rests where one presses.
    await other.mouse.move(0, 0)
    for (const page of [laptop, ...phones]) {
      await expect.poll(() => notes(page)).toEqual(['Fast makker', 'Ro ved overlap', 'Velkomst'])
      await expect.poll(() => page.getByText('er fjernet').count()).toBe(0)
    }
    await screen.getByText('Ro ved overlap').first().waitFor()

    await remove()
    expect(await screen.getByText('Fortryd').count(), 'nothing to press on the big screen').toBe(0)
    await expectAxeClean(phone)
    await phone.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(phone)).toBe(0)
    await phone.setViewportSize(sizes.phone)
    const late = await join(board.links.participant)
    await late.locator('[data-note="Fast makker"]').waitFor()
    expect(await late.getByText('Fortryd').count(), 'who came later has not seen it').toBe(0)
    for (const page of [laptop, ...phones]) await hurry(page, page.getByRole('button', { name: 'Fortryd' }), 'detached')
    expect(await notes(laptop)).toEqual(['Fast makker', 'Velkomst'])
    await end()
  })

  it('[writing-opened] lets phones read along until the facilitator opens writing, and takes it back', async () => {
    const { laptop, screen, phones } = await open('aftale')
    const [phone] = phones
    await phone.getByRole('heading', { name: 'Hver elev har én kontakt' }).waitFor()
    await phone.getByText('Lav en kontaktliste').waitFor()
    for (const role of ['textbox', 'combobox', 'button'] as const) expect(await phone.getByRole(role).count(), role).toBe(0)
    await expectAxeClean(phone)
    // A phone that may not write is not asked to put back; the facilitator is.
    await laptop.getByRole('button', { name: /^Fjern skridt 1/ }).click()
    await laptop.getByText('Et skridt er fjernet.').waitFor()
    await expect.poll(() => phone.getByText('Lav en kontaktliste').count()).toBe(0)
    expect(await phone.getByText('Fortryd').count()).toBe(0)
    await laptop.getByRole('button', { name: 'Fortryd' }).click()
    await phone.getByText('Lav en kontaktliste').waitFor()

    await laptop.getByLabel('Deltagerne kan skrive med').check()
    await phone.getByText('Alle kan skrive i aftalen.').waitFor()
    await phone.getByLabel('Det vil eleverne mærke').fill('Eleven kender navnet')
    // A day that is chosen stands among the words, and one of last year is told of.
    const [when, day] = [laptop.getByLabel('Hvornår', { exact: true }).first(), laptop.getByLabel('Eller vælg en dato').first()]
    await when.fill('På teammødet')
    await day.fill('2027-03-12')
    await expect.poll(() => when.inputValue()).toBe('På teammødet, fredag den 12. marts 2027 (uge 10)')
    await day.fill('2020-03-12')
    await laptop.getByText('Den dag er gået. Se efter, om året er rigtigt.').waitFor()
    await when.fill('På teammødet 15/3-2027')
    await expect.poll(() => day.inputValue()).toBe('2027-03-15')
    expect(await laptop.getByText('Den dag er gået').count()).toBe(0)
    const reply = (page: Page) => page.getByRole('group', { name: 'Svar til eleverne' })
    await reply(phone).getByLabel('Hvordan').fill('På klassemødet')
    await expect.poll(() => reply(laptop).getByLabel('Hvordan').inputValue()).toBe('På klassemødet')
    await screen.getByText('Svar til eleverne: På klassemødet').waitFor()
    await expect.poll(() => laptop.getByLabel('Det vil eleverne mærke').inputValue()).toBe('Eleven kender navnet')
    await expectAxeClean(laptop)
    await phone.getByRole('button', { name: /^Fjern fokusområde 1/ }).click()
    for (const page of [phone, laptop]) await page.getByText('Et fokusområde er fjernet.').waitFor()
    await laptop.getByRole('button', { name: 'Fortryd' }).click()
    // With its steps.
    await expect.poll(() => phone.getByLabel('Skridt 1: hvad').inputValue()).toBe('Lav en kontaktliste')
    await laptop.getByLabel('Deltagerne kan skrive med').uncheck()
    await phone.getByText('Eleven kender navnet').waitFor()
    await expect.poll(() => phone.getByRole('textbox').count()).toBe(0)
    // The step's name and the act that destroys are two.
    await next(laptop, 'Rund af')
    await laptop.getByRole('button', { name: 'Luk mødet', exact: true }).waitFor()
    await end()
  })
})
