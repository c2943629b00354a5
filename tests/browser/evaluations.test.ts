import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { evaluationFile } from '../../src/core/evaluation/evaluation-file.ts'
import type { EvaluationForm } from '../../src/core/evaluation/form.ts'
import type { Said } from '../../src/core/evaluation/own-evaluation.ts'
import { readContent } from '../../src/schemas/read-content.ts'
import { expectAxeClean, expectQuiet, newLaptop, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'
import { root } from '../support/house/imports.ts'

const read = readContent(root)
if (!read.ok) throw new Error('The content has faults.')
const [asked] = read.content.evalueringer
if (!asked) throw new Error('The agreement has no form.')
const form: EvaluationForm = { ...asked, agreement: read.content.aftaler[0]?.title ?? '' }
const first = form.sections[0]?.statements[0]?.id ?? ''
const second = form.sections[0]?.statements[1]?.id ?? ''

const output = join(import.meta.dirname, '../.output/evaluations')
const file = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
})
/** The file of student number `n`. */
const formOf = (n: number, said: Partial<Said> = {}, edition = 1) =>
  evaluationFile(
    { id: n.toString(16).padStart(16, '0'), edition, place: 'Åparken', answers: { [first]: 0, [second]: 1 }, keep: '', change: '', ...said },
    form
  )
const choose = (page: Page, files: ReturnType<typeof file>[]) => page.getByLabel('Skemaer, som eleverne har gemt som fil').setInputFiles(files)

