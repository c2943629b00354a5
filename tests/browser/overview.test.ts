import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardLink } from '../../src/core/board/link.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { withStatements } from '../../src/islands/minutes/examples.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** Several meetings side by side, in the browser alone. */
describe('the overview', { timeout: 120_000 }, () => {
  let device: Device
  beforeAll(async () => {
    device = await newLaptop(browser, server.origin)
  })
  afterAll(async () => {
    await device?.close()
  })

  const file = (name: string, text: string | Buffer, mimeType = 'application/json') => ({ name, mimeType, buffer: Buffer.from(text) })
  const meeting = (title: string, made: string): Minutes => ({ ...withStatements, title, made })
  const [then, now] = [meeting('Efterår', '2026-03-02T09:00:00Z'), meeting('Forår', '2026-11-02T09:00:00Z')]
  const columns = (page: Page) => page.locator('thead th[scope=col] >> nth=1').or(page.locator('thead th[scope=col] >> nth=2'))
  const titles = async (page: Page) => (await columns(page).allInnerTexts()).map(text => text.trim().split(/\s/)[0])

  it('[overview-names-faults] [overview-order] sets good files side by side in the order given, and names what is left out', async () => {
    const page = await device.newPage('/overblik/')
    await page
      .getByLabel('Referater, som I har hentet som JSON')
      .setInputFiles([
        file('efteraar.json', JSON.stringify(then)),
        file('tavlen.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'),
        file('halv.json', JSON.stringify(now).slice(0, 900)),
        file('ny.json', JSON.stringify({ ...now, version: 99 })),
        file('foraar.json', JSON.stringify(now)),
        file('kopi.json', JSON.stringify(then))
      ])
    await page.getByText('2 møder er kommet med. 4 er ikke med.').waitFor()
    expect((await page.locator('.left-out li').allInnerTexts()).map(text => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^tavlen\.jpg: Filen er et billede\. Vælg/),
      expect.stringMatching(/^halv\.json: Filen kan ikke læses\. Hent/),
      expect.stringMatching(/^ny\.json: Filen er nyere end/),
      'kopi.json: Det er mødet ”Efterår”, som allerede er her.'
    ])
    expect(await titles(page)).toEqual(['Efterår', 'Forår'])
    expect(await page.locator('tbody tr').count()).toBe(withStatements.ratings[0]?.elements.length)
    await expectAxeClean(page)

    // The keyboard moves a meeting, and stays on it.
    await page.getByRole('button', { name: 'Ned med Efterår' }).press('Enter')
    await expect.poll(() => titles(page)).toEqual(['Forår', 'Efterår'])
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Op\s+med Efterår/)
    await page.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(page)).toBe(0)
    await page.getByRole('button', { name: 'Fjern Forår' }).click()
    await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Forår' }).count()).toBe(0)
    expectQuiet(device)
    await page.close()
  })

  it('takes a meeting by its link, whose key leaves the address, and says where answers are withheld', async () => {
    const board = await makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
      { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
    const [first] = board.workshop.instruments.vurdering?.items ?? []
    for (let person = 0; person < 5; person++) await board.answer(null, { svar: { [first?.id ?? '']: person } })
    await board.steer({ step: 'vis' })
    await board.steer({ reveal: { step: 'svar', split: null } })
    const page = await device.newPage(boardLink('', board.board, board.keys.facilitator, '/overblik/'))
    await page.getByText('1 møde er kommet med.').waitFor()
    expect(page.url()).toBe(`${server.origin}/overblik/`)
    expect(await page.getByRole('img', { name: /^5 svar/ }).count()).toBe(1)
    expect(await page.getByText('Vises ikke: for få svar').count()).toBe(5)
    expectQuiet(device)
    await page.close()
  })

  it('[guess-across] sets staff’s guess of one meeting beside the students’ own answers of another', async () => {
    const [rating] = then.ratings
    const [element] = rating?.elements ?? []
    if (!rating || !element) throw new Error('The example has no rating.')
    const of = (title: string, made: string, item: object): Minutes => ({
      ...meeting(title, made),
      ratings: [{ ...rating, split: null, elements: [{ ...element, items: [{ id: 'K4E1', ...item } as (typeof element.items)[number]] }] }]
    })
    const counts = (...counts: number[]) => ({ counts, unknown: 0 })
    const staff = of('Personalemødet', '2026-03-02T09:00:00Z', {
      guess: true,
      wordings: [{ text: 'Eleverne føler sig set.', who: '' }],
      figure: counts(0, 0, 0, 2, 7)
    })
    const students = of('Elevstemmen', '2026-03-09T09:00:00Z', { wordings: [{ text: 'Jeg føler mig set.', who: '' }], figure: counts(6, 3, 0, 0, 0) })
    const page = await device.newPage('/overblik/')
    await page
      .getByLabel('Referater, som I har hentet som JSON')
      .setInputFiles([file('elever.json', JSON.stringify(students)), file('personale.json', JSON.stringify(staff))])
    const pair = page.getByRole('region', { name: /^Vores bedste bud og elevernes egne svar/ })
    await pair.getByText('Vores bedste bud: Personalemødet, 2. marts 2026.').waitFor()
    await pair.getByText('Eleverne: Elevstemmen, 9. marts 2026.').waitFor()
    for (const text of ['Eleverne føler sig set.', 'Jeg føler mig set.', 'Eleverne svarer lavere, end vi troede.'])
      await pair.getByText(text).waitFor()
    expect(await pair.getByRole('img', { name: /^9 svar: / }).count()).toBe(2)
    await expectAxeClean(page)
    await page.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(page)).toBe(0)
    expectQuiet(device)
    await page.close()
  })
})
