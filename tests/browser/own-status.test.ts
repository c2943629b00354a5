import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'

const path = '/kvalitetsaftalen/status/'

it('a place goes through the agreement by keyboard on a laptop, sees its picture, and takes it along as a file', { timeout: 120_000 }, async () => {
  const device: Device = await newLaptop(browser, server.origin)
  const page = await device.newPage(path)
  await page.getByRole('heading', { level: 2, name: 'Rammen om aftalen' }).waitFor()
  await page.getByText('0 af 125 besvaret').waitFor()
  expect(await page.locator('fieldset').count()).toBe(5)
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
  // A number answers and goes on: på plads, ikke begyndt, på vej, ved ikke, ikke relevant.
  await page.getByRole('radio').first().focus()
  for (const key of ['3', '1', '2', '4', '5']) await page.keyboard.press(key)
  await page.getByText('5 af 125 besvaret').waitFor()
  await page.locator('fieldset').first().getByRole('radio', { name: 'På plads', checked: true }).waitFor()
  await expectAxeClean(page)
  await page.getByRole('button', { name: 'Næste kapitel' }).click()
  await page.getByRole('heading', { level: 2, name: 'Velkomst og introduktion' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('h2')
  await page.reload()
  await page.getByRole('heading', { level: 2, name: 'Velkomst og introduktion' }).waitFor()
  await page.getByText('5 af 125 besvaret').waitFor()

  await page.getByRole('button', { name: 'Se billedet' }).click()
  await page.getByRole('heading', { name: 'Ikke på plads endnu' }).waitFor()
  expect(await page.locator('section.status .text').allTextContents()).toHaveLength(2)
  await page.getByRole('row', { name: /^Rammen om aftalen 1 på plads, 1 på vej, 1 ikke begyndt, 1 ved ikke, 1 ikke relevant hos os$/ }).waitFor()
  await expectAxeClean(page)
  await page.getByLabel('Stedets navn').fill('Solgården')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Gem som fil' }).click()
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'))
  expect(file).toEqual({
    format: 'pejling-status',
    version: 1,
    agreement: { title: 'Fælles kvalitetsaftale' },
    place: 'Solgården',
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    answers: { B01: 2, B02: 0, B111: 1, B112: 'unknown', B113: 'notApplicable' }
  })
  await page.getByRole('button', { name: 'Slet svarene' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Slet svarene' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rammen om aftalen')
  await page.getByText('0 af 125 besvaret').waitFor()
  await page.reload()
  await page.getByText('0 af 125 besvaret').waitFor()
  expectQuiet(device)
  await device.close()
})

it('is one commitment at a time on a phone, at its place after a reload, and says where it cannot be fetched', { timeout: 120_000 }, async () => {
  const device = await newPhone(browser, server.origin)
  const page = await device.newPage(path)
  await page.locator('fieldset').waitFor()
  expect(await page.locator('fieldset').count()).toBe(1)
  await page.getByText('1 af 5').waitFor()
  for (let item = 0; item < 5; item++) {
    await page.getByRole('radio', { name: 'På vej' }).check()
    await page.getByRole('button', { name: 'Næste' }).click()
  }
  await page.getByRole('heading', { level: 2, name: 'Velkomst og introduktion' }).waitFor()
  await page.getByText('5 af 125 besvaret').waitFor()
  await page.getByRole('button', { name: 'Tilbage' }).click()
  await page.getByRole('heading', { level: 2, name: /Rammen om aftalen\s+5 af 5/ }).waitFor()
  await expectAxeClean(page)
  for (const size of [sizes.phone, sizes.narrow]) {
    await page.setViewportSize(size)
    expect(await sidewaysScroll(page), `${size.width} px`).toBe(0)
  }
  expectQuiet(device)
  await page.route('**/status.json', route => route.abort())
  await page.reload()
  await page.getByRole('alert').getByText('Der er ingen forbindelse til serveren.').waitFor()
  await device.close()
})
