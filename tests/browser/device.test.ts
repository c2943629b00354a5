import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readBallot } from '../../src/documents/ballot.ts'
import { readWall } from '../../src/documents/wall.ts'
import { expectAxeClean, expectQuiet, hurry, newLaptop, newPhone } from '../support/browser/browser.ts'
import { answerOne, joinMeeting, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { connect } from '../support/server/clients.ts'

/** What a device keeps, may fail to keep and is told to forget: it costs what is kept, and never the meeting. */
describe('the device', () => {
  /** A meeting of four steps, the facilitator's window on the lobby, and the participants' link. */
  async function newMeeting() {
    const { board, links } = await makeOwnBoard(server, [
      { id: 'velkomst', kind: 'talk', title: 'Velkomst', cards: false },
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Se billedet', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
    const device = await newLaptop(browser, server.origin)
    const page = await device.newPage(links.facilitator)
    await page.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    return { board, link: server.origin + links.participant, device, page }
  }

  /** Another tab of the same device, in which everything is deleted. Answers it. */
  async function forgetAll(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    await page.goto('/deltag/')
    await page.getByRole('button', { name: 'Slet alt på denne enhed' }).click()
    await page.getByText('Alt, enheden huskede, er slettet her').waitFor()
    return page
  }
  const seatOf = async (page: Page): Promise<{ participant: string; key: string }> =>
    JSON.parse(await page.evaluate(() => Object.entries({ ...localStorage, ...sessionStorage })[0]?.[1] ?? 'null'))
  it('[extras-fail-alone] leads the meeting on after everything was deleted in another tab, and says so in both', async () => {
    const { link, device, page } = await newMeeting()
    const phone = await joinMeeting(browser, server.origin, { link }, 'Skolen')
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await phone.page.getByRole('heading', { name: 'Velkomst' }).waitFor()
    await saved(page)

    const other = await forgetAll(device.context)
    await other.getByText('Mødet ”Et møde for sig” er stadig åbent i en anden fane').waitFor()
    await expectAxeClean(other)
    await page.getByRole('alert').filter({ hasText: 'En anden fane har slettet det, enheden huskede' }).waitFor()
    await expectAxeClean(page)
    const steps = ['Hver for sig', 'Se billedet', 'Rund af']
    for (const step of steps) {
      await next(page, step)
      await page.getByRole('heading', { level: 1, name: step }).waitFor()
    }
    await phone.page.getByRole('heading', { name: 'Rund af' }).waitFor()
    await saved(page)
    expect(await page.evaluate(async () => [Object.keys(localStorage), await indexedDB.databases()])).toEqual([[], []])
    await page.getByRole('button', { name: 'Forstået' }).click()
    await expect.poll(() => page.getByText('En anden fane har slettet').count()).toBe(0)
    for (const each of [device, phone.device]) expectQuiet(each)
    await device.close()
    await phone.device.close()
  })

  it('[extras-fail-alone][same-participant] loses no answer on a phone whose other tab deletes everything, and keeps the seat while the tab lives', async () => {
    const { board, link, device, page } = await newMeeting()
    const phone = await joinMeeting(browser, server.origin, { link }, 'Skolen')
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(page, 'Hver for sig')
    await phone.page.getByText('1 af 6').waitFor()
    for (const word of ['I høj grad', 'I nogen grad']) await answerOne(phone.page, word)
    const { participant, key } = await seatOf(phone.page)

    const other = await forgetAll(phone.device.context)
    await other.getByText('Mødet ”Et møde for sig” er stadig åbent').waitFor()
    await phone.page.getByRole('alert').filter({ hasText: 'du har stadig din plads' }).waitFor()
    for (const word of ['I høj grad', 'I høj grad', 'I mindre grad', 'I høj grad']) await answerOne(phone.page, word)
    await saved(phone.page)
    const ballot = connect({ port: server.port, board, document: `ballot.${participant}`, key })
    await ballot.synced()
    expect(Object.keys(readBallot(ballot.doc).answers.svar ?? {})).toHaveLength(6)
    ballot.stop()

    await phone.page.reload()
    await saved(phone.page)
    expect(await seatOf(phone.page)).toMatchObject({ participant, key })
    expect(await phone.page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await page.getByText('1 er med').first().waitFor()
    await device.close()
    await phone.device.close()
  })

  it('[extras-fail-alone] puts up every note where the browser has closed its storage under the page', async () => {
    const board = await makeOwnBoard(server, [
      { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det hjælper' }] },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const laptop = await newLaptop(browser, server.origin)
    // As iOS does in the background: each database is closed without a word, and no longer takes a transaction.
    await laptop.context.addInitScript(() => {
      const made: IDBDatabase[] = []
      Object.assign(globalThis, { closeStorage: () => made.map(database => database.close()).length })
      const { transaction } = IDBDatabase.prototype
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...how: Parameters<typeof transaction>) {
        if (!made.includes(this)) made.push(this)
        return transaction.apply(this, how)
      }
    })
    const page = await laptop.newPage(board.links.facilitator)
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await saved(page)
    const close = () => page.evaluate(() => (globalThis as unknown as { closeStorage: () => number }).closeStorage())
    const notes = ['Faste aftaler', 'Pauserne', 'Kaffen']
    for (const note of notes) {
      expect(await close()).toBeGreaterThan(0)
      await page.getByRole('textbox').first().fill(note)
      await page
        .getByRole('button', { name: /Sæt op/ })
        .first()
        .click()
    }
    for (const note of notes) await page.getByText(note, { exact: true }).waitFor()
    await saved(page)
    const wall = connect({ port: server.port, board: board.board, document: 'wall', key: board.keys.facilitator })
    await wall.synced()
    expect(readWall(wall.doc).notes.map(note => note.text)).toEqual(notes)
    wall.stop()
    expectQuiet(laptop)
    await laptop.close()
  })

  it.each([
    [
      'throws',
      () =>
        Object.defineProperty(globalThis, 'indexedDB', {
          get: () => {
            throw new DOMException('Denied', 'SecurityError')
          }
        })
    ],
    ['hangs', () => Object.defineProperty(IDBFactory.prototype, 'open', { value: () => ({}) })],
    [
      'is full',
      () =>
        Object.defineProperty(IDBObjectStore.prototype, 'add', {
          value: () => {
            throw new DOMException('Full', 'QuotaExceededError')
          }
        })
    ]
  ])('[extras-fail-alone] saves answers where IndexedDB %s', async (_, script) => {
    const { link, device, page } = await newMeeting()
    const phone = await newPhone(browser, server.origin)
    await phone.context.clock.install()
    await phone.context.addInitScript(script)
    const joined = await phone.newPage(link)
    await hurry(joined, joined.getByRole('radio', { name: 'Skolen' }))
    await joined.getByRole('radio', { name: 'Skolen' }).check()
    await joined.getByRole('button', { name: 'Begynd' }).click()
    await hurry(joined, joined.getByRole('heading', { name: 'Du er med' }))
    await hurry(joined, joined.locator('[data-status="saved"]'))
    await page.getByText('1 er med').first().waitFor()
    expectQuiet(phone)
    await device.close()
    await phone.close()
  })

  describe('with site data blocked', () => {
    const block = () => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('Access is denied for this document.', 'SecurityError')
          }
        })
    }
    it('[same-participant] says before the first answer what it means, and keeps the seat over a reload', async () => {
      const { link, device, page } = await newMeeting()
      const phone = await newPhone(browser, server.origin)
      await phone.context.addInitScript(block)
      const joined = await phone.newPage(link)
      await joined.getByText('Lukker du den og kommer igen, tæller du som en ny person').waitFor()
      expect(await joined.getByText('Din telefon husker din plads').count()).toBe(0)
      await expectAxeClean(joined)
      await joined.getByRole('radio', { name: 'Skolen' }).check()
      await joined.getByRole('button', { name: 'Begynd' }).click()
      await joined.getByRole('heading', { name: 'Du er med' }).waitFor()
      for (let time = 0; time < 2; time++) {
        await joined.reload()
        await joined.getByRole('heading', { name: 'Du er med' }).waitFor()
      }
      await page.getByText('1 er med').first().waitFor()
      expectQuiet(phone)
      await device.close()
      await phone.close()
    })
  })

  it('[one-seat] makes one person of two tabs in which "Begynd" is pressed, and of a third that only stands open', async () => {
    const { link, device, page } = await newMeeting()
    const phone = await newPhone(browser, server.origin)
    const tabs = [await phone.newPage(link), await phone.newPage(link), await phone.newPage(link)] as const
    for (const tab of tabs) await tab.getByRole('radio', { name: 'Skolen' }).check()
    // Held, so that both have asked before either has an answer.
    let asked = 0
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    await phone.context.route('**/participants', async route => {
      asked++
      await held
      await route.continue()
    })
    for (const tab of [tabs[0], tabs[1]]) await tab.getByRole('button', { name: 'Begynd' }).click()
    for (const tab of [tabs[0], tabs[1]]) await tab.locator('button[aria-disabled="true"]', { hasText: 'Begynd' }).waitFor()
    release()
    for (const tab of tabs) await tab.getByRole('heading', { name: 'Du er med' }).waitFor()
    for (const tab of tabs) await saved(tab)
    expect(asked).toBe(1)
    await page.getByText('1 er med').first().waitFor()
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(page, 'Hver for sig')
    await answerOne(tabs[0], 'I høj grad')
    // What one tab answers, the other has: they hold one ballot.
    await expect.poll(() => tabs[1].getByRole('radio', { name: 'I høj grad', exact: true }).isChecked()).toBe(true)
    await device.close()
    await phone.close()
  })
})
