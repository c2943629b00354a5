import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone } from '../support/browser/browser.ts'
import { answerOne, countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** A group in which not everybody has a phone, or the time to come: phones, a device that is passed round, paper, and answers before the meeting. */
describe('ways of answering', () => {
  let devices: Device[] = []
  beforeAll(() => {
    // Every provider of y-websocket listens for the process's end.
    process.setMaxListeners(0)
  })
  afterEach(async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
    devices = []
  })

  const words = ['Slet ikke', 'I mindre grad', 'I nogen grad', 'I høj grad', 'I meget høj grad']
  const items = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6']
  const all = (answer: number) => Object.fromEntries(items.map(item => [item, answer]))
  const meeting = (): Promise<OwnBoard> =>
    makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Vis', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
  const open = async (device: Device, link: string): Promise<Page> => {
    devices.push(device)
    return device.newPage(link)
  }
  const rateAll = async (page: Page, answer: number) => {
    for (const _ of items) await answerOne(page, words[answer] ?? '')
  }

  it('[laid-stays-laid] lays what was being answered on a shared device when its page is reloaded, so that nobody comes back into it', async () => {
    const board = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    const device = await newPhone(browser, server.origin)
    const tablet = await open(device, board.links.participant)
    tablet.on('dialog', dialog => void dialog.accept())
    const kept = () => tablet.evaluate(() => Object.entries(sessionStorage).find(([name]) => name.includes('begun'))?.[1] ?? null)
    await tablet.getByRole('button', { name: 'Svar for flere på denne enhed' }).click()
    await tablet.getByRole('radio', { name: 'Skolen' }).check()
    await tablet.getByRole('button', { name: 'Begynd' }).click()
    await answerOne(tablet, words[2] ?? '')
    await tablet.getByText('Gemt', { exact: true }).waitFor()
    const key = await kept()
    expect(key).toMatch(/^[\w-]{24}$/)
    await tablet.reload()
    await tablet.getByRole('button', { name: 'Svar for flere på denne enhed' }).click()
    await tablet.getByText('Siden blev hentet igen midt i en besvarelse.').waitFor()
    expect(await kept()).toBe(null)
    const answer = await fetch(`${server.origin}/api/boards/${board.board}`, { headers: { authorization: `Bearer ${key}` } })
    expect(answer.status, 'the key of what was laid').toBe(401)
    // It counts, and the next person has a ballot of their own.
    await laptop.getByText('1 på delt enhed').waitFor()
    await tablet.getByRole('radio', { name: 'Skolen' }).check()
    await tablet.getByRole('button', { name: 'Begynd' }).click()
    await rateAll(tablet, 4)
    await tablet.getByRole('button', { name: 'Færdig, giv videre' }).click()
    await laptop.getByText('2 på delt enhed').waitFor()
  })

  it('[laid-stays-laid] [ways-count-only] three on phones, three on a device that is passed round, two on paper: all count the same, and nobody comes back into a ballot', async () => {
    const board = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const answer of [0, 0, 1]) await board.answer('skole', { svar: all(answer) })

    const tablet = await open(await newPhone(browser, server.origin), board.links.participant)
    await tablet.getByRole('button', { name: 'Svar for flere på denne enhed' }).click()
    const kept = () =>
      tablet.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, await indexedDB.databases()]))
    for (const [at, answer] of [2, 2, 3].entries()) {
      await tablet.getByRole('heading', { name: at === 0 ? 'Giv enheden rundt' : 'Giv enheden videre' }).waitFor()
      if (at === 0) await expectAxeClean(tablet)
      expect(await tablet.getByRole('radio', { checked: true }).count(), 'a side chosen beforehand').toBe(0)
      await tablet.getByRole('radio', { name: 'Skolen' }).check()
      await tablet.getByRole('button', { name: 'Begynd' }).click()
      await rateAll(tablet, answer)
      expect(await tablet.getByRole('button', { name: /Ret$/ }).count()).toBe(items.length)
      if (at === 0) await expectAxeClean(tablet)
      await tablet.getByRole('button', { name: 'Færdig, giv videre' }).click()
    }
    await tablet.getByText('3 har svaret på denne enhed.').waitFor()
    expect(await tablet.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await tablet.getByText(words[3] ?? '').count()).toBe(0)
    expect(await kept()).not.toMatch(/ballot/)
    // Neither a reload nor the back button opens what was laid: the device is where it began.
    await tablet.reload()
    await tablet.getByRole('button', { name: 'Svar for flere på denne enhed' }).waitFor()
    await laptop.getByText('3 på telefon, 3 på delt enhed').waitFor()

    await laptop.getByRole('button', { name: 'Svar på papir' }).click()
    const lay = laptop.getByRole('button', { name: 'Læg i bunken' })
    await lay.click()
    await laptop.getByText('Vælg først, hvor arkets person sidder.').waitFor()
    for (const n of [1, 2]) {
      await laptop.getByRole('radio', { name: 'Skolen' }).check()
      await laptop.locator('[data-row="0"] input').first().focus()
      // Mistyped and mended, skipped, "ved ikke", and the rest: by keys alone.
      for (const key of n === 1 ? ['1', '5'] : ['5', 'Backspace', '5']) await laptop.keyboard.press(key)
      for (const key of ['5', '5', '5', '5', '0']) for (const each of ['Enter', key]) await laptop.keyboard.press(each)
      await laptop.keyboard.press('Enter')
      expect(await laptop.evaluate(() => document.activeElement?.textContent)).toBe('Læg i bunken')
      if (n === 1) await expectAxeClean(laptop)
      await laptop.keyboard.press('Enter')
      await laptop.getByText(n === 1 ? '1 ark er lagt.' : '2 ark er lagt.').waitFor()
      expect(await laptop.locator('form input:checked').count(), 'something left of the sheet before').toBe(0)
    }

    await next(laptop, 'Vis')
    await laptop.getByText('3 på telefon, 3 på delt enhed, 2 på papir').waitFor()
    await expectAxeClean(laptop)
    await countHeads(laptop, 8)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByText('8 i rummet, 8 besvarelser.').first().waitFor()
    const minutes = await laptop.evaluate(
      async ([path, key]) => (await fetch(path as string, { headers: { authorization: `Bearer ${key}` } })).json(),
      [`/api/boards/${board.board}/export`, board.keys.facilitator]
    )
    // Phones 0, 0, 1, the device 2, 2, 3, paper 4, 4, but for the last statement, of which neither sheet knew.
    const figures = minutes.ratings[0].elements.map((each: { figure: { counts: number[]; unknown: number } }) => each.figure)
    for (const figure of figures.slice(0, 5)) expect([figure.counts, figure.unknown]).toEqual([[2, 1, 2, 1, 2], 0])
    expect([figures[5].counts, figures[5].unknown]).toEqual([[2, 1, 2, 1, 0], 2])
    expect([minutes.people, minutes.answered]).toEqual([8, 8])
    expect(minutes.ratings[0].ways).toEqual({ phone: 3, shared: 3, paper: 2 })
    await laptop.goto(board.links.facilitator.replace('/bord/', '/referat/'))
    await laptop.getByText('8 i rummet, 8 besvarelser: 3 på telefon, 3 på delt enhed, 2 på papir.').waitFor()
    await expectAxeClean(laptop)
  })

  it('[early-only-how-many] answers before the meeting: only how many is seen, they are found again in it, and count with those of who comes', async () => {
    const board = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    const phone = await open(await newPhone(browser, server.origin), board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await laptop.getByRole('button', { name: 'Åbn for svar før mødet' }).click()
    await laptop.getByLabel('Hvornår er mødet?').fill('2030-12-03')
    const text = await laptop.getByLabel('Invitation', { exact: true }).inputValue()
    expect(text).toContain(board.links.participant)
    expect(text.replaceAll('-', '').replaceAll(' ', '')).toContain(board.code)
    await phone.getByText('Mødet er ikke begyndt, men du kan svare nu.').waitFor()
    await expectAxeClean(phone)
    await rateAll(phone, 3)
    for (let n = 0; n < 4; n++) await board.answer('skole', { svar: all(1) })
    await laptop.getByText('5 har svaret, 5 er færdige').waitFor()
    await expectAxeClean(laptop)
    await laptop.getByLabel('Hvor mange svarer, i rummet og før mødet?').fill('6')
    await laptop.getByRole('button', { name: 'Gem antallet' }).click()
    // Away until the meeting has begun.
    await phone.reload()
    await phone.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await phone.getByText('Mødet er ikke begyndt').waitFor({ state: 'detached' })
    await phone.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()
    expect(await phone.getByText('I høj grad', { exact: true }).count()).toBe(items.length)
    await board.answer('skole', { svar: all(4) })
    await next(laptop, 'Vis')
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByText('6 i rummet, 6 besvarelser.').first().waitFor()
    const answer = await fetch(`${server.origin}/api/boards/${board.board}/export`, {
      headers: { authorization: `Bearer ${board.keys.facilitator}` }
    })
    const { ratings } = (await answer.json()) as { ratings: { elements: { figure: unknown }[] }[] }
    for (const { figure } of ratings[0]?.elements ?? []) expect(figure).toEqual({ counts: [0, 4, 0, 1, 1], unknown: 0 })
  })

  it('[counts-dealt] types a counted pile: a count above the sheets, and sheets above the people left, are refused with what to do, and stay typed', async () => {
    const board = await meeting()
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    for (const answer of [0, 0]) await board.answer('skole', { svar: all(answer) })
    await countHeads(laptop, 7)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await laptop.getByRole('button', { name: 'Svar på papir' }).click()
    await laptop.getByRole('radio', { name: 'Optalt for hvert udsagn' }).check()
    await laptop.getByRole('radio', { name: 'Skolen' }).check()
    const sheets = laptop.getByLabel('Hvor mange ark?')
    const cell = (row: number, word: string) => laptop.getByLabel(`Udsagn ${row}, ${word}`, { exact: true })
    const lay = laptop.getByRole('button', { name: 'Læg bunken' })
    await sheets.fill('6')
    for (let row = 1; row <= items.length; row++) {
      await cell(row, 'i høj grad').fill('3')
      await cell(row, 'i mindre grad').fill(row === 2 ? '4' : '2')
    }
    await lay.click()
    await laptop.getByText('I er 7 i rummet, og 2 har svaret allerede, så der kan højst være 5 ark.').waitFor()
    await sheets.fill('5')
    await lay.click()
    await laptop.getByText('Ved udsagn 2 er der talt 7 svar, men der er kun 5 ark.').waitFor()
    await expectAxeClean(laptop)
    expect(await cell(6, 'i høj grad').inputValue(), 'what was typed').toBe('3')
    await cell(2, 'i mindre grad').fill('2')
    await lay.click()
    await laptop.getByText('5 ark er lagt.').waitFor()
    await laptop.getByText('2 på telefon, 5 på papir').waitFor()
    await next(laptop, 'Vis')
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByText('7 i rummet, 7 besvarelser.').first().waitFor()
    const answer = await fetch(`${server.origin}/api/boards/${board.board}/export`, {
      headers: { authorization: `Bearer ${board.keys.facilitator}` }
    })
    const { ratings } = (await answer.json()) as { ratings: { elements: { figure: unknown }[] }[] }
    for (const { figure } of ratings[0]?.elements ?? []) expect(figure).toEqual({ counts: [2, 2, 0, 3, 0], unknown: 0 })
  })
})
