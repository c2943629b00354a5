import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newLaptop, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'

const wordsOf = (page: Page, title: string) => page.getByText(`Ret ord i ${title}`)

it('[playable] [typed-kept] a drejebog is adapted, saved, loaded on another device and played to its minutes', { timeout: 180_000 }, async () => {
  const device = await newLaptop(browser, server.origin)
  let page = await device.newPage('/drejeboeger/luu-strategisk-droeftelse/')
  await page.getByRole('link', { name: 'Tilpas', exact: true }).click()
  const end = page.locator('[data-end]')
  await end.waitFor()
  const began = await end.innerText()
  const plan = (await page.getByRole('heading', { level: 3 }).allInnerTexts()).map(text => text.replace(/^\d+\. /, ''))
  const name = (at: number) => plan[at] ?? ''
  const leave = (title: string) => page.getByRole('button', { name: `Udelad ${title}` })

  // By keyboard alone: the focus stays with the step.
  await page.getByLabel(`Minutter til ${name(0)}`).fill('17')
  await expect.poll(() => end.innerText()).not.toBe(began)
  const longer = await end.innerText()
  await leave(name(0)).focus()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Tag med igen')
  expect(await end.innerText()).not.toBe(longer)

  // What cannot be played is told where it stands.
  await leave('Hver for sig').click()
  await page.getByText('Tag svartrinnet med igen').first().waitFor()
  expect(await page.getByRole('link', { name: 'Start møde' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Fortryd' }).click()
  await page.getByRole('link', { name: 'Start møde' }).waitFor()

  await page.getByRole('checkbox').first().uncheck()
  await wordsOf(page, name(1)).click()
  await page.getByLabel('Trinnets titel').first().fill('Vores eget trin')
  await page.getByLabel('Hvad hedder jeres drejebog?').fill('Vores LUU-møde')
  await expectAxeClean(page)
  await page.setViewportSize(sizes.narrow)
  expect(await sidewaysScroll(page)).toBe(0)
  await page.setViewportSize(sizes.laptop)
  const wanted = await end.innerText()
  await page.reload()
  expect(await end.innerText()).toBe(wanted)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Gem som fil' }).click()
  const file = readFileSync(await (await downloading).path())
  expectQuiet(device)
  await device.close()

  const other = await newLaptop(browser, server.origin)
  page = await other.newPage('/tilpas/')
  const input = page.getByLabel('Hent en drejebog fra en fil')
  await input.setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff]) })
  await page.getByRole('alert').getByText('er ikke en drejebog fra Pejling').waitFor()
  await input.setInputFiles({ name: 'vores.json', mimeType: 'application/json', buffer: file })
  await page.getByRole('heading', { level: 3, name: 'Vores eget trin' }).waitFor()
  expect(await page.locator('[data-end]').innerText()).toBe(wanted)
  const titles = await page.locator('section:not(.out) > header > h3').allInnerTexts()
  await page.getByRole('link', { name: 'Start møde' }).click()
  expect(await page.getByRole('radio', { name: /Vores LUU-møde/ }).isChecked()).toBe(true)
  await page.getByRole('radio', { name: /Dialogkort/ }).check()
  await page.getByLabel('Hvad hedder mødet?').fill('Tilpasset')
  await page.getByRole('button', { name: 'Start mødet' }).click()
  await page.getByRole('button', { name: 'Begynd mødet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vores eget trin' }).waitFor()
  for (let step = 1; step < titles.length; step++) await page.getByRole('button', { name: /^Næste: / }).click()
  await page.getByRole('button', { name: 'Luk mødet' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
  await page.getByRole('link', { name: 'Åbn referatet' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Tilpasset' }).waitFor()
  await page.getByText('Vores LUU-møde').first().waitFor()
  expectQuiet(other)
  await other.close()
})