it(
  '[evaluation-five] [evaluation-words-apart] a consultant sees sums from five forms on, and every file that does not count is named',
  {
    timeout: 120_000
  },
  async () => {
    await mkdir(output, { recursive: true })
    const device = await newLaptop(browser, server.origin)
    const page = await device.newPage('/evaluering/samlet/')
    const keep = ['Ørnene', 'Anden', 'Zebraen', 'Bien']
    await choose(
      page,
      keep.map((word, n) => file(`skema-${n}.json`, formOf(n, { keep: word })))
    )
    await page.getByRole('heading', { name: '4 skemaer' }).waitFor()
    await page.getByText('Der kommer tal, når der er fem skemaer.').waitFor()
    expect(await page.locator('.counts').count()).toBe(0)
    expect(await page.getByText(/Ørnene|Åparken|Print/).count()).toBe(0)

    const sixth = formOf(5, { place: '', answers: { [first]: 3, [second]: 'unknown' } })
    await page.getByLabel('Oplæringssted').fill('åparken ')
    await choose(page, [
      file('skema-4.json', formOf(4, { keep: 'Ålen' })),
      file('skema-5.json', sixth),
      file('halv.json', JSON.stringify(sixth).slice(0, 200)),
      file('status.json', { ...sixth, format: 'pejling-status' }),
      file('ny.json', { ...sixth, version: 2 }),
      file('kopi.json', sixth),
      file('andet.json', { ...sixth, agreement: { title: 'Aftalen på Fyn' } }),
      { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') }
    ])
    await page.getByText('2 filer er kommet med. 6 er ikke med.').waitFor()
    const leftOut = await page.getByRole('heading', { name: 'Ikke med' }).locator('..').getByRole('listitem').allInnerTexts()
    expect(leftOut.map(text => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^halv\.json: Filen kan ikke læses\. Bed/),
      expect.stringMatching(/^status\.json: Filen er ikke en elevs evaluering\. Vælg/),
      expect.stringMatching(/^ny\.json: Filen er nyere end/),
      'kopi.json: Det er det samme skema som ”skema-5.json”, der allerede er her.',
      expect.stringMatching(/^andet\.json: Skemaet har andre udsagn/),
      expect.stringMatching(/^foto\.jpg: Filen er et billede\. Vælg/)
    ])
    await page.getByRole('heading', { name: '6 skemaer', exact: true }).waitFor()
    const row = (text: string) => page.locator('.sums > li').filter({ hasText: text })
    const said = async (at: number) =>
      (
        await row(form.sections[0]?.statements[at]?.text ?? '')
          .locator('.counts li')
          .allInnerTexts()
      ).map(text => text.replace(/\s+/g, ' '))
    expect(await said(0)).toEqual(['ja 5', 'for det meste 0', 'kun lidt 0', 'nej 1', 'ved ikke 0'])
    expect(
      await row(form.sections[0]?.statements[0]?.text ?? '')
        .getByRole('link', { name: 'Læs hele tilsagnet B16' })
        .getAttribute('href')
    ).toMatch(/^\/kvalitetsaftalen\/kapitel\/.+#b16$/)
    expect(await said(1)).toEqual(['ja 0', 'for det meste 5', 'kun lidt 0', 'nej 0', 'ved ikke 1'])
    expect(await row(form.sections[0]?.statements[2]?.text ?? '').innerText()).toMatch(/for få svar til at vise tal/i)
    // A bar is as long as its share, at any width.
    const lengths = async () =>
      row(form.sections[0]?.statements[0]?.text ?? '')
        .locator('.bar')
        .evaluateAll(bars => bars.map(bar => bar.getBoundingClientRect().width))
    for (const size of [sizes.narrow, sizes.laptop]) {
      await page.setViewportSize(size)
      const [five = 0, one = 0] = await lengths()
      expect(one).toBeGreaterThan(5)
      expect(five / one).toBeCloseTo(5, 1)
    }
    await page.getByRole('heading', { name: 'Åparken 6 skemaer' }).waitFor()
    const text = await page.getByLabel('Tekst til samtalen med Åparken').inputValue()
    expect(text).toContain('Jeg fik lov at arbejde med alle mine oplæringsmål: 5 ja, 1 nej.')
    expect(text).not.toMatch(new RegExp([...keep, 'Ålen'].join('|')))

    await page.getByText(form.keep).click()
    expect(await page.locator('.texts li').allInnerTexts()).toEqual(['Anden', 'Bien', 'Zebraen', 'Ørnene', 'Ålen'])
    await page.getByText('Færre end fem har skrevet noget, så det bliver ikke vist.').waitFor()
    await expectAxeClean(page)
    for (const [name, size] of Object.entries({
      laptop: sizes.laptop,
      tablet: { width: 768, height: 1024 },
      phone: sizes.phone,
      narrow: sizes.narrow
    })) {
      await page.setViewportSize(size)
      expect(await sidewaysScroll(page), name).toBe(0)
      await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
    }
    await page.setViewportSize(sizes.laptop)
    await device.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Kopiér teksten om Åparken' }).click()
    await page.getByText('Teksten om Åparken er kopieret.').waitFor()
    expect((await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n')).toBe(text)
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true }))
    const printed = pages.flatMap(({ texts }) => texts.map(each => each.text)).join(' ')
    for (const word of ['6 skemaer', 'for det meste', 'Udbyttet af perioden', 'Tal om:']) expect(printed).toContain(word)
    expect(printed).not.toMatch(/Ørnene|Zebraen|Tilføj skemaer|Ikke med/)

    // A later edition takes the place of the earlier one.
    await choose(page, [file('skema-5-igen.json', formOf(5, { answers: { [first]: 0 } }, 2))])
    await page.getByText('”skema-5.json” var en ældre udgave af ”skema-5-igen.json” og tæller ikke med længere.').waitFor()
    await page.getByRole('heading', { name: '6 skemaer', exact: true, level: 2 }).waitFor()
    expect(await said(0)).toEqual(['ja 6', 'for det meste 0', 'kun lidt 0', 'nej 0', 'ved ikke 0'])
    await page.getByRole('button', { name: 'Begynd forfra' }).click()
    await expect.poll(() => page.getByRole('heading', { name: '6 skemaer', exact: true }).count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('files')
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expectQuiet(device)
    await device.close()
  }
)

it('a hundred files are read with one line that tells of it, and nothing moves until they are', { timeout: 120_000 }, async () => {
  const device = await newLaptop(browser, server.origin)
  const page = await device.newPage('/evaluering/samlet/')
  await page.getByRole('heading', { name: 'Tilføj skemaer' }).waitFor()
  await page.evaluate(() => {
    const seen = { told: [] as string[], progress: [] as number[], heights: [] as number[] }
    Object.assign(window, { seen })
    const section = document.querySelector('section.add')
    const status = section?.querySelector('[role=status]')
    new MutationObserver(() => {
      const told = status?.textContent ?? ''
      if (seen.told.at(-1) !== told) seen.told.push(told)
      const progress = section?.querySelector('progress')
      if (!progress) return
      seen.progress.push(progress.value)
      seen.heights.push(section?.getBoundingClientRect().height ?? 0)
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const before = await page.locator('section.add').evaluate(section => section.getBoundingClientRect().height)
  await choose(
    page,
    Array.from({ length: 100 }, (_, n) => file(`skema-${n}.json`, formOf(n, { place: n < 60 ? 'Åparken' : n < 98 ? 'Bakken' : 'Engvej' })))
  )
  await page.getByText('100 filer er kommet med.').waitFor()
  await page.getByRole('heading', { name: '100 skemaer' }).waitFor()
  const seen = await page.evaluate(() => (window as unknown as { seen: { told: string[]; progress: number[]; heights: number[] } }).seen)
  expect(seen.told.filter(Boolean)).toEqual(['Læser 100 filer.', '100 filer er kommet med.'])
  expect(Math.max(...seen.progress)).toBeGreaterThan(50)
  expect(new Set(seen.heights)).toEqual(new Set([before]))
  // Two forms of a third place would be left over: the smaller of the two shown gives way.
  expect(await page.getByLabel('Tekst til samtalen med Åparken').inputValue()).toContain('60 ja')
  expect(await page.getByLabel('Tekst til samtalen med Bakken').inputValue()).toContain('vises ikke, for så kunne enkelte svar regnes ud')
  await page.getByText('Engvej: 2 skemaer').waitFor()
  expectQuiet(device)
  await device.close()
})
