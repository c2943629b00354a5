import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { asScript, type Engine, type Window } from './window.ts'

/** A page of Playwright's as a window. `errors`: where its device already notes them. */
export const windowOfPage = (page: Page, errors: string[] = []): Window => ({
  goto: async url => void (await page.goto(url)),
  run: async (work, ...args) => JSON.parse((await page.evaluate(asScript(work, args))) as string),
  runText: async script => void (await page.evaluate(`${script}\n;0`)),
  press: (x, y) => page.mouse.click(x, y),
  key: (key, shift) => page.keyboard.press(`${shift ? 'Shift+' : ''}${key === ' ' ? 'Space' : key}`),
  type: text => page.keyboard.type(text),
  picture: () => page.screenshot(),
  errors
})

/** A Chromium as an engine, through Playwright. */
export async function playwrightEngine(executablePath: string, options: BrowserContextOptions = {}): Promise<Engine> {
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] })
  return {
    name: `Chromium ${browser.version()}`,
    async open(viewport) {
      const context = await browser.newContext({ locale: 'da-DK', timezoneId: 'Europe/Copenhagen', viewport, ...options })
      const errors: string[] = []
      context.on('console', message => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', error => errors.push(String(error.error())))
      return windowOfPage(await context.newPage(), errors)
    },
    close: () => browser.close()
  }
}
