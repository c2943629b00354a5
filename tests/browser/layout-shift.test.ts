import { describe, expect, it } from 'vitest'
import { newLaptop, newPhone } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

/** The most that a page may move while it comes, as browsers count it (CLS). */
const MOST = 0.05

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }

/** Adds up what moves, from the page's first moment on. */
const watch = () => {
  const shifts: { value: number; what: string[] }[] = []
  Object.assign(globalThis, { shifts })
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[])
      if (!hadRecentInput)
        shifts.push({
          value,
          what: sources.map(({ node }) => (node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName)))
        })
  }).observe({ type: 'layout-shift', buffered: true })
}

describe('what moves while a page comes', { timeout: 120_000 }, () => {
  const pages = [
    { path: '/start/', here: 'Start mødet' },
    { path: 'participant', here: 'Begynd' },
    { path: 'facilitator', here: 'Begynd mødet' },
    { path: '/deltag/', here: 'Kom med' }
  ]
  it.each(someOf(pages, 2))('is next to nothing on $path, on a phone and on a laptop', async ({ path, here }) => {
    const board = path.startsWith('/') ? null : await makeOwnBoard(server, [{ id: 'luk', kind: 'close', title: 'Tak' }])
    const address = board ? board.links[path as 'facilitator' | 'participant'] : path
    // A tall phone, on which a footer is in sight before the page has come.
    const devices = [await newPhone(browser, server.origin, { viewport: { width: 412, height: 823 } }), await newLaptop(browser, server.origin)]
    for (const [index, device] of devices.entries()) {
      await device.context.addInitScript(watch)
      const page = await device.newPage()
      const network = await device.context.newCDPSession(page)
      await network.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await network.send('Network.enable')
      await network.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 100_000 })
      await page.goto(address)
      await page.getByRole('button', { name: here, exact: true }).waitFor()
      await page.waitForLoadState('networkidle')
      await page.evaluate(() => document.fonts.ready.then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))))
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: { value: number; what: string[] }[] }).shifts)
      const sum = shifts.reduce((all, { value }) => all + value, 0)
      if (process.env.SHOW_SHIFTS) console.log(path, index, sum.toFixed(3), JSON.stringify(shifts))
      expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST)
      await device.close()
    }
  })

  it('leaves the button that begins the meeting where it is, as the rest of the lobby comes', async () => {
    const board = await makeOwnBoard(server, null)
    const desk = await newLaptop(browser, server.origin)
    let release = () => {}
    const held = new Promise<void>(resolve => (release = resolve))
    let isHeld = false
    await desk.context.route(/desk-later/, async route => {
      isHeld = true
      await held
      await route.continue()
    })
    const page = await desk.newPage(board.links.facilitator)
    const begin = page.getByRole('button', { name: 'Begynd mødet' })
    await begin.waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.getByRole('img', { name: /QR-kode/ }).waitFor()
    const before = await begin.boundingBox()
    release()
    await page.getByRole('button', { name: 'Slet mødet' }).waitFor()
    expect(isHeld, 'the later parts came after').toBe(true)
    expect(await begin.boundingBox()).toEqual(before)
    await desk.close()
  })
})
