import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop } from '../support/browser/browser.ts'
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
    await page.getByText('Flere valg').click()
    await page.getByLabel('Hvor længe skal mødet gemmes?').selectOption({ label: 'En uge' })
    await expectAxeClean(page)
    await title.fill('Et møde')
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Et møde' }).waitFor()
    await end()
  })
})
