import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printables } from '../../src/components/print/catalogue.ts'
import { agreementWords } from '../../src/core/agreement/agreement-words.ts'
import { paged, papersOf } from '../../src/core/paper/paper.ts'
import { itemWordings } from '../../src/core/workshop/item-text.ts'
import { variants } from '../../src/schemas/compile-workshop.ts'
import { readContent } from '../../src/schemas/read-content.ts'
import { type Device, expectQuiet, newLaptop } from '../support/browser/browser.ts'
import { type Pdf, type PdfPage, readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'
import { root } from '../support/house/imports.ts'
import { someOf } from '../support/run/long-run.ts'

/** What is printed, as the PDF that Chromium makes of it and as an independent reader reads it. */
describe('on paper', { timeout: 60_000 }, () => {
  let device: Device
  let page: Page
  beforeAll(async () => {
    device = await newLaptop(browser, server.origin)
    page = await device.newPage()
  })
  afterAll(async () => {
    expectQuiet(device)
    await device.close()
  })

  async function print(path: string): Promise<Pdf> {
    await page.goto(path, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    return readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true }))
  }

  /** Texts that stand nearer to the paper's edge than a printer prints. */
  const nearEdge = ({ texts, width, height }: PdfPage): string[] =>
    texts
      .filter(({ left, right, top, bottom }) => left < 5 || top < 4 || right > width - 5 || bottom > height - 4)
      .map(
        ({ text, left, right, top, bottom }) =>
          `"${text}" ${[left, top, right, bottom].map(Math.round)} of ${Math.round(width)} x ${Math.round(height)}`
      )

  /** What is larger than its sheet or card, needs a colour that a copier loses, or stands on a ground that browsers do not print. */
  async function faults(): Promise<string[]> {
    await page.emulateMedia({ media: 'print' })
    const found = await page.evaluate(() => {
      const beyond = [...document.querySelectorAll('.sheet, .card')].flatMap(holder => {
        const room = holder.getBoundingClientRect()
        return [...holder.querySelectorAll('*')]
          .filter(part => part.getClientRects().length > 0 && !part.closest('.rose'))
          .map(part => ({ part, box: part.getBoundingClientRect() }))
          .filter(({ box }) => box.left < room.left - 1 || box.top < room.top - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1)
          .map(
            ({ part }) => `beyond its ${holder.className}: ${part.localName}.${part.getAttribute('class')} "${part.textContent?.trim().slice(0, 40)}"`
          )
      })
      /** Relative luminance: what a grey copy of the colour has too. */
      const luminance = (colour: string): number => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(part => {
          const share = Number(part) / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const pale = [...document.querySelectorAll('.sheet *')].flatMap(part => {
        if (![...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())) return []
        const style = getComputedStyle(part)
        const colour = part instanceof SVGElement ? style.fill : style.color
        return 1.05 / (luminance(colour) + 0.05) < 4.5 ? [`pale: "${part.textContent?.trim().slice(0, 40)}" ${colour}`] : []
      })
      const grounds = [...document.querySelectorAll('.sheet *')]
        .map(part => ({ part, ground: getComputedStyle(part).backgroundColor }))
        .filter(({ ground }) => !/^rgba\(0, 0, 0, 0\)$|^rgb\(255, 255, 255\)$/.test(ground))
        .map(({ part, ground }) => `ground: ${part.localName}.${part.getAttribute('class')} ${ground}`)
      return [...beyond, ...pale, ...grounds]
    })
    await page.emulateMedia({ media: null })
    return found
  }

  async function expectSound({ pages, fonts, tagged }: Pdf): Promise<void> {
    expect.soft(pages.flatMap(nearEdge), 'texts at the edge').toEqual([])
    expect.soft(fonts.length).toBeGreaterThan(0)
    expect.soft(fonts.filter(({ embedded }) => !embedded)).toEqual([])
    expect
      .soft(
        fonts.filter(({ name }) => !name.includes('AtkinsonHyperlegibleNext')),
        'letters that our font lacks'
      )
      .toEqual([])
    expect.soft(tagged).toBe(true)
    expect.soft(await faults()).toEqual([])
  }

  /** The one that is largest, the one that is fullest, the one that lies on its side, and then all the others. */
  const hard = ['plakat', 'svarark-stor-udfoerende', 'elevens-vej']
  const inOrder = [...printables.filter(({ slug }) => hard.includes(slug)), ...printables.filter(({ slug }) => !hard.includes(slug))]

  it.each(someOf(inOrder, hard.length))('$title fills its sheets and no more', async ({ slug, sheets, content }) => {
    const pdf = await print(`/print/${slug}/`)
    const [width, height] = content.kind === 'poster' ? [297, 420] : content.kind === 'student-path' ? [297, 210] : [210, 297]
    expect(pdf.pages.map(sheet => [Math.round(sheet.width), Math.round(sheet.height)])).toEqual(Array.from({ length: sheets }, () => [width, height]))
    await expectSound(pdf)
    // Nothing of the site around it.
    expect(
      pdf.pages.flatMap(({ texts }) => texts).filter(({ text }) => /Gå til indholdet|Drejebøger|faktisk størrelse|Tilgængelighed/.test(text))
    ).toEqual([])
  })

  it('the form of the evaluation is a sheet with two sections, and one with the third and room for own words', async () => {
    const pdf = await print('/evaluering/')
    expect(pdf.pages.map(sheet => [Math.round(sheet.width), Math.round(sheet.height)])).toEqual([
      [210, 297],
      [210, 297]
    ])
    const [first = '', second = ''] = pdf.pages.map(({ texts }) => texts.map(({ text }) => text).join(' '))
    for (const word of ['bestået perioden', 'Det, du fik ud af perioden', 'De rammer, du fik', 'ved ikke']) expect(first).toContain(word)
    for (const word of ['Læringsmiljøet og vejledningen', 'blive ved med?', 'den næste elev?']) expect(second).toContain(word)
    expect(first).not.toMatch(/Kun arkene bliver printet/)
    await expectSound(pdf)
  })

  it('the poster has names that are read from three metres', async () => {
    const { pages } = await print('/print/plakat/')
    const name = pages[0]?.texts.find(({ text }) => text.startsWith('Psykologisk'))
    // Capitals of a centimetre: twice what a sharp eye needs.
    expect((name?.bottom ?? 0) - (name?.top ?? 0)).toBeGreaterThan(14)
  })

  const read = readContent(root)
  const packages = (read.ok ? read.content.workshops : []).flatMap(({ slug, template, print: named }) =>
    variants(template).map((workshop, at) => {
      const option = at === 0 ? '' : `${template.choice?.options[at]?.id}/`
      return { path: `/drejeboeger/${slug}/papir/${option}`, workshop, pages: paged(papersOf(workshop, named), workshop, 2) }
    })
  )
  it.each(someOf(read.ok ? read.content.workshops : [], 1))('the drejebog $slug is whole on A4', async ({ slug, template }) => {
    const pdf = await print(`/drejeboeger/${slug}/`)
    expect(new Set(pdf.pages.map(({ width, height }) => `${Math.round(width)} x ${Math.round(height)}`))).toEqual(new Set(['210 x 297']))
    const all = pdf.pages
      .flatMap(({ texts }) => texts.map(({ text }) => text))
      .join(' ')
      .replaceAll(/\s+/g, ' ')
    for (const [at, step] of template.steps.entries()) {
      expect(all).toContain(`${at + 1}. ${step.title}`)
      for (const line of step.say) expect(all).toContain(typeof line === 'string' ? line : line.text)
    }
    expect(all).not.toMatch(/Start dette møde|I papirpakken er/)
    await expectSound(pdf)
  })

  it.each(someOf(packages, 2))('$path holds what its first page says, on the pages that it says', async ({ path, workshop, pages }) => {
    const pdf = await print(path)
    const textOf = (number: number): string => pdf.pages[number - 1]?.texts.map(({ text }) => text).join(' ') ?? ''
    const end = pages.at(-1)?.to ?? 1
    expect(textOf(1)).toMatch(/Papirpakke .*Det skal printes .*uden net og telefoner/)
    expect(textOf(1)).toContain(`fra ${end + 1}`)
    const first = {
      ballots: 'Sæt ét kryds',
      tally: 'Optælling',
      lanes: '',
      review: 'Det aftalte vi',
      agreement: 'Vores aftale',
      slips: 'Fold sedlen',
      dots: 'Tæl prikkerne'
    }
    for (const { paper, from } of pages) expect(textOf(from)).toContain(paper.kind in first ? first[paper.kind as keyof typeof first] : '')
    // Cards and slips are cut apart and have no line with a number.
    for (const { paper, from, to } of pages)
      if (!/cards|slips|lanes/.test(paper.kind)) for (let number = from; number <= to; number++) expect(textOf(number)).toContain(`Side ${number}`)
    for (const { paper, from, to } of pages) {
      const all = Array.from({ length: to - from + 1 }, (_, at) => textOf(from + at))
        .join(' ')
        .replaceAll(/\s+/g, ' ')
      const instrument = 'instrument' in paper ? workshop.instruments[paper.instrument] : undefined
      for (const item of instrument?.items ?? []) for (const { text } of itemWordings(item, workshop)) expect(all, paper.kind).toContain(text)
      if (instrument && /ballots|tally/.test(paper.kind))
        for (const word of [...instrument.scale, instrument.unknown]) expect(all, paper.kind).toContain(word)
      if (paper.kind === 'agreement') for (const word of Object.values(agreementWords(workshop))) expect(all).toContain(word)
      if (paper.kind === 'lanes') for (const { label } of paper.lanes) expect(all).toContain(label)
      if (paper.kind === 'slips') for (const { label } of paper.vote.options) expect(all).toContain(label)
    }
    expect(textOf(end + 1)).toMatch(/^Drejebog: .*Før mødet/)
    await expectSound(pdf)
  })
})
