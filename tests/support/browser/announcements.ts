import type { Page } from 'playwright-core'

/** An init script for a context: notes what a screen reader is told, which is every text that a live region that was there before it came to say. */
export const listen = (): void => {
  const told: string[] = []
  Object.assign(globalThis, { told })
  const standing = new WeakMap<Element, string>()
  const look = () => {
    for (const region of document.querySelectorAll('[role="status"], [role="alert"], [aria-live]:not([aria-live="off"])')) {
      const text = region.textContent?.replace(/\s+/g, ' ').trim() ?? ''
      const before = standing.get(region)
      standing.set(region, text)
      if (before !== undefined && text !== '' && text !== before) told.push(text)
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

/** What the page has told since it was opened, in order; its context needs `listen`. */
export const told = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told)

/** How many times it has told such a thing. */
export const timesTold = async (page: Page, text: RegExp): Promise<number> => (await told(page)).filter(each => text.test(each)).length
