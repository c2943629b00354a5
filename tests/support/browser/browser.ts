import type axe from 'axe-core'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { until } from '../server/until.ts'
import { axeScript } from './axe-script.ts'
import { findChromium } from './find-chromium.ts'

/** Chromium itself calls out at the start; none of it belongs to a test of ours. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** Starts the Chromium that was found. No browser is an error, never a skipped test. The host pejling.test leads to this machine. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium found. Install one (npx playwright-core install chromium) or set CHROMIUM_PATH.')
  // Of its own download Playwright takes the headless shell.
  const own = executablePath === chromium.executablePath()
  return chromium.launch({ ...(own ? {} : { executablePath }), args: [...quiet, '--host-resolver-rules=MAP pejling.test 127.0.0.1'] })
}

/** The three ways to look at a board, and the width that a page must bear without scrolling sideways. */
export const sizes = {
  phone: { width: 360, height: 740 },
  laptop: { width: 1440, height: 900 },
  screen: { width: 1920, height: 1080 },
  narrow: { width: 320, height: 640 }
} as const

export type Frame = { url: string; sent: boolean; payload: Buffer }
export type Answer = { url: string; status: number; body: Buffer }

/** A context that remembers what went wrong in it and, where asked, every byte that it received. */
export type Device = {
  context: BrowserContext
  /** Console errors, uncaught exceptions and violations of the content security policy, in order. */
  errors: string[]
  /** Requests that went to another origin than the server's. */
  strangers: string[]
  /** WebSocket frames in both directions, in order. */
  frames: Frame[]
  /** Bodies of HTTP answers; filled only where `recordAnswers` was asked for. */
  answers: Answer[]
  /** Waits until the bodies of all answers so far are in `answers`. */
  settled: () => Promise<void>
  newPage: (path?: string) => Promise<Page>
  close: () => Promise<void>
}

export type DeviceOptions = BrowserContextOptions & { recordAnswers?: boolean }

/** Opens a context on `origin`. A context is a device: storage of its own, nothing shared with others. */
export async function newDevice(browser: Browser, origin: string, options: DeviceOptions = {}): Promise<Device> {
  const { recordAnswers = false, ...contextOptions } = options
  // Routes, recorded answers and byte counts are a page's own: what its service worker loads is tested where that is the matter.
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    serviceWorkers: 'block',
    ...contextOptions
  })
  const device: Device = {
    context,
    errors: [],
    strangers: [],
    frames: [],
    answers: [],
    settled: async () => void (await Promise.allSettled(pending)),
    newPage: async path => {
      const page = await context.newPage()
      if (path !== undefined) await page.goto(path)
      return page
    },
    close: () => context.close()
  }
  const pending: Promise<unknown>[] = []
  const home = new URL(origin).host
  const isStranger = (url: string): boolean => /^(https?|wss?):/.test(url) && new URL(url).host !== home
  context.on('request', request => {
    if (isStranger(request.url())) device.strangers.push(request.url())
  })
  // A violation reaches the console as an error of its own, with the directive's name.
  context.on('console', message => {
    if (message.type() === 'error') device.errors.push(`${message.text()} (${message.location().url || message.page()?.url() || ''})`)
  })
  context.on('weberror', error => device.errors.push(String(error.error())))
  if (recordAnswers)
    context.on('response', response => {
      pending.push(
        response
          .body()
          .then(body => device.answers.push({ url: response.url(), status: response.status(), body }))
          // An answer without a body (redirect, navigation away) has no bytes to keep.
          .catch(() => undefined)
      )
    })
  context.on('page', page => {
    page.on('websocket', socket => {
      if (isStranger(socket.url())) device.strangers.push(socket.url())
      const keep = (sent: boolean) => (frame: { payload: string | Buffer }) =>
        device.frames.push({ url: socket.url(), sent, payload: Buffer.from(frame.payload) })
      socket.on('framesent', keep(true))
      socket.on('framereceived', keep(false))
    })
  })
  return device
}

/** One dot a pixel: with a phone's two or three all is laid out alike, and drawing it takes a tenth of a run. */
export const newPhone = (browser: Browser, origin: string, options: DeviceOptions = {}): Promise<Device> =>
  newDevice(browser, origin, { viewport: sizes.phone, deviceScaleFactor: 1, hasTouch: true, isMobile: true, ...options })
export const newLaptop = (browser: Browser, origin: string, options: DeviceOptions = {}): Promise<Device> =>
  newDevice(browser, origin, { viewport: sizes.laptop, ...options })
export const newScreen = (browser: Browser, origin: string, options: DeviceOptions = {}): Promise<Device> =>
  newDevice(browser, origin, { viewport: sizes.screen, ...options })

/** What axe finds on the page as it stands, by all its rules or by these alone: one line a rule and place, empty where there is nothing. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated through the debugger, so that the page's content security policy stays in force and under test.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeScript)
  const violations = await page.evaluate(async rules => {
    const runner = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await runner.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
    return violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(node => `${node.target.join(' ')} ${node.failureSummary ?? ''}`) }))
  }, rules)
  return violations.flatMap(({ id, help, places }) => places.map(place => `${id}: ${help}: ${place.replaceAll(/\s+/g, ' ')}`))
}

/** Throws with what cannot be told from its ground in the dark. The page is in the light again afterwards. */
export async function expectReadableInTheDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const findings = await axeFindings(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  if (findings.length) throw new Error(`In the dark axe finds ${findings.length} on ${page.url()}:\n${findings.join('\n')}`)
}

/** Throws with everything that axe finds. */
export async function expectAxeClean(page: Page): Promise<void> {
  const findings = await axeFindings(page)
  if (findings.length) throw new Error(`axe finds ${findings.length} on ${page.url()}:\n${findings.join('\n')}`)
}

/** Throws where a device has seen an error or called another origin. */
export function expectQuiet(device: Device, except: RegExp = /^$/): void {
  const errors = device.errors.filter(error => !except.test(error))
  const told = [...errors.map(error => `error: ${error}`), ...device.strangers.map(url => `request to another origin: ${url}`)]
  if (told.length) throw new Error(told.join('\n'))
}

/** By how many CSS pixels the page can be scrolled sideways. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * Lets a page's own time run until this is there, for what it says or does only after many seconds: a tenth of a second at each look, some
 * eight times as fast as it goes. The device needs `context.clock.install()` before its first page. Throws after 30 s of the test's time.
 */
export const hurry = (page: Page, shown: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> =>
  until(async () => {
    await page.clock.runFor(100)
    return state === 'visible' ? shown.first().isVisible() : (await shown.count()) === 0
  }, `${shown} to be ${state}`)

/** Adds styles for the rest of the page's life, as a reader's own do: the page's security policy forbids no sheet that is made so. */
export const addStyles = (page: Page, css: string): Promise<void> =>
  page.evaluate(text => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }, css)

/** Spaces text as WCAG 1.4.12 lets any reader do. */
export const spaceText = (page: Page): Promise<void> =>
  addStyles(
    page,
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'
  )

/** What can be pressed on the page and is lower than a thumb needs, 44 px, one line each. Links within running text are as high as it. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, summary, select, textarea, input')]
      .filter(element => element.checkVisibility() && !element.closest('.visually-hidden, .skip') && getComputedStyle(element).display !== 'inline')
      .map(element => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && Math.min(box.width, box.height) < 43.5)
      .map(
        ({ element, box }) =>
          `${element.localName} "${element.textContent?.trim().slice(0, 30)}" ${Math.round(box.width)} x ${Math.round(box.height)}`
      )
  )
