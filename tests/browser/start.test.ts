import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone } from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'

/** What is chosen as a meeting is made. */
describe('the start of a meeting', { timeout: 120_000 }, () => {
  let devices: Device[] = []
  const end = async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
    devices = []
  }
  const on = async (device: Promise<Device>, path: string): Promise<Page> => {
    const made = await device
    devices.push(made)
    return made.newPage(path)
  }

  it('starts a meeting from three choices in sight, the rest folded away, over the whole width', async () => {
    const page = await on(newLaptop(browser, server.origin), '/start/')
    await page.getByRole('group', { name: 'Hvilken drejebog?' }).waitFor()
    for (const name of ['Hvilken drejebog?', 'Hvordan skal svarene vises?']) expect(await page.getByRole('group', { name }).isVisible()).toBe(true)
    const title = page.getByLabel('Hvad hedder mødet?')
    for (const label of ['Mindste antal svar, før et billede vises', 'Hvor længe skal mødet gemmes?'])
      expect(await page.getByLabel(label).isVisible(), label).toBe(false)
    // Beside each other, not under each other, with the way on in sight.
    const [left, right] = [await page.getByRole('group', { name: 'Hvilken drejebog?' }).boundingBox(), await title.boundingBox()]
    expect(right?.x ?? 0).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0))
    const chosen = page.getByRole('region', { name: 'LUU: strategisk drøftelse' })
    await chosen.getByText('90 minutter, 6 til 20 personer.').waitFor()
    expect(await chosen.getByRole('link', { name: 'Læs drejebogen' }).getAttribute('href')).toBe('/drejeboeger/luu-strategisk-droeftelse/')
    await page.getByRole('radio', { name: /^Opfølgningsmøde/ }).check()
    await page.getByRole('region', { name: 'Opfølgningsmøde' }).getByText('30 minutter').waitFor()
    await page.getByRole('radio', { name: /^LUU/ }).check()
    await page.getByText('Flere valg').click()
    await page.getByLabel('Hvor længe skal mødet gemmes?').selectOption({ label: 'En uge' })
    await expectAxeClean(page)
    await title.fill('Et møde')
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Et møde' }).waitFor()
    await end()
  })

  it('draws a drejebog to scale: each step as tall as it is long, on a laptop and on a phone', async () => {
    for (const [open, path] of [
      [newLaptop, '/drejeboeger/luu-strategisk-droeftelse/'],
      [newPhone, '/drejeboeger/kvalitetsaftalens-aarlige-status/']
    ] as const) {
      const page = await on(open(browser, server.origin), path)
      const rows = await page.locator('.meeting-plan li').evaluateAll(items =>
        items.map(item => ({
          told: item.querySelector('.visually-hidden')?.textContent?.trim() ?? '',
          drawn: item.querySelector('rect')?.getBoundingClientRect().height ?? 0,
          row: item.getBoundingClientRect().height,
          name: item.querySelector('a')?.getBoundingClientRect().height ?? 0,
          alone: item.querySelector('.mp-alone') !== null
        }))
      )
      expect(rows.length).toBeGreaterThan(8)
      const minutes = rows.map(({ told }) => Number(/^(\d+) minutter, fra \d+ til \d+, /.exec(told)?.[1]))
      const minute = rows.reduce((sum, { row }) => sum + row, 0) / minutes.reduce((sum, each) => sum + each, 0)
      for (const [at, { row, drawn, name, told, alone }] of rows.entries()) {
        expect(Math.abs(row - (minutes[at] ?? 0) * minute), `${told}: ${row} px of ${minute} px a minute`).toBeLessThan(3)
        expect(drawn, told).toBeGreaterThan(row - 4)
        expect(name, told).toBeLessThanOrEqual(row)
        expect(told.endsWith(alone ? 'hver for sig' : 'sammen'), told).toBe(true)
      }
      expect(rows.some(({ alone }) => alone)).toBe(true)
    }
    await end()
  })
})
