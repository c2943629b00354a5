import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectQuiet, newDevice } from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'

/** The whole way with the keyboard alone: facilitator and participant, from the front page to the reveal. */
describe('keyboard alone', () => {
  /** What has the focus: its name as read out, and whether its focus can be seen. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return { name: '', seen: true }
      const labelled = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : ''
      const name = (element.getAttribute('aria-label') ?? (labelled || element.textContent || '')).replaceAll(/\s+/g, ' ').trim()
      const ring = (each: Element | null): boolean => {
        if (!each) return false
        const style = getComputedStyle(each)
        return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
      }
      return { name, seen: ring(element) || ring(element.closest('label')) }
    })

  /** Tabs on until something of this name has the focus; each stop on the way must show its focus. */
  async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
    const passed: string[] = []
    for (let step = 0; step < most; step++) {
      await page.keyboard.press('Tab')
      const now = await focused(page)
      expect(now.seen, `the focus on "${now.name}" can be seen`).toBe(true)
      if (name.test(now.name)) return
      passed.push(now.name)
    }
    throw new Error(`Tab does not come to ${name}; it passed ${passed.join(' | ')}`)
  }
  const pressOn = async (page: Page, name: RegExp, key = 'Enter'): Promise<void> => {
    await tabTo(page, name)
    await page.keyboard.press(key)
  }

  it('makes, joins, rates, reveals', async () => {
    const desk = await newDevice(browser, server.origin)
    const laptop = await desk.newPage('/')
    await pressOn(laptop, /^Vi er et LUU/)
    await laptop.getByRole('heading', { level: 1, name: 'LUU: strategisk drøftelse' }).waitFor()
    await pressOn(laptop, /^Start dette møde/)
    await laptop.getByLabel('Hvad hedder mødet?').waitFor()
    await tabTo(laptop, /^Hvad hedder mødet/)
    await laptop.keyboard.type('Tastatur')
    await pressOn(laptop, /^Start mødet/)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    const code = await laptop.locator('[data-code]').getAttribute('data-code')

    const other = await newDevice(browser, server.origin)
    const page = await other.newPage('/deltag/')
    await page.getByLabel('Kode fra storskærmen').waitFor()
    await tabTo(page, /^Kode fra storskærmen/)
    await page.keyboard.type(code ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Begynd' }).waitFor()
    await tabTo(page, /^Skolen/)
    await page.keyboard.press('Space')
    await pressOn(page, /^Begynd$/)
    await page.getByRole('heading', { name: 'Du er med' }).waitFor()

    await pressOn(laptop, /^Begynd mødet/)
    await laptop.getByRole('heading', { name: 'Velkomst' }).waitFor()
    await pressOn(laptop, /^Næste: Elevens stemme først/)
    await laptop.getByRole('heading', { name: 'Elevens stemme først' }).waitFor()
    await pressOn(laptop, /^Næste: Hver for sig/)
    await page.getByText('1 af 6').waitFor()
    for (let item = 1; item <= 6; item++) {
      await page.getByText(`${item} af 6`).waitFor()
      await tabTo(page, /^(Slet ikke|I høj grad)$/)
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.getByRole('radio', { name: 'I mindre grad', exact: true, checked: true }).waitFor()
      if (item === 1) {
        // Skipped again, and then answered anew.
        await pressOn(page, /^Tag svaret tilbage$/)
        await page.getByText('Svaret er taget tilbage.').waitFor()
        await page.getByRole('button', { name: 'Spring over' }).waitFor()
        expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
        await tabTo(page, /^Slet ikke$/)
        await page.keyboard.press('Space')
        await page.keyboard.press('ArrowDown')
      }
      await pressOn(page, /^(Næste|Færdig)$/)
    }
    await page.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()
    await laptop.getByText('1 har svaret').waitFor()
    await pressOn(laptop, /^Næste: Se billedet/)
    await pressOn(laptop, /^Vis alligevel, uden tal/)
    await laptop.getByRole('dialog').getByRole('button', { name: 'Vis uden tal' }).waitFor()
    await pressOn(laptop, /^Vis uden tal/)
    await page
      .getByText(/færre end 5/i)
      .first()
      .waitFor()
    expectQuiet(desk)
    expectQuiet(other)
  })
})
