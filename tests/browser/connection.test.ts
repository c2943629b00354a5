import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { blockades, newBlockingProxy } from '../support/browser/blocking-proxy.ts'
import { type Device, expectAxeClean, expectQuiet, hurry, newLaptop, newPhone } from '../support/browser/browser.ts'
import { newCable } from '../support/browser/cable.ts'
import { answerOne, joinMeeting, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

/** What the screen says of its connection: when it is there, when it is gone and how soon, and what to do where none can be had. */
describe('the connection', () => {
  /** A meeting of three steps: its links, and for those who ask for it the facilitator's window. */
  async function newMeeting() {
    const { board, keys, links } = await makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Se billedet', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
    return { board, key: keys.facilitator, facilitator: links.facilitator, link: server.origin + links.participant, path: links.participant }
  }
  async function begin(meeting: { facilitator: string }): Promise<{ device: Device; page: Page }> {
    const device = await newLaptop(browser, server.origin)
    const page = await device.newPage(meeting.facilitator)
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hver for sig' }).waitFor()
    return { device, page }
  }

  const GONE = 'Forbindelsen er væk'
  const UNSAVED = 'Ikke gemt, forbindelsen er væk'
  /**
   * Waits until the badge says this. How many seconds that may take is proven beside the code (src/sync/shared-document.test.ts), where the time
   * is the test's own; y-websocket's own watch would take half a minute.
   */
  const badge = (page: Page, words: string) => page.locator('[data-status]').getByText(words, { exact: true })
  const says = (page: Page, words: string) => badge(page, words).waitFor({ timeout: 20_000 })

  /** Keeps every text that the badge and the page's live regions have shown, from the page's beginning on. */
  const record = () => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    const look = () => {
      for (const element of document.querySelectorAll('[data-status], [role="status"], [role="alert"], [aria-live]')) {
        const text = element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
        if (text !== '' && seen.at(-1) !== text) seen.push(text)
      }
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  }
  const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)

  it('[saved-means-on-disk] raises no false alarm from joining to the end of a closed meeting', async () => {
    const meeting = await newMeeting()
    const phone = await newPhone(browser, server.origin)
    await phone.context.addInitScript(record)
    const joined = await phone.newPage(meeting.path)
    // A slow network, so that what is shown for a moment is shown for longer.
    const network = await phone.context.newCDPSession(joined)
    await network.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 })
    await joined.getByRole('radio', { name: 'Skolen' }).check()
    await joined.getByRole('button', { name: 'Begynd' }).click()
    await saved(joined)
    const { device } = await begin(meeting)
    await answerOne(joined, 'I høj grad')
    await saved(joined)
    const before = await seen(joined)
    await joined.reload()
    await saved(joined)
    const closed = await fetch(`${server.origin}/api/boards/${meeting.board}/close`, {
      method: 'POST',
      headers: { authorization: `Bearer ${meeting.key}` }
    })
    expect(closed.ok).toBe(true)
    await joined.getByText('Mødet er lukket').first().waitFor()
    await saved(joined)
    const texts = [...before, ...(await seen(joined))]
    expect(texts).toContain('Gemt')
    expect(texts.filter(text => /væk|Ikke /.test(text))).toEqual([])
    await device.close()
    await phone.close()
  })

  it('[connection-told] says at once that the browser is offline, with something unsaved and with nothing', async () => {
    const meeting = await newMeeting()
    const { device } = await begin(meeting)
    const cable = await newCable(server.port)
    const phone = await joinMeeting(browser, cable.origin, meeting, 'Skolen')
    await phone.page.getByText('1 af 6').waitFor()
    await saved(phone.page)
    cable.hold()
    await phone.device.context.setOffline(true)
    await says(phone.page, GONE)
    await answerOne(phone.page, 'I høj grad')
    await says(phone.page, UNSAVED)
    cable.release()
    await phone.device.context.setOffline(false)
    await saved(phone.page)
    await device.close()
    await phone.device.close()
    await cable.remove()
  })

  it('[connection-told] says by itself that a network carries nothing more, with something unsaved and with nothing', async () => {
    const meeting = await newMeeting()
    const { device, page } = await begin(meeting)
    const cable = await newCable(server.port)
    const joined = async () => {
      const device = await newPhone(browser, cable.origin)
      await device.context.clock.install()
      return joinMeeting(browser, cable.origin, meeting, 'Skolen', device)
    }
    const phones = [await joined(), await joined()] as const
    for (const phone of phones) await phone.page.getByText('1 af 6').waitFor()
    for (const phone of phones) await saved(phone.page)
    cable.hold()
    await answerOne(phones[0].page, 'I høj grad')
    await Promise.all([hurry(phones[0].page, badge(phones[0].page, UNSAVED)), hurry(phones[1].page, badge(phones[1].page, GONE))])
    // What was connected then never comes back; what the phones have tried since does.
    cable.release()
    for (const phone of phones) await saved(phone.page)
    await next(page, 'Se billedet')
    for (const phone of phones) await phone.page.getByRole('heading', { name: 'Se billedet' }).waitFor()
    await device.close()
    for (const phone of phones) await phone.device.close()
    await cable.remove()
  })

  it('keeps one connection while nothing happens, and takes a quiet server for no dead one', async () => {
    const meeting = await newMeeting()
    const phone = await newPhone(browser, server.origin)
    await phone.context.addInitScript(record)
    const joined = await phone.newPage(meeting.path)
    let opened = 0
    joined.on('websocket', () => opened++)
    await joined.getByRole('radio', { name: 'Skolen' }).check()
    await joined.getByRole('button', { name: 'Begynd' }).click()
    await saved(joined)
    const before = opened
    // Three questions and their answers.
    const asked = () => phone.frames.filter(frame => frame.sent && frame.payload.length === 1 && frame.payload[0] === 101).length
    const answered = () => phone.frames.filter(frame => !frame.sent && frame.payload[0] === 101).length
    const already = asked()
    await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThanOrEqual(already + 3)
    await expect.poll(answered).toBeGreaterThanOrEqual(already + 3)
    expect(opened).toBe(before)
    expect((await seen(joined)).filter(text => /væk|Ikke /.test(text))).toEqual([])
    expectQuiet(phone)
    await phone.close()
  })

  it.each(someOf(blockades, 2))(
    '[no-endless-wait] says that the network blocks the meeting where a proxy %s, and opens it when that ends',
    async blockade => {
      const meeting = await newMeeting()
      const proxy = await newBlockingProxy(server.port, blockade)
      const phone = await newPhone(browser, proxy.origin)
      await phone.context.clock.install()
      const page = await phone.newPage(meeting.path)
      await page.getByRole('heading', { name: 'Henter mødet' }).waitFor()
      await hurry(page, page.getByRole('heading', { name: 'Nettet spærrer for mødet' }))
      const words = (await page.getByRole('alert').textContent()) ?? ''
      expect(words).toContain('mobildata')
      expect(words).toContain(`tillade WebSocket til ${new URL(proxy.origin).host}`)
      expect(await page.getByRole('button', { name: 'Hent siden igen' }).count()).toBe(1)
      await expectAxeClean(page)
      proxy.open()
      await hurry(page, page.getByRole('button', { name: 'Begynd' }))
      expect(await page.getByText('spærrer').count()).toBe(0)
      await phone.close()
      await proxy.remove()
    }
  )

  it('[no-endless-wait] says in the middle of a meeting that the new network blocks it', async () => {
    const meeting = await newMeeting()
    const cable = await newCable(server.port)
    const device = await newPhone(browser, cable.origin)
    await device.context.clock.install()
    const phone = await joinMeeting(browser, cable.origin, meeting, 'Skolen', device)
    await saved(phone.page)
    cable.cut('sync')
    await says(phone.page, GONE)
    await hurry(phone.page, phone.page.getByRole('alert').filter({ hasText: 'Prøv et andet net' }))
    cable.mend()
    await saved(phone.page)
    await expect.poll(() => phone.page.getByText('WebSocket').count()).toBe(0)
    await phone.device.close()
    await cable.remove()
  })

  it('[no-endless-wait] says that a server which never answers does not, and offers a way on', async () => {
    const meeting = await newMeeting()
    const phone = await newPhone(browser, server.origin)
    await phone.context.clock.install()
    const page = await phone.newPage()
    await page.route('**/api/**', () => {})
    await page.goto(meeting.path)
    await page.getByRole('heading', { name: 'Henter mødet' }).waitFor()
    await hurry(page, page.getByText('Det tager længere, end det plejer'))
    await page.getByRole('button', { name: 'Hent siden igen' }).waitFor()
    await hurry(page, page.getByRole('heading', { name: 'Mødet kan ikke åbnes' }))
    await page.getByText('Serveren svarer ikke').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Hent siden igen' }).click()
    await page.getByRole('button', { name: 'Begynd' }).waitFor()
    await phone.close()
  })

  it('[no-endless-wait] says so where the scripts of a page never come', async () => {
    const phone = await newPhone(browser, server.origin)
    await phone.context.route('**/*.js', route => route.abort())
    for (const path of ['/bord/', '/deltag/', '/start/', '/referat/', '/overblik/', '/moeder/', '/kvalitetsaftalen/status/', '/oplaeringsplan/']) {
      const page = await phone.newPage()
      // The words wait in an animation of the styles, since no script is there to count.
      const animations = await phone.context.newCDPSession(page)
      await animations.send('Animation.enable')
      await animations.send('Animation.setPlaybackRate', { playbackRate: 20 })
      await page.goto(path)
      await page.getByText('Siden er ikke kommet frem endnu').waitFor()
    }
    await phone.close()
  })
})
