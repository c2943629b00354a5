import type { Page } from 'playwright-core'
import { someOf } from '../run/long-run.ts'

/** Windows that the big screen is shown in: a projector, a laptop at 150 %, and up to 4K. In `npm test` the smallest and the usual one. */
export const screenSizes = someOf(
  [
    { width: 1024, height: 600 },
    { width: 1920, height: 1080 },
    { width: 1280, height: 595 },
    { width: 1280, height: 720 },
    { width: 1366, height: 768 },
    { width: 3840, height: 2160 }
  ],
  2
)

/** Everything wrong with how the page stands in its window, in words; empty where nothing is. `least`: the smallest words, px. */
export const misfits = (page: Page, least: number): Promise<string[]> => page.evaluate(misfitsNow, least)

/** The same, as it is sent to the page. */
export async function misfitsNow(least: number): Promise<string[]> {
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
  await document.fonts.ready
  for (let i = 0; i < 3; i++) await frame()
  await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined)))
  const found: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) found.push(`scrolls ${root.scrollWidth - root.clientWidth} px sideways`)
  if (root.scrollHeight > root.clientHeight) found.push(`scrolls ${root.scrollHeight - root.clientHeight} px down`)
  const code = document.querySelector('aside')?.getBoundingClientRect()
  const clock = document.querySelector('[role="timer"]')?.getBoundingClientRect()
  const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || !node.textContent?.trim() || parent.closest('.visually-hidden')) continue
    const style = getComputedStyle(parent)
    if (style.visibility === 'hidden' || style.display === 'none') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const words = node.textContent.trim().slice(0, 40)
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue
      if (box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) {
        found.push(`"${words}" stands outside the window: ${JSON.stringify(box)}`)
        break
      }
      for (const [name, other] of [
        ['code', code],
        ['clock', clock]
      ] as const)
        if (other && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)
          found.push(`"${words}" stands on the ${name}`)
    }
    const scale = parent instanceof SVGElement ? ((parent as unknown as SVGGraphicsElement).getScreenCTM()?.a ?? 1) : 1
    const size = Number.parseFloat(style.fontSize) * scale
    if (size < least - 0.05) found.push(`"${words}" is ${size.toFixed(1)} px`)
  }
  for (const place of document.querySelectorAll('main button, main a[href], main input, main select, main textarea'))
    if (!place.closest('.visually-hidden')) found.push(`${place.tagName} to press on a projected page`)
  return [...new Set(found)]
}
