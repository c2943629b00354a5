import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { type Device, launchBrowser, newDevice, newLaptop, newPhone, newScreen, sidewaysScroll } from '../support/browser/browser.ts'
import { startServer } from '../support/browser/server.ts'
import { withHand } from '../support/engines/person.ts'
import { windowOfPage } from '../support/engines/playwright-engine.ts'
import { playWholeMeeting } from '../support/engines/whole-meeting.ts'
import { root } from '../support/house/imports.ts'

/**
 * `node tests/looks/tour.ts`, with Node 26 and after `npm run build`: a whole meeting, and pages of each kind, as pictures in both themes, to be
 * looked at. They lie in tests/.output/tour/. `--pages`: the pages alone; `--meeting`: the meeting alone. Ends with 1 where a page scrolls sideways
 * at any of the widths.
 */
const { values: options } = parseArgs({ options: { pages: { type: 'boolean', default: false }, meeting: { type: 'boolean', default: false } } })
const all = options.pages === options.meeting
const output = join(root, 'tests/.output/tour')
rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })

const sizes = [
  [320, 640],
  [390, 844],
  [768, 1024],
  [1280, 595],
  [1440, 900],
  [1920, 1080]
] as const
type Width = (typeof sizes)[number][0]
/** Widths at which each window is looked at; at all of them nothing may scroll sideways. */
const looked: Record<'phone' | 'laptop' | 'screen' | 'page', readonly Width[]> = {
  phone: [320, 390, 768],
  laptop: [768, 1280, 1440],
  screen: [1280, 1440, 1920],
  page: [320, 390, 768, 1280, 1440, 1920]
}
const findings: string[] = []
let taken = 0

/** Pictures of a window as it stands, in each size and theme; it is left in the size it had. */
async function pictures(page: Page, kind: keyof typeof looked, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) findings.push(`${name}, ${kind}: scrolls ${sideways} px sideways at ${width} px`)
    if (!looked[kind].includes(width)) continue
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
      const picture = await page.screenshot({ fullPage: kind === 'phone' && width < 768 })
      writeFileSync(join(output, `${name}-${kind}-${width}-${colorScheme}.png`), picture)
      taken++
    }
  }
  await page.emulateMedia({ colorScheme: null })
  if (before) await page.setViewportSize(before)
}

/** A page of each kind. */
const paths = [
  '/',
  '/kerneelementer/',
  '/kerneelementer/psykologisk-tryghed/',
  '/roller/',
  '/roller/strategisk/',
  '/drejeboeger/',
  '/drejeboeger/luu-strategisk-droeftelse/',
  '/kvalitetsaftalen/',
  '/kvalitetsaftalen/status/',
  '/oplaeringsplan/',
  '/evaluering/',
  '/overblik/',
  '/print/',
  '/print/elementkort/',
  '/moeder/',
  '/tilpas/',
  '/start/',
  '/deltag/',
  '/bord/',
  '/referat/',
  '/anvendelser/',
  '/kvalitetsaftalen/tid/',
  '/vejledning/moedeleder/',
  '/vejledning/',
  '/findes-ikke/'
]

const server = await startServer()
const browser = await launchBrowser()
const devices: Device[] = []
try {
  if (all || options.pages) {
    const device = await newDevice(browser, server.origin)
    devices.push(device)
    for (const path of paths) {
      const page = await device.newPage()
      await page.goto(path, { waitUntil: 'networkidle' })
      await pictures(page, 'page', path.replaceAll('/', '_'))
      await page.close()
    }
  }
  if (all || options.meeting) {
    const made = await Promise.all([newLaptop, newPhone, newScreen].map(open => open(browser, server.origin)))
    devices.push(...made)
    const [laptop, phone, screen] = (await Promise.all(made.map(device => device.newPage()))) as [Page, Page, Page]
    const [facilitator, participant, wall] = [laptop, phone, screen].map(page => withHand(windowOfPage(page))) as [
      ReturnType<typeof withHand>,
      ReturnType<typeof withHand>,
      ReturnType<typeof withHand>
    ]
    let count = 0
    for await (const state of playWholeMeeting(server.origin, { facilitator, participant, screen: wall })) {
      const name = `${String(++count).padStart(2, '0')}-${state}`
      await pictures(laptop, 'laptop', name)
      await pictures(phone, 'phone', name)
      await pictures(screen, 'screen', name)
    }
    await pictures(phone, 'phone', '14-minutes')
    await pictures(laptop, 'laptop', '14-minutes')
  }
} finally {
  for (const device of devices) await device.close()
  await browser.close()
  await server.remove()
}
for (const finding of findings) console.log(`✗ ${finding}`)
console.log(`${taken} pictures lie in ${output}; ${findings.length} findings.`)
process.exit(findings.length || !taken ? 1 : 0)
