import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { boardLink } from '../../src/core/board/link.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newScreen } from '../support/browser/browser.ts'
import { countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** A meeting that starts from what the last one agreed on. */
describe('a follow-up', { timeout: 120_000 }, () => {
  let last: OwnBoard
  let file: { name: string; mimeType: string; buffer: Buffer }
  let devices: Device[] = []

  beforeAll(async () => {
    last = await makeOwnBoard(
      server,
      [
        { id: 'aftale', kind: 'agree', title: 'Beslut' },
        { id: 'luk', kind: 'close', title: 'Rund af' }
      ],
      'cards',
      undefined,
      { title: 'Mødet i efteråret' }
    )
    await last.write(wall => {
      addRecord(wall, 'focus', 'f', { element: 2, followUp: '' }, { want: 'Hver elev har én kontakt', sign: 'Eleven kender navnet' })
      addRecord(wall, 'actions', 'a', { focus: 'f' }, { what: 'Lav en kontaktliste', who: 'Skolen', when: 'uge 40' })
      addRecord(wall, 'actions', 'b', { focus: 'f' }, { what: 'Ring til alle', who: 'Konsulenten' })
      addRecord(wall, 'focus', 'g', { element: 3, followUp: '' }, { want: 'Fast tid til vejledning' })
      addRecord(wall, 'focus', 'h', { element: 4, followUp: '' }, { want: 'Alle bliver hilst på', replyHow: 'På klassemødet', replyWho: 'Lise' })
    })
    const answer = await fetch(`${server.origin}/api/boards/${last.board}/export`, { headers: { authorization: `Bearer ${last.keys.facilitator}` } })
    file = { name: 'referat.json', mimeType: 'application/json', buffer: Buffer.from(await answer.arrayBuffer()) }
  })
  afterEach(async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
    devices = []
  })
  const on = async (device: Promise<Device>, path: string): Promise<Page> => {
    devices.push(await device)
    return (devices.at(-1) as Device).newPage(path)
  }
  const reveal = async (page: Page) => {
    await countHeads(page, 6)
    await page.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await page.getByRole('heading', { name: 'Svarene, element for element' }).waitFor()
  }
  const points = (page: Page) => page.getByLabel('Det aftalte vi').evaluateAll(fields => fields.map(field => (field as HTMLTextAreaElement).value))

  it('[carried-on] comes from a file, through the review to the new agreement and the minutes', async () => {
    const laptop = await on(newLaptop(browser, server.origin), '/start/?drejebog=opfoelgningsmoede')
    await laptop.getByLabel('Hvad hedder mødet?').fill('Et halvt år efter')
    await laptop.getByRole('button', { name: 'Tag aftalen med fra sidst' }).click()
    const choose = laptop.getByLabel('Eller filen, som I hentede som JSON')
    await choose.setInputFiles({ name: 'tavlen.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) })
    await laptop.getByText('Filen er et billede. Vælg den fil, som I hentede som JSON').waitFor()
    await choose.setInputFiles(file)
    await laptop.getByText('4 punkter kommer med i mødet.').waitFor()
    expect(await laptop.getByLabel('Hvad hedder mødet?').inputValue()).toBe('Et halvt år efter')
    await expectAxeClean(laptop)
    await laptop.getByRole('checkbox', { name: /Ring til alle/ }).uncheck()
    await laptop.getByText('3 punkter kommer med i mødet.').waitFor()
    await laptop.getByRole('button', { name: 'Start mødet' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Et halvt år efter' }).waitFor()

    const { invite } = await laptop.evaluate(async () => {
      const [board, key] = location.hash.slice(1).split('.')
      return (await fetch(`/api/boards/${board}`, { headers: { authorization: `Bearer ${key}` } })).json()
    })
    const board = new URL(laptop.url()).hash.slice(1).split('.')[0] ?? ''
    const screen = await on(newScreen(browser, server.origin), boardLink('', board, invite.screen))
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(laptop, 'Hvad er gjort?')
    await expect.poll(() => points(laptop)).toEqual(['Lav en kontaktliste', 'Fast tid til vejledning', 'Svar til eleverne: På klassemødet'])
    // One focus area at a time, with the sign and the question.
    for (const text of ['Eleven kender navnet', 'Hvad har I set eller hørt hos eleverne?', 'Lav en kontaktliste'])
      await screen.getByText(text).waitFor()
    expect(await screen.getByText('Fast tid til vejledning').count()).toBe(0)
    const group = (name: string) => laptop.locator('[data-id]', { has: laptop.getByText(name) })
    await group('Hver elev har én kontakt').getByRole('radio', { name: 'I gang' }).check()
    await group('Hver elev har én kontakt').getByRole('radio', { name: 'Skru på det' }).check()
    await group('Fast tid til vejledning').getByRole('radio', { name: 'Slip' }).check()
    await screen.getByText('I gang, skru på det').waitFor()
    await laptop.getByRole('button', { name: 'Tag med i den nye aftale' }).click()
    await laptop.getByText('2 punkter står nu i den nye aftale.').waitFor()
    await expectAxeClean(laptop)
    for (const title of ['Tegn hos eleverne', 'Bliv ved, skru eller slip', 'Næste skridt']) await next(laptop, title)
    await expect.poll(() => laptop.getByLabel('Skridt 1: hvad').inputValue()).toBe('Lav en kontaktliste')
    expect(await laptop.getByRole('heading', { name: /^Fokusområde/ }).count()).toBe(2)
    // The answer to the students is one in the new agreement too, and no step.
    const reply = laptop.getByRole('group', { name: 'Svar til eleverne' }).last()
    expect(await reply.getByRole('textbox').evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value))).toEqual(
      expect.arrayContaining(['På klassemødet', 'Lise'])
    )
    expect(await laptop.getByLabel(/^Skridt \d: hvad$/).count()).toBe(1)

    const minutes = await on(newLaptop(browser, server.origin), new URL(laptop.url()).hash.replace('#', '/referat/#'))
    await minutes.getByText('I gang, skru på det').waitFor()
    await minutes.getByText('Eleverne skulle mærke: Eleven kender navnet.').waitFor()
  })

  it('comes from the link of the minutes, whose key stays nowhere', async () => {
    const page = await on(newLaptop(browser, server.origin), boardLink('', last.board, last.keys.facilitator, '/referat/'))
    await page.getByRole('link', { name: 'Følg op på dette møde' }).click()
    await page.getByText('4 punkter kommer med i mødet.').waitFor()
    expect(page.url()).toBe(`${server.origin}/start/?drejebog=opfoelgningsmoede`)
    // A link that is cut is told of, and what was fetched stays.
    await page.getByLabel('Link til det sidste mødes referat').fill(boardLink(server.origin, last.board, 'afskåret', '/referat/'))
    await page.getByRole('button', { name: 'Hent aftalen' }).click()
    await page.getByText('Linket er ikke helt.').waitFor()
    await page.getByLabel('Hvad hedder mødet?').fill('Opfølgning')
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(page, 'Hvad er gjort?')
    await expect
      .poll(() => points(page))
      .toEqual(['Lav en kontaktliste', 'Ring til alle', 'Fast tid til vejledning', 'Svar til eleverne: På klassemødet'])
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerHTML]))
    expect(kept).not.toContain(last.keys.facilitator)
  })

  it('[last-published-only] sets the last meeting beside this one on the laptop and on the big screen, and says what can be chance', async () => {
    const steps: OwnStep[] = [
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'billede', kind: 'reveal', title: 'Det samlede billede', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ]
    const answers = (board: OwnBoard, value: number) =>
      Promise.all(
        Array.from({ length: 6 }, () =>
          board.answer('skole', {
            svar: Object.fromEntries((board.workshop.instruments.vurdering?.items ?? []).map(({ id }, at) => [id, at === 0 ? value : 2]))
          })
        )
      )
    const before = await makeOwnBoard(server, steps, 'private', undefined, { title: 'Mødet i foråret' })
    await answers(before, 0)
    const then = await on(newLaptop(browser, server.origin), before.links.facilitator)
    await then.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(then, 'Det samlede billede')
    await reveal(then)

    // Made from the minutes: what was published goes with it, and whoever makes it is told who sees that.
    const laptop = await on(newLaptop(browser, server.origin), '/start/?drejebog=luu-strategisk-droeftelse')
    await laptop.getByLabel('Hvad hedder mødet?').fill('Et halvt år efter')
    await laptop.getByRole('button', { name: 'Sammenlign med et møde fra før' }).click()
    await laptop.getByLabel('Link til det sidste mødes referat').fill(server.origin + before.links.facilitator)
    await laptop.getByRole('button', { name: 'Hent tallene' }).click()
    await laptop.getByRole('checkbox', { name: /Vis sidst og nu ved siden af hinanden/ }).waitFor()
    await laptop.getByText('Alle på mødet kan se tallene fra sidst.').waitFor()
    await expectAxeClean(laptop)
    await laptop.getByRole('button', { name: 'Start mødet' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Et halvt år efter' }).waitFor()
    const { last } = await laptop.evaluate(async () => {
      const [board, key] = location.hash.slice(1).split('.')
      return (await fetch(`/api/boards/${board}/workshop`, { headers: { authorization: `Bearer ${key}` } })).json()
    })
    expect(last.title).toBe('Mødet i foråret')
    expect(Object.keys(last.ratings.vurdering.elements)).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(last.ratings.vurdering.elements[1]).toEqual({ counts: [6, 0, 0, 0, 0], unknown: 0 })

    const now = await makeOwnBoard(server, steps, 'private', undefined, { last })
    await answers(now, 4)
    const desk = await on(newLaptop(browser, server.origin), now.links.facilitator)
    const screen = await on(newScreen(browser, server.origin), now.links.screen)
    await desk.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(desk, 'Det samlede billede')
    await reveal(desk)
    await desk.getByText('Sidst er mødet ”Mødet i foråret”.').waitFor()
    const [one] = now.workshop.elements
    const first = desk.locator('article', { has: desk.getByRole('heading', { name: one?.name ?? '' }) }).first()
    await first.getByText(/^Sidst, /).waitFor()
    await first.getByText('Forskellen er større, end tilfældet let giver.').waitFor()
    await screen
      .getByText(/^Sidst, /)
      .first()
      .waitFor()
    await expectAxeClean(desk)
    await expectAxeClean(screen)
    for (const page of [desk, screen]) expect(await page.getByText(/^Sidst, /).count()).toBeGreaterThan(0)
  })
})
