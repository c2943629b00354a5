import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import ICAL from 'ical.js'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addRecord, removeRecord } from '../../src/documents/wall.ts'
import { readMinutesFile } from '../../src/schemas/minutes-file.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'

/** The minutes on the screen and on A4: each figure once, nothing that explains what is not there. */
describe('the page of the minutes', { timeout: 120_000 }, () => {
  let device: Device
  beforeAll(async () => {
    device = await newLaptop(browser, server.origin)
  })
  afterAll(async () => {
    await device?.close()
  })

  const steps: OwnStep[] = [
    { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
    { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
    { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
    { id: 'aftale', kind: 'agree', title: 'Beslut' },
    // Answered, and never revealed.
    { id: 'skjult', kind: 'rate', instrument: 'vurdering', title: 'Kanariens spørgsmål' },
    {
      id: 'stemmer',
      kind: 'vote',
      title: 'Kanariens valg',
      dots: 1,
      options: ['a', 'b'].map(id => ({ id, label: `Kanariens ønske ${id}` }))
    },
    { id: 'luk', kind: 'close', title: 'Rund af' }
  ]
  const open = async (people: number, items: number): Promise<Page> => {
    const board = await makeOwnBoard(server, steps)
    const rated = board.workshop.instruments.vurdering?.items.slice(0, items) ?? []
    for (let person = 0; person < people; person++)
      await board.answer(
        'skole',
        { svar: Object.fromEntries(rated.map(({ id }, at) => [id, (person + at) % 5])), skjult: Object.fromEntries(rated.map(({ id }) => [id, 4])) },
        { stemmer: ['a'] }
      )
    await board.write(wall => {
      addRecord(wall, 'notes', 'n', { step: 'sedler', lane: 'a' }, { text: 'Fast makker' })
      addRecord(wall, 'notes', 'k', { step: 'sedler', lane: 'a' }, { text: 'Kanariens seddel' })
      addRecord(wall, 'focus', 'f', { element: 2, followUp: '2027-03-10' }, { want: 'Én kontakt', sign: 'Eleven kender navnet' })
    })
    await board.write(wall => removeRecord(wall, 'notes', 'k'))
    await board.steer({ step: 'vis' })
    await board.steer({ reveal: { step: 'svar', split: null } })
    const page = await device.newPage(board.links.facilitator.replace('/bord/', '/referat/'))
    await page.getByRole('heading', { name: 'Hver for sig' }).waitFor()
    return page
  }
  /** What a button hands out: the file's name, and its text. */
  const fileOf = async (page: Page, name: string): Promise<{ file: string; text: string; bytes: Uint8Array }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
    const bytes = await readFile(await download.path())
    return { file: download.suggestedFilename(), text: bytes.toString('utf8'), bytes }
  }
  const legend = /Prik: ét svar/
  const table = (page: Page) => page.locator('.figures-table table')

  it('[minutes-published-only] shows six elements as the rose and folds their figures away, and prints both, with no heading torn from what it heads; no format tells of anything else', async () => {
    const page = await open(6, 6)
    expect(await page.getByRole('img', { name: /kompasrose/i }).count()).toBe(1)
    expect(await page.locator('.minutes-rating article').count(), 'the same figures in rows').toBe(0)
    expect(await table(page).isVisible()).toBe(false)
    await page.getByText('Det vil eleverne mærke:').waitFor()
    // What is meant for programs stands one step back.
    const json = page.getByRole('button', { name: 'Hent som JSON' })
    expect(await json.isVisible()).toBe(false)
    await page.getByText('Flere formater').click()
    await json.waitFor()
    await expectAxeClean(page)

    const days = await fileOf(page, 'Hent datoerne')
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(days.text)).getFirstSubcomponent('vevent') as ICAL.Component)
    expect([days.file.split('.').at(-1), event.summary, event.startDate.toString()]).toEqual(['ics', 'Vi ser på det igen: Én kontakt', '2027-03-10'])
    const steps = await fileOf(page, 'Hent skridtene')
    expect(steps.file).toMatch(/\.csv$/)
    expect(Papa.parse<string[]>(steps.text.replace(/^\ufeff/, ''), { delimiter: ';' }).data[1]?.slice(0, 2)).toEqual([
      'Én kontakt',
      '2. Organiseret samarbejde'
    ])
    const whole = await fileOf(page, 'Hent som JSON')
    expect(readMinutesFile(whole.text, whole.file)).toMatchObject({ ok: true, note: '', minutes: { agreements: [{ want: 'Én kontakt' }] } })

    const markdown = await fileOf(page, 'Hent som Markdown')
    expect([markdown.file.split('.').at(-1), markdown.text.split('\n')[0]]).toEqual(['md', '# Et møde for sig'])
    const word = await fileOf(page, 'Hent til Word')
    await page.getByText('Word-filen er hentet.').waitFor()
    expect(word.file).toMatch(/^referat-.*\.docx$/)
    const parts = Object.entries(unzipSync(word.bytes)).map(([part, file]) => ({ part, text: strFromU8(file) }))
    // The browser's own reader of XML takes each part.
    const broken = await page.evaluate(
      all => all.filter(({ text }) => new DOMParser().parseFromString(text, 'text/xml').querySelector('parsererror')).map(({ part }) => part),
      parts
    )
    expect(broken).toEqual([])
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => void (document.body.dataset.copied = text) } })
    })
    await page.getByRole('button', { name: 'Kopiér som tekst' }).click()
    await page.getByText('Referatet er kopieret.').waitFor()
    const copied = await page.evaluate(() => document.body.dataset.copied ?? '')

    const printed = await page.pdf({ preferCSSPageSize: true, tagged: true })
    const pdf = await readPdf(printed)
    // Two sheets of A4, with headings and header cells that a screen reader finds, and in Danish.
    expect(pdf.pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
      [210, 297],
      [210, 297]
    ])
    for (const tag of ['/S /H1', '/S /H2', '/S /TH', '/S /LI', '/Lang (da)']) expect(printed.toString('latin1'), tag).toContain(tag)
    expect(pdf.tagged).toBe(true)
    const print = { text: pdf.pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(' ') }

    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => void window.dispatchEvent(new Event('beforeprint')))
    await table(page).waitFor()
    expect(await json.isVisible()).toBe(false)
    const torn = await page.evaluate(() =>
      [...document.querySelectorAll('.minutes section > h2')]
        .filter(heading => {
          // A heading keeps with what follows it only where both are blocks.
          const holder = heading.parentElement as HTMLElement
          return getComputedStyle(holder).display !== 'block' || getComputedStyle(heading).breakAfter !== 'avoid'
        })
        .map(heading => heading.textContent)
    )
    expect(torn).toEqual([])
    const all = {
      days,
      steps,
      whole,
      markdown,
      copied: { text: copied },
      print,
      page: { text: await page.locator('body').evaluate(body => body.innerHTML) }
    }
    const texts = [...Object.entries(all).map(([format, { text }]) => ({ part: format, text })), ...parts]
    expect(
      texts.filter(({ text }) => /kanarie/i.test(text)).map(({ part }) => part),
      'tells of what was not revealed or was taken away'
    ).toEqual([])
    expect(texts.filter(({ text }) => text.includes('Én kontakt')).map(({ part }) => part)).toEqual([...Object.keys(all), 'word/document.xml'])
    await page.close()
  })

  it('shows two elements in rows with a legend', async () => {
    const page = await open(6, 2)
    expect(await page.locator('.minutes-rating article').count()).toBe(2)
    expect(await page.getByText(legend).count()).toBe(1)
    await page.close()
  })

  it('explains no picture and offers no table where there is none', async () => {
    const page = await open(3, 6)
    await page.getByText('3 personer har svaret.').waitFor()
    expect(await page.getByText(legend).count()).toBe(0)
    expect(await page.getByText('Vis tallene som tabel').count()).toBe(0)
    await expectAxeClean(page)
    expectQuiet(device)
    await page.close()
  })
})
