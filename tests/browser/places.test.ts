import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/ballot/answer.ts'
import { boardLink } from '../../src/core/board/link.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { itemText } from '../../src/core/workshop/item-text.ts'
import { instrumentFrom } from '../../src/schemas/instruments.ts'
import { readContent } from '../../src/schemas/read-content.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'
import { root } from '../support/house/imports.ts'

const read = readContent(root)
if (!read.ok) throw new Error('The content has faults.')
const { kerneelementer, skalaer, aftaler, kapitler } = read.content
const sources = { elements: kerneelementer, scales: skalaer, agreement: aftaler[0], chapters: kapitler }
const written = instrumentFrom({ set: 'aftale', chapters: [4, 5] }, sources)
const instrument = { ...written, items: written.items.map(item => ({ ...item, text: itemText(item) })) }
const ids = instrument.items.map(({ id }) => id)
/** The first four commitments are asked after; the rest say the same everywhere. */
const [first = '', second = '', third = '', fourth = ''] = ids

const output = join(import.meta.dirname, '../.output/places')

/** Several places' status of the agreement side by side, from meetings that were held and from a file. */
describe('places side by side', { timeout: 120_000 }, () => {
  let device: Device
  let here: OwnBoard
  let there: Minutes

  /** A meeting of five about two chapters, revealed: all answer `usual`, and as given for those that are named. */
  async function held(title: string, usual: Answer, given: Record<string, Answer[]>): Promise<OwnBoard> {
    const board = await makeOwnBoard(
      server,
      [
        { id: 'status', kind: 'rate', title: 'Hver for sig', instrument: 'status' },
        { id: 'vis', kind: 'reveal', title: 'Hvor langt er vi?', of: 'status' },
        { id: 'luk', kind: 'close', title: 'Tak' }
      ],
      'private',
      { status: instrument },
      { title }
    )
    for (let person = 0; person < 6; person++)
      await board.answer('oplaering', {
        status: Object.fromEntries(ids.map(id => [id, given[id] ? given[id][person] : usual])) as Record<string, Answer>
      })
    await board.steer({ step: 'vis' })
    await board.steer({ reveal: { step: 'status', split: null } })
    return board
  }
  const minutesOf = async ({ board, keys }: OwnBoard): Promise<Minutes> => {
    const answer = await fetch(`${server.origin}/api/boards/${board}/export`, { headers: { authorization: `Bearer ${keys.facilitator}` } })
    return (await answer.json()) as Minutes
  }

  beforeAll(async () => {
    device = await newLaptop(browser, server.origin)
    here = await held('Åparken', 0, { [first]: [2, 2, 2, 2, 2, 2], [second]: [0, 0, 0, 2, 2, 2] })
    there = await minutesOf(await held('Engvej', 1, { [third]: ['unknown', 'unknown', 'unknown', 1, 1, 1] }))
  }, 120_000)
  afterAll(async () => {
    await device?.close()
  })

  const status = {
    format: 'pejling-status',
    version: 1,
    agreement: { title: aftaler[0]?.title },
    place: 'Skovbo',
    date: '2026-11-20',
    answers: { [first]: 0, [second]: 2, [third]: 'unknown', [fourth]: 0 }
  }
  const file = (name: string, value: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  })
  const heads = async (page: Page) => (await page.locator('thead th[scope=col]').allInnerTexts()).slice(1, -1).map(text => text.trim().split(/\s/)[0])
  const row = async (page: Page, id: string) =>
    (
      await page
        .locator('tbody tr')
        .filter({ has: page.getByRole('link', { name: `Læs hele tilsagnet ${id}`, exact: true }) })
        .locator('td')
        .allInnerTexts()
    ).map(text => text.replace(/\s+/g, ' ').replace(/^\? /, '').trim())
  const open = async (): Promise<Page> => {
    const page = await device.newPage(boardLink('', here.board, here.keys.facilitator, '/kvalitetsaftalen/steder/'))
    await page.getByText('1 sted er kommet med.').waitFor()
    expect(page.url()).toBe(`${server.origin}/kvalitetsaftalen/steder/`)
    await page
      .getByLabel('Referater eller statusser, som stederne har hentet som JSON')
      .setInputFiles([
        file('engvej.json', there),
        file('skovbo.json', status),
        file('halv.json', JSON.stringify(there).slice(0, 900)),
        file('ny.json', { ...status, version: 2 }),
        file('kopi.json', there),
        file('anden.json', { ...status, agreement: { title: 'Aftalen på Fyn' } })
      ])
    await page.getByText('2 steder er kommet med. 4 er ikke med.').waitFor()
    return page
  }

  it('[overview-names-faults] [place-same-words] [place-published-only] sets what three places say beside each other, in words, and names what is left out', async () => {
    await mkdir(output, { recursive: true })
    const page = await open()
    const leftOut = (await page.getByRole('heading', { name: 'Ikke med' }).locator('..').getByRole('listitem').allInnerTexts()).map(text =>
      text.replace(/\s+/g, ' ')
    )
    expect(leftOut).toEqual([
      expect.stringMatching(/^halv\.json: Filen kan ikke læses\. Hent/),
      expect.stringMatching(/^ny\.json: Filen er nyere end/),
      'kopi.json: Det er det samme som ”Engvej”, der allerede er her.',
      expect.stringMatching(/^anden\.json: Det er en status på en anden aftale/)
    ])
    expect(await heads(page)).toEqual(['Åparken', 'Engvej', 'Skovbo'])
    expect(await row(page, first)).toEqual(['på plads', 'på vej', 'ikke begyndt', 'på plads nogle steder'])
    expect(await row(page, second)).toEqual(['ses forskelligt', 'på vej', 'på plads', 'på plads nogle steder'])
    expect(await row(page, third)).toEqual(['ikke begyndt', 'ved ikke', 'ved ikke', 'uens eller uvist'])
    expect(await row(page, fourth)).toEqual(['ikke begyndt', 'på vej', 'ikke begyndt', 'mangler alle steder'])
    expect(await row(page, ids[4] ?? '')).toEqual(['ikke begyndt', 'på vej', 'ikke spurgt', 'mangler, hvor der er svar'])
    expect(await page.locator('tbody td').filter({ hasText: /\d/ }).count()).toBe(0)
    await page.getByText('Åparken kan fortælle.').waitFor()
    await page.getByText('Skovbo kan fortælle.').waitFor()
    await page.screenshot({ path: join(output, 'laptop.png'), fullPage: true })
    await expectAxeClean(page)
    for (const [name, size] of Object.entries({ narrow: sizes.narrow, tablet: { width: 768, height: 1024 }, phone: { width: 360, height: 740 } })) {
      await page.setViewportSize(size)
      expect(await sidewaysScroll(page), name).toBe(0)
      await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
    }
    await expectAxeClean(page)
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.screenshot({ path: join(output, 'screen.png') })
    expectQuiet(device)
    await page.close()
  })

  it('[overview-order] stands in the order and under the names that are given by the keyboard, is narrowed, saved and printed', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Op med Skovbo' }).press('Enter')
    await expect.poll(() => heads(page)).toEqual(['Åparken', 'Skovbo', 'Engvej'])
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Op\s+med Skovbo/)
    await page.keyboard.press('Enter')
    await expect.poll(() => heads(page)).toEqual(['Skovbo', 'Åparken', 'Engvej'])
    // At the end the focus goes to the button that still leads somewhere.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Ned\s+med Skovbo/)
    const name = page.getByLabel('Navn på sted 1')
    await name.press('ControlOrMeta+a')
    await page.keyboard.type('Bakkebo')
    expect(await name.inputValue()).toBe('Bakkebo')
    expect(await heads(page)).toEqual(['Bakkebo', 'Åparken', 'Engvej'])
    await page.getByText('Bakkebo kan fortælle.').waitFor()

    await page.getByRole('button', { name: 'Virker et sted' }).press('Enter')
    await page.getByText('2 tilsagn bliver vist.').waitFor()
    expect(await page.getByRole('button', { name: 'Virker et sted' }).getAttribute('aria-pressed')).toBe('true')
    expect(await page.locator('tbody td:last-child').allInnerTexts()).toEqual([
      expect.stringContaining('på plads nogle steder'),
      expect.stringContaining('på plads nogle steder')
    ])
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Hent tabellen til regneark' }).click()])
    expect(saved.suggestedFilename()).toMatch(/^kvalitetsaftalen-steder-\d{4}-\d\d-\d\d\.csv$/)
    const table = readFileSync(await saved.path(), 'utf8').replace(/^\ufeff/, '')
    const cells = Papa.parse<string[]>(table, { delimiter: ';', skipEmptyLines: true }).data
    expect(cells[0]).toEqual(['Id', 'Kapitel', 'Styrke', 'Tilsagn', 'Bakkebo', 'Åparken', 'Engvej', 'Samlet'])
    expect(cells.slice(1).map(([id, , , , ...said]) => [id, ...said])).toEqual([
      [first, 'ikke begyndt', 'på plads', 'på vej', 'på plads nogle steder'],
      [second, 'på plads', 'ses forskelligt', 'på vej', 'på plads nogle steder']
    ])

    await page.getByRole('button', { name: 'Alle tilsagn' }).click()
    await page.getByText('Alle tilsagn bliver vist.').waitFor()
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true }))
    for (const { width, height } of pages) expect(width).toBeGreaterThan(height)
    const text = pages.flatMap(({ texts }) => texts.map(each => each.text)).join(' ')
    for (const word of ['Bakkebo', 'på plads', 'ikke begyndt', 'ses forskelligt', 'Virker et sted', 'Aftalens egne svage steder'])
      expect(text).toContain(word)
    expect(text).not.toContain('Tilføj steder')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 1060, height: 750 })
    await page.screenshot({ path: join(output, 'print.png'), fullPage: true })
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize(sizes.laptop)

    await page.getByRole('button', { name: 'Fjern Bakkebo' }).click()
    await expect.poll(() => heads(page)).toEqual(['Åparken', 'Engvej'])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('link')
    expectQuiet(device)
    await page.close()
  })
})
