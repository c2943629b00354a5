import type { Page } from 'playwright-core'
import { sidewaysScroll } from './browser.ts'

/** Texts that are cut off by a box, or stand on each other, one line each. What is cut with an ellipsis is told whole elsewhere, and bars that stay may lie over what scrolls. */
const collisions = (): string[] => {
  const apart = '.visually-hidden, .skip, [aria-hidden="true"], svg, dialog:not([open])'
  const stays = (element: Element | null): boolean => {
    for (let each = element; each; each = each.parentElement) if (/fixed|sticky/.test(getComputedStyle(each).position)) return true
    return false
  }
  const texts: { words: string; element: Element; box: DOMRect }[] = []
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const words = node.textContent?.trim().slice(0, 40)
    if (!element || !words || element.closest(apart) || !element.checkVisibility({ visibilityProperty: true }) || stays(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue
      texts.push({ words, element, box })
      for (let around: Element | null = element; around; around = around.parentElement) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(around)
        if (textOverflow === 'ellipsis') break
        const edge = around.getBoundingClientRect()
        // Letters may hang a little below their line; more than 4 px is a cut.
        if (/hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1)) found.push(`"${words}" is cut off at the side`)
        if (/hidden|clip/.test(overflowY) && (box.top < edge.top - 4 || box.bottom > edge.bottom + 4)) found.push(`"${words}" is cut off`)
        if (/auto|scroll/.test(overflowX + overflowY)) break
      }
    }
  }
  for (const [index, one] of texts.entries())
    for (const other of texts.slice(index + 1)) {
      if (one.element === other.element) continue
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      // Boxes of lines that are set close overlap where their letters do not.
      if (wide > 2 && high > Math.min(one.box.height, other.box.height) / 2) found.push(`"${one.words}" stands on "${other.words}"`)
    }
  return [...new Set(found)]
}

/** Frames that a page gets to settle in after its window or its text has changed: what fits its words to their room measures first, and draws then. */
const FRAMES = 60

/** What is wrong with how the page flows in the window that it has, once it has settled: it scrolls sideways, or texts are cut off or stand on each other. */
export async function reflowFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
  let found: string[] = []
  for (let frame = 0; frame < FRAMES; frame++) {
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
    const sideways = await sidewaysScroll(page)
    found = [...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []), ...(await page.evaluate(collisions))]
    if (found.length === 0) break
  }
  return found
}
