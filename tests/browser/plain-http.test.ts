import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { networkOrigins } from '../../server/transport/http/addresses.ts'
import { drawQr } from '../../src/islands/parts/draw-qr.ts'
import { expectQuiet } from '../support/browser/browser.ts'
import { joinMeeting, saved, startMeeting } from '../support/browser/meeting.ts'
import { startServer } from '../support/browser/server.ts'
import { browser, server } from '../support/browser/shared.ts'

/** A link's dark modules, as Qr.svelte draws them. */
const drawn = (link: string): string => drawQr(link).path

/** A workplace's own network: no certificate, so that browsers withhold from the page what they give to secure ones only. */
describe('over plain http', () => {
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

  it('[own-network] names in the lobby the address that phones can use, in links, code page and QR, where the server can be reached by one', async () => {
    const open = await startServer({ HOST: '0.0.0.0' })
    const own = `http://localhost:${open.port}`
    const [reached, other] = networkOrigins({ address: '0.0.0.0', family: 'IPv4', port: open.port })
    const { device, page, links } = await startMeeting(browser, own, { drejebog: /LUU/, title: 'Fra bærbaren' })
    if (reached === undefined) await page.getByText(`Telefoner kan ikke åbne adressen localhost:${open.port}`).waitFor()
    else {
      const { host } = new URL(reached)
      expect((await fetch(`${reached}/healthz`)).status).toBe(200)
      for (const link of Object.values(links)) expect(new URL(link).origin).toBe(reached)
      const screen = await device.newPage(
        await page.getByRole('link', { name: 'Åbn Storskærmen' }).evaluate(link => (link as HTMLAnchorElement).href)
      )
      expect(new URL(screen.url()).origin, 'the own window stays at the own address').toBe(own)
      const told = async (view: Page, origin: string): Promise<void> => {
        const { pathname, hash } = new URL(links.participant)
        await expect.poll(() => view.locator('.qr path').getAttribute('d')).toBe(drawn(origin + pathname + hash))
        await view.getByText(`${new URL(origin).host}/deltag`).waitFor()
      }
      for (const view of [page, screen]) await told(view, reached)
      if (other === undefined) await page.getByText(`Telefoner på samme netværk kan åbne ${host}`).waitFor()
      else {
        await page.getByLabel('Telefonernes netværk').selectOption(other)
        for (const view of [page, screen]) await told(view, other)
      }
      const phone = await joinMeeting(browser, reached, { link: links.participant }, 'Skolen')
      await phone.page.getByRole('heading', { name: 'Du er med' }).waitFor()
      await phone.device.close()
    }
    await device.close()
    await open.remove()
  }, 120_000)
})
