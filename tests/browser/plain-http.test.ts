import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectQuiet, launchBrowser } from '../helpers/browser.ts'
import { type RunningServer, startServer } from '../helpers/browser-server.ts'
import { joinMeeting, saved, startMeeting } from '../helpers/meeting.ts'

/** A workplace's own network: no certificate, so that browsers withhold from the page what they give to secure ones only. */
describe('over plain http', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser({ hosts: ['pejling.test'] })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.remove()
  })

  it('opens a board for facilitator and phone, copies a link by hand, and saves', async () => {
    const origin = `http://pejling.test:${server.port}`
    const { device, page, links } = await startMeeting(browser, origin, { drejebog: /LUU/, title: 'På eget net' })
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    expect(await page.getByText('Telefoner kan ikke åbne adressen').count()).toBe(0)
    await page.getByRole('button', { name: 'Kopiér Deltagernes link' }).click()
    await page.getByText('Linket er markeret. Kopiér det med Ctrl+C.').waitFor()
    const phone = await joinMeeting(browser, origin, { link: links.participant }, 'Skolen')
    await phone.page.getByRole('heading', { name: 'Du er med' }).waitFor()
    await saved(phone.page)
    // Browsers say of this header that it is for secure pages.
    for (const each of [device, phone.device]) expectQuiet(each, /Cross-Origin-Opener-Policy/)
    await device.close()
    await phone.device.close()
  })

  it('says in the lobby that no phone can open the address of the own machine', async () => {
    const { device, page } = await startMeeting(browser, server.origin, { drejebog: /LUU/, title: 'På egen maskine' })
    await page.getByText(`Telefoner kan ikke åbne adressen 127.0.0.1:${server.port}`).waitFor()
    await device.close()
  })
})
