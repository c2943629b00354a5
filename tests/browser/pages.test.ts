import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  axeFindings,
  type Device,
  newDevice,
  newLaptop,
  newPhone,
  sidewaysScroll,
  sizes,
  smallTargets,
  spaceText
} from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOfAlike } from '../support/house/alike-pages.ts'
import { brokenLink, builtPages, linksOf, oneOfEach } from '../support/house/built-site.ts'
import { holdsMeeting } from '../support/house/site-budget.ts'
import { isLongRun, someOf } from '../support/run/long-run.ts'

/** Every built page, as a reader without JavaScript, with a phone, with a laptop and with a screen reader meets it. */
const pages = builtPages()
const html = new Map(pages.map(page => [page.path, page.html]))

/** A device with the one page that goes through the whole site: a new page for each would take most of the time. */
type Reader = { device: Device; page: Page }

let plain: Reader
let phone: Reader
let laptop: Reader

beforeAll(async () => {
  const reader = async (device: Device): Promise<Reader> => ({ device, page: await device.newPage() })
  plain = await reader(await newDevice(browser, server.origin, { javaScriptEnabled: false, viewport: sizes.phone }))
  phone = await reader(await newPhone(browser, server.origin))
  laptop = await reader(await newLaptop(browser, server.origin))
})

/** Opens the page, lets `judge` judge it, and says what the device complained of meanwhile. */
async function look({ device, page }: Reader, path: string, judge: (page: Page) => Promise<void>): Promise<void> {
  const before = { errors: device.errors.length, strangers: device.strangers.length }
  await page.goto(path, { waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await judge(page)
  expect.soft(device.errors.slice(before.errors), 'errors in the console').toEqual([])
  expect.soft(device.strangers.slice(before.strangers), 'requests to other origins').toEqual([])
}

it('the site has its pages', () => {
  expect(pages.map(page => page.path)).toEqual(expect.arrayContaining(['/', '/bord/']))
  expect(pages.length).toBeGreaterThan(20)
})

/** Pages that one file makes differ in their words alone: `npm test` takes one of them. */
describe.each(isLongRun ? pages : oneOfEach(pages))('$path', ({ path }) => {
  it('shows its content without JavaScript', async () => {
    await look(plain, path, async page => {
      const seen = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        title: document.title.trim(),
        headings: [...document.querySelectorAll('h1')].map(h1 => ({ text: h1.textContent?.trim() ?? '', shown: h1.checkVisibility() })),
        mains: document.querySelectorAll('main, [role=main]').length,
        words: (document.querySelector('main, [role=main]') as HTMLElement | null)?.innerText.trim() ?? ''
      }))
      expect(seen.lang).toBe('da')
      expect(seen.title.length).toBeGreaterThan(3)
      expect(seen.headings).toEqual([{ text: expect.stringMatching(/\S/), shown: true }])
      expect(seen.mains).toBe(1)
      // A page that a meeting is held on says at least what it is and what it needs; any other holds its whole text.
      expect(seen.words.length, seen.words).toBeGreaterThan(holdsMeeting(path) ? 60 : 120)
    })
  })
})

/** A laptop gets the same HTML as a phone, where axe judges it in `npm test` too. */
describe.each(someOf(pages, 0))('$path', ({ path }) => {
  it('is sound on a laptop', async () => {
    await look(laptop, path, async page => {
      expect.soft(await axeFindings(page)).toEqual([])
      expect(await sidewaysScroll(page), 'pixels of sideways scroll at 1440 px').toBe(0)
    })
  })
})

describe.each(someOfAlike(pages))('$path', ({ path }) => {
  it('is sound on a phone, down to 320 px, has targets for a thumb, and fits a laptop', async () => {
    await look(phone, path, async page => {
      expect.soft(await smallTargets(page)).toEqual([])
      expect.soft(await axeFindings(page)).toEqual([])
      await page.setViewportSize(sizes.laptop)
      const wide = await sidewaysScroll(page)
      await page.setViewportSize(sizes.narrow)
      const scroll = await sidewaysScroll(page)
      await spaceText(page)
      const spaced = await sidewaysScroll(page)
      await page.setViewportSize(sizes.phone)
      expect.soft(scroll, 'pixels of sideways scroll at 320 px').toBe(0)
      // Chromium gives the spacing of soft hyphens that are not shown to the end of a line: no letter is lost, and the page gives way by less than its margin.
      expect.soft(spaced, 'the same with spaced text').toBeLessThan(16)
      expect.soft(wide, 'pixels of sideways scroll at 1440 px').toBe(0)
    })
  })
})

it.each(pages)('$path has links that all lead somewhere', ({ path, html: text }) => {
  const broken = linksOf(text).map(link => brokenLink(path, link, html, holdsMeeting))
  expect(broken.filter(Boolean)).toEqual([])
})
