import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { earlierPatterns } from '../../src/core/workshop/earlier-words.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** Boards with a workshop that is none of ours: what no drejebog has, on all three ways to open a board. */
describe('a workshop of one’s own', () => {
  const devices: Device[] = []

  async function open(device: Device, link: string): Promise<Page> {
    devices.push(device)
    return device.newPage(link)
  }
  /** A phone in the meeting. In cards it is not asked where it sits. */
  async function joined(board: OwnBoard, asked = true): Promise<Page> {
    const page = await open(await newPhone(browser, server.origin), board.links.participant)
    if (asked) await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
    return page
  }
  async function openAll(board: OwnBoard, asked = true) {
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    const screen = await open(await newScreen(browser, server.origin), board.links.screen)
    const phone = await joined(board, asked)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    return { laptop, screen, phone }
  }
  async function sound(pages: { laptop: Page; screen: Page; phone: Page }): Promise<void> {
    for (const kind of ['laptop', 'screen', 'phone'] as const) {
      const page = pages[kind]
      await expectAxeClean(page)
      expect(await sidewaysScroll(page), kind).toBe(0)
      if (kind === 'screen') continue
      await page.setViewportSize(sizes.narrow)
      expect(await sidewaysScroll(page), `${kind} at 320 px`).toBe(0)
      await page.setViewportSize(sizes[kind])
    }
  }
  async function quiet(): Promise<void> {
    for (const device of devices) expectQuiet(device)
    for (const device of devices.splice(0)) await device.close()
  }

  it('looks again at last time’s agreement: what one says of it reaches everyone, and the minutes', async () => {
    const board = await makeOwnBoard(server, [
      { id: 'sidst', kind: 'review', title: 'Siden sidst' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const pages = await openAll(board)
    const { laptop, screen, phone } = pages
    for (const page of [laptop, screen, phone]) await page.getByRole('heading', { level: 1, name: 'Siden sidst' }).waitFor()
    await screen.getByText('Her kommer punkterne fra sidst.').waitFor()
    await sound(pages)

    const status = (page: Page, point: number, name: string) =>
      page.getByRole('group', { name: 'Hvor langt er I?' }).nth(point).getByRole('radio', { name, exact: true })
    const line = (point: string) => screen.getByRole('listitem').filter({ hasText: point })
    for (const [index, point] of ['Fast makker', 'Fælles kontaktliste'].entries()) {
      await laptop.getByRole('button', { name: 'Tilføj et punkt fra sidst' }).click()
      await laptop.getByLabel('Det aftalte vi').nth(index).fill(point)
      await line(point).getByText('Ikke talt om endnu').waitFor()
      await expect.poll(() => phone.getByLabel('Det aftalte vi').nth(index).inputValue()).toBe(point)
    }
    for (const page of [laptop, phone]) expect(await page.getByRole('radio', { checked: true }).count(), 'nothing is said of it beforehand').toBe(0)

    await status(phone, 0, 'I gang').check()
    await expect.poll(() => status(laptop, 0, 'I gang').isChecked()).toBe(true)
    await line('Fast makker').getByText('I gang').waitFor()
    await line('Fælles kontaktliste').getByText('Ikke talt om endnu').waitFor()
    await phone.getByLabel('Hvad hjalp, eller hvad kom i vejen?').first().fill('Vagtplanen kom i vejen')
    await line('Fast makker').getByText('I gang: Vagtplanen kom i vejen').waitFor()

    await status(laptop, 0, 'Gjort').check()
    await expect.poll(() => status(phone, 0, 'Gjort').isChecked()).toBe(true)
    expect(await status(phone, 0, 'I gang').isChecked()).toBe(false)
    await line('Fast makker').getByText('Gjort: Vagtplanen kom i vejen').waitFor()
    const late = await joined(board)
    await expect.poll(() => status(late, 0, 'Gjort').isChecked()).toBe(true)
    expect(await late.getByRole('radio', { checked: true }).count()).toBe(1)
    await sound(pages)

    await phone.getByRole('button', { name: 'Fjern punkt 2' }).click()
    await line('Fælles kontaktliste').waitFor({ state: 'detached' })
    await saved(phone)
    await saved(laptop)
    await next(laptop, 'Luk mødet')
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('link', { name: 'Åbn referatet' }).first().click()
    await laptop.getByRole('heading', { name: 'Siden sidst' }).waitFor()
    await laptop.getByRole('listitem').filter({ hasText: 'Fast makker' }).getByText('Vagtplanen kom i vejen').waitFor()
    await expectAxeClean(laptop)
    await quiet()
  })

  it('[minutes-published-only] leaves in the minutes nothing of a step that was not revealed', async () => {
    const six = { instrument: 'vurdering' } as const
    const options = [
      { id: 'foerst', label: 'Det første' },
      { id: 'andet', label: 'Det andet' }
    ]
    const board = await makeOwnBoard(server, [
      { id: 'vist', kind: 'rate', title: 'Den viste', ...six },
      { id: 'vis', kind: 'reveal', title: 'Vis den', of: 'vist' },
      { id: 'gemt', kind: 'rate', title: 'Den skjulte', ...six },
      { id: 'valg', kind: 'vote', title: 'Det skjulte valg', dots: 1, options },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const all = (answer: number) => Object.fromEntries(['K1', 'K2', 'K3', 'K4', 'K5', 'K6'].map(item => [item, answer]))
    for (let n = 0; n < 5; n++) await board.answer('skole', { vist: all(3), gemt: all(1) })
    const pages = await openAll(board)
    const { laptop, screen, phone } = pages
    await laptop.getByText('5 har svaret').waitFor()
    await next(laptop, 'Vis den')
    await countHeads(laptop, 5)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop
      .getByRole('img', { name: /kompasrose/i })
      .first()
      .waitFor()
    await next(laptop, 'Den skjulte')
    await laptop.getByText('5 af 5 har svaret').waitFor()
    await next(laptop, 'Det skjulte valg')
    await phone.getByRole('button', { name: 'Det første' }).click()
    await laptop.getByText('1 af 5 har sat prikker').waitFor()
    await next(laptop, 'Luk mødet')
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    for (const page of [laptop, screen, phone]) await page.getByText('De 6 besvarelser er slettet.').waitFor()

    const answer = await fetch(`${server.origin}/api/boards/${board.board}/export`, {
      headers: { authorization: `Bearer ${board.keys.facilitator}` }
    })
    const text = await answer.text()
    const minutes = JSON.parse(text) as Minutes
    expect(minutes.ratings.map(({ step }) => step)).toEqual(['vist'])
    for (const { figure } of minutes.ratings[0]?.elements ?? []) expect(figure).toEqual({ counts: [0, 0, 0, 5, 0], unknown: 0 })
    expect(minutes.votes).toEqual([])
    expect(text).not.toMatch(/Den skjulte|Det skjulte valg|Det første|"gemt"|"valg"/)

    await laptop.getByRole('link', { name: 'Åbn referatet' }).first().click()
    await laptop.getByRole('heading', { name: 'Den viste' }).waitFor()
    expect(await laptop.getByText(/Den skjulte|Det skjulte valg|Det første/).count()).toBe(0)
    await quiet()
  })

  it('[cards-no-figures] asks for no dot where cards were chosen, and shows the options to point at', async () => {
    const options = [
      { id: 'foerst', label: 'Det første' },
      { id: 'andet', label: 'Det andet' }
    ]
    const board = await makeOwnBoard(
      server,
      [
        { id: 'valg', kind: 'vote', title: 'Peg på et valg', dots: 1, options },
        { id: 'luk', kind: 'close', title: 'Luk mødet' }
      ],
      'cards'
    )
    const pages = await openAll(board, false)
    for (const page of [pages.laptop, pages.screen, pages.phone]) {
      await page.getByText(page === pages.screen ? 'Peg på jeres valg på samme tid, og tal om det.' : 'I dag vælger I uden tal.').waitFor()
      for (const { label } of options) await page.getByText(label, { exact: true }).waitFor()
      expect(await page.getByRole('button', { name: /prikkerne|Det første|Det andet/ }).count()).toBe(0)
    }
    await sound(pages)
    await quiet()
  })

  it('shows what says the same twice: lines of the script, questions, statements on a card', async () => {
    const twice = <T>(each: T): T[] => [each, each]
    const items = ['a', 'b'].map(id => ({ id: `K1-${id}`, element: 1 as const, text: 'Vi siger det samme.' }))
    const vurdering = { title: 'Ens', question: 'Passer det?', scale: ['Nej', 'Ja'], unknown: 'Ved ikke', patterns: earlierPatterns, items }
    const board = await makeOwnBoard(
      server,
      [
        { id: 'snak', kind: 'talk', title: 'Snak', cards: true, say: twice('Læs det højt.'), prompts: twice('Hvad nu?') },
        { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
        { id: 'luk', kind: 'close', title: 'Tak' }
      ],
      'cards',
      { vurdering },
      { slug: 'elevstemmen' }
    )
    const { laptop, phone } = await openAll(board, false)
    await laptop.getByText('Læs det højt.').nth(1).waitFor()
    for (const page of [laptop, phone]) await page.getByText('Hvad nu?').nth(1).waitFor()
    await next(laptop, 'Hver for sig')
    for (const page of [laptop, phone]) await page.getByText('Vi siger det samme.').nth(1).waitFor()
    await quiet()
  })
})
