import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { countHeads, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** What a facilitator is told before a reveal, and the two numbers that a room can hold against each other. */
describe('before a reveal', () => {
  let devices: Device[] = []
  beforeAll(async () => {
    // Every provider of y-websocket listens for the process's end.
    process.setMaxListeners(0)
  })

  const all = (answer: number) => Object.fromEntries(['K1', 'K2', 'K3', 'K4', 'K5', 'K6'].map(item => [item, answer]))
  const meeting = (): Promise<OwnBoard> =>
    makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Vis', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
  const open = async (device: Device, link: string): Promise<Page> => {
    devices.push(device)
    return device.newPage(link)
  }
  const sit = async (board: OwnBoard): Promise<Page> => {
    const phone = await open(await newPhone(browser, server.origin), board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    return phone
  }
  const end = async () => {
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
    devices = []
  }
  /** Words of the filled buttons. A button under the mouse looks filled too, so the mouse is moved away. */
  const filled = async (laptop: Page) => {
    await laptop.mouse.move(0, 0)
    return laptop
      .locator('.button')
      .evaluateAll(all =>
        all.filter(each => each.checkVisibility() && !/, 0\)$/.test(getComputedStyle(each).backgroundColor)).map(each => each.textContent?.trim())
      )
  }
  const show = (laptop: Page) => laptop.getByRole('button', { name: 'Vis svarene for alle' })

  it('[told-before-shown] [waiting-rose] says which elements will be shown, counts who is not done, and shows just that', async () => {
    const board = await meeting()
    for (let n = 0; n < 4; n++) await board.answer('skole', { svar: all(n) })
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    const phone = await sit(board)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    // The fifth answers one statement, and does not press "Færdig".
    await phone.getByRole('radio', { name: 'I høj grad', exact: true }).check()
    await saved(phone)
    await next(laptop, 'Vis')
    await laptop.getByText('5 har svaret, 4 er færdige').waitFor()
    await laptop
      .getByText(/Det bliver vist: Integrerede indsatser\. For få svar til tal: Organiseret samarbejde, .+ og Psykologisk tryghed\./)
      .waitFor()
    await laptop.getByText('Alle svar tæller med, også fra den ene, der ikke er færdig.').waitFor()
    expect(await filled(laptop)).toEqual(['Vis svarene for alle'])
    await expectAxeClean(laptop)
    // The big screen draws the same numbers, and no element's.
    const screen = await open(await newScreen(browser, server.origin), board.links.screen)
    await screen.getByText('5 har svaret, 4 er færdige').first().waitFor()
    const dots = async () =>
      Object.fromEntries(
        await Promise.all(['done', 'begun', 'awaited'].map(async kind => [kind, await screen.locator(`.gathering .${kind}`).count()]))
      )
    expect(await dots()).toEqual({ done: 4, begun: 1, awaited: 0 })
    // Nobody has counted the room yet: the button asks for it, and shows nothing.
    await show(laptop).click()
    await laptop.getByText('Tæl først, hvor mange der svarer.').waitFor()
    expect(await laptop.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('number')
    await countHeads(laptop, 5)
    await show(laptop).click()
    for (const page of [laptop, phone]) {
      await page.getByText('5 i rummet, 5 besvarelser.').first().waitFor()
      await page.getByRole('heading', { level: 3, name: 'Integrerede indsatser' }).waitFor()
      expect(await page.getByRole('article').filter({ hasText: 'Trivsel' }).locator('circle.dot').count()).toBe(0)
    }
    expect(await filled(laptop)).toEqual([expect.stringMatching(/^Rund af/)])
    await end()
  })

  it('[heads] shows everyone more ballots than heads, holds the answers until the numbers fit, and keeps both in the minutes', async () => {
    const board = await meeting()
    for (let n = 0; n < 6; n++) await board.answer('skole', { svar: all(n % 5) })
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    const screen = await open(await newScreen(browser, server.origin), board.links.screen)
    const phone = await sit(board)
    await countHeads(laptop, 5)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await screen.getByText('6 af 5 har svaret').waitFor()
    await next(laptop, 'Vis')
    await laptop.getByText('5 i rummet, 6 besvarelser.').waitFor()
    await phone.getByText('5 i rummet, 6 besvarelser.').waitFor()
    await laptop.getByText('Der er flere besvarelser, end I er.').waitFor()
    expect(await show(laptop).count(), 'a way to show them').toBe(0)
    await laptop.getByRole('button', { name: 'Brug Dialogkort i stedet' }).waitFor()
    await expectAxeClean(laptop)
    await countHeads(laptop, 7)
    await show(laptop).click()
    for (const page of [laptop, screen, phone]) await page.getByText('7 i rummet, 6 besvarelser.').first().waitFor()
    await next(laptop, 'Rund af')
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    // Seven had a seat and six had answered: what is said to be destroyed is what there was.
    for (const page of [laptop, screen, phone]) await page.getByText('De 6 besvarelser er slettet.').waitFor()
    await laptop.getByRole('link', { name: 'Åbn referatet' }).first().click()
    await laptop.getByText('7 kom med, 6 svarede.').waitFor()
    await laptop.getByText('7 i rummet, 6 besvarelser.').waitFor()
    await end()
  })

  it('[frozen] tells who joins after the picture that it is the others’, and shows as one’s own the answer that counted', async () => {
    const board = await meeting()
    for (let n = 0; n < 5; n++) await board.answer('skole', { svar: all(2) })
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    await countHeads(laptop, 6)
    const phone = await sit(board)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await phone.getByRole('radio', { name: 'Slet ikke', exact: true }).check()
    await saved(phone)
    await next(laptop, 'Vis')
    await show(laptop).click()
    const own = phone.getByRole('article').filter({ has: phone.getByRole('heading', { level: 3, name: 'Integrerede indsatser' }) })
    await own.getByText(/Dit svar:\s*slet ikke/).waitFor()
    const late = await sit(board)
    await late.getByText('Du kom med, efter at svarene blev vist. Billedet er de andres.').waitFor()
    expect(await late.getByText('Dit svar:').count()).toBe(0)
    await expectAxeClean(late)
    await end()
  })
})
