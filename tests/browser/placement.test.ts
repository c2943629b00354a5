import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newLaptop, newPhone, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'

const path = '/oplaeringsplan/'

describe('the plan of a placement', { timeout: 120_000 }, () => {
  it('[plan-on-device] [moved-is-told] is laid from two days, moved, kept, printed on one sheet and taken along as a calendar', async () => {
    const desk = await newLaptop(browser, server.origin)
    const page = await desk.newPage(path)
    await page.getByText('Planen står her, når perioden har en første og en sidste dag.').waitFor()
    await page.getByLabel('Første dag').fill('2027-03-01')
    await page.getByLabel('Sidste dag').fill('2027-05-09')
    await page.getByRole('heading', { level: 2, name: 'Elev 1: uge 9 til uge 18' }).waitFor()
    await page.getByText('Mandag den 1. marts til søndag den 9. maj. 10 uger.').waitFor()
    expect(await page.locator('.days h3').allTextContents()).toEqual([
      expect.stringContaining('Introduktion'),
      expect.stringContaining('Forventningssamtale'),
      expect.stringContaining('Midtvejssamtale'),
      expect.stringContaining('Slutevaluering')
    ])
    expect(await page.locator('.weeks li').count()).toBe(10)
    await page.getByText('En måned kan læses på to måder.').waitFor()
    await expectAxeClean(page)

    // A Saturday outside the weeks that the agreement gives: it stays, and both are said.
    const midway = page.locator('.days li', { hasText: 'Midtvejssamtale' })
    await midway.getByLabel('Flyt til').fill('2027-04-24')
    await midway.getByText('Lørdag den 24. april').waitFor()
    await midway.getByText('Aftalen lægger samtalen fra mandag den 29. marts til søndag den 11. april.').waitFor()
    await midway.getByText('Dagen er en lørdag.').waitFor()
    await page.getByRole('button', { name: 'Tilføj en tid' }).click()
    await page.getByLabel('Fra', { exact: true }).fill('2027-04-12')
    await page.getByLabel('Til og med', { exact: true }).fill('2027-04-25')
    await page.getByText('Fra mandag den 12. april til søndag den 25. april er elev og vejleder fra hinanden.').waitFor()

    await page.reload()
    await midway.getByText('Lørdag den 24. april').waitFor()
    expect(await page.getByLabel('Til og med', { exact: true }).inputValue()).toBe('2027-04-25')
    await midway.getByRole('button', { name: 'Brug forslaget' }).click()
    await midway.getByText('Mandag den 5. april').waitFor()
    expect(await midway.getByText('Dagen er en').count()).toBe(0)

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Kalender til vejlederen' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('oplaeringsplan-elev-1-vejleder.ics')
    const events = new ICAL.Component(ICAL.parse(readFileSync(await download.path(), 'utf8'))).getAllSubcomponents('vevent')
    const named = events.map(event => new ICAL.Event(event)).map(({ summary, startDate }) => `${startDate.toString()} ${summary}`)
    expect(named).toContain('2027-04-05 Midtvejssamtale (elev 1)')
    expect(named).toContain('2027-03-26 Fri: langfredag (elev 1)')

    for (const [role, last] of [
      ['Elev', '2027-05-09'],
      // A year, the longest that one sheet holds.
      ['Vejleder', '2028-02-27']
    ] as const) {
      await page.getByRole('button', { name: role, exact: true }).click()
      await page.getByLabel('Sidste dag').fill(last)
      const { pages } = await readPdf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
      const words = pages.map(({ texts }) => texts.map(({ text }) => text).join(' ')).join(' ')
      expect(pages.length, `${role} until ${last}`).toBe(1)
      expect(words).toContain(`: ${role}`)
      expect(words).toContain('Overenskomsten')
    }
    expectQuiet(desk)
    await desk.close()
  })

  it('[typed-plan-kept] says at the field what is wrong, and keeps what was typed', async () => {
    const desk = await newLaptop(browser, server.origin)
    const page = await desk.newPage(path)
    await page.getByLabel('Første dag').fill('2027-05-09')
    await page.getByLabel('Sidste dag').fill('2027-03-01')
    await page.getByText('Perioden slutter, før den begynder.').waitFor()
    expect(await page.getByLabel('Sidste dag').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Sidste dag').fill('2031-03-01')
    await page.getByText('Planen kan højst være på 104.').waitFor()
    await page.getByLabel('Sidste dag').fill('2027-07-04')
    await page.getByRole('heading', { level: 2, name: /^Elev 1: uge/ }).waitFor()
    await page.getByLabel('Timer om ugen').fill('0')
    await page.getByText('Skriv timerne om ugen som et tal fra 1 til 48.').waitFor()
    await page.getByLabel('Timer om ugen').fill('30')
    await page.getByText('Aftalen regner ikke sine timer om til deltid.').waitFor()

    // From 30 January a month on, by the arrow keys: the field has no value then. Browsers put month or day first.
    const first = page.getByLabel('Første dag')
    await first.fill('2027-01-30')
    await first.focus()
    await page.keyboard.press('ArrowUp')
    if ((await first.inputValue()) !== '') {
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowUp')
    }
    expect(await first.inputValue()).toBe('')
    await page.getByLabel('Timer om ugen').focus()
    await page.getByText('Dagen findes ikke. Se på dag, måned og år.').waitFor()

    await page.getByRole('radio', { name: 'Uger', exact: true }).check()
    await page.getByLabel('Fra uge').fill('53 2027')
    await page.getByText('2027 har ingen uge 53. Skriv uge 52, eller uge 1 året efter.').waitFor()
    await page.getByLabel('Fra uge').fill('uge 50 2026')
    await page.getByLabel('Til og med uge').fill('3')
    await page.getByRole('heading', { level: 2, name: 'Elev 1: uge 50 til uge 3' }).waitFor()
    await page.reload()
    expect(await page.getByLabel('Fra uge').inputValue()).toBe('uge 50 2026')
    expectQuiet(desk)
    await desk.close()
  })

  it('[plan-on-device] holds several students without names on a phone, and deletes one of them', async () => {
    const phone = await newPhone(browser, server.origin)
    const page = await phone.newPage(path)
    await page.getByLabel('Første dag').fill('2027-03-01')
    await page.getByLabel('Sidste dag').fill('2027-05-02')
    // Nine weeks: somebody chooses the week beside the middle one.
    await page.getByRole('radio', { name: 'Ugen efter' }).check()
    await page.getByRole('button', { name: 'Tilføj en elev' }).click()
    await page.getByRole('button', { name: 'Elev 2', pressed: true }).waitFor()
    expect(await page.getByLabel('Første dag').inputValue()).toBe('')
    await page.getByLabel('Første dag').fill('2026-12-25')
    await page.getByLabel('Sidste dag').fill('2027-02-28')
    await page.getByText('Perioden begynder i juledagene.').waitFor()
    await expectAxeClean(page)
    for (const size of [sizes.phone, sizes.narrow]) {
      await page.setViewportSize(size)
      expect(await sidewaysScroll(page), `${size.width} px`).toBe(0)
    }
    await page.getByRole('button', { name: 'Slet planen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Slet planen' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Elev 1')
    await page.getByRole('button', { name: 'Elev 1', pressed: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Elev 2' }).count()).toBe(0)
    await page.reload()
    await page.getByRole('radio', { name: 'Ugen efter', checked: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Elev 2' }).count()).toBe(0)
    await page.goto('/deltag/')
    await page.getByRole('button', { name: 'Slet alt på denne enhed' }).click()
    await page.getByText('Alt, enheden huskede, er slettet her.').waitFor()
    await page.goto(path)
    expect(await page.getByLabel('Første dag').inputValue()).toBe('')
    expectQuiet(phone)
    await phone.close()
  })
})
