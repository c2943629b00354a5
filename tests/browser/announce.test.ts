import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { listen, timesTold, told } from '../support/browser/announcements.ts'
import { type Device, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { answerOne, countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

const hears = (page: Page, text: RegExp) => expect.poll(() => told(page), { timeout: 20_000 }).toContainEqual(expect.stringMatching(text))

const steps: OwnStep[] = [
  { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
  { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
  {
    id: 'valg',
    kind: 'vote',
    dots: 2,
    title: 'Vælg',
    options: [
      { id: 'a', label: 'Mere tid' },
      { id: 'b', label: 'Fast plan' }
    ]
  },
  { id: 'luk', kind: 'close', title: 'Tak' }
]

describe('what is told to those who do not see the screen', { timeout: 120_000 }, () => {
  it('[told] tells steps, the reveal, the end of a vote and the closing once, with the finding, and of saving nothing while it goes well', async () => {
    const board = await makeOwnBoard(server, steps)
    const items = board.workshop.instruments.vurdering?.items ?? []
    // Two camps in the fourth element, one mind in all others.
    for (let person = 0; person < 5; person++)
      await board.answer(
        'skole',
        { svar: Object.fromEntries(items.map(item => [item.id, item.element === 4 ? (person % 2) * 4 : 3])) },
        { valg: person === 0 ? ['b'] : ['a', 'b'] }
      )
    const devices: Device[] = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin)
    ]
    for (const { context } of devices) await context.addInitScript(listen)
    const [laptop, screen, phone] = (await Promise.all(
      [board.links.facilitator, board.links.screen, board.links.participant].map((link, index) => devices[index]?.newPage(link))
    )) as [Page, Page, Page]
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await screen.locator('[data-code]').first().waitFor()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await hears(phone, /^Trin 1: Hver for sig\.$/)
    await hears(screen, /^Trin 1: Hver for sig\.$/)
    for (let item = 0; item < items.length; item++) await answerOne(phone, 'I høj grad')
    await phone.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()

    await next(laptop, 'Se billedet')
    await hears(phone, /^Trin 2: Se billedet\.$/)
    await countHeads(laptop, 6)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    const finding = /^Svarene er vist\. 6 personer har svaret\. Mest at tale om: Trivsel, [a-z ]+\.$/
    for (const page of [screen, phone]) await hears(page, finding)

    await next(laptop, 'Vælg')
    await hears(phone, /^Trin 3: Vælg\.$/)
    await laptop.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
    const vote = /^Afstemningen er lukket\. 5 personer har sat prikker\. Flest prikker: Fast plan, 5 prikker\.$/
    for (const page of [screen, phone]) await hears(page, vote)
    await phone.getByRole('heading', { level: 2, name: 'Prikkerne' }).waitFor()

    await next(laptop, 'Tak')
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    const closed = /^Mødet er lukket\. Svarene er slettet, og aftalen er gemt\.$/
    for (const page of [screen, phone]) await hears(page, closed)

    for (const page of [screen, phone]) for (const news of [finding, vote, closed]) expect(await timesTold(page, news), String(news)).toBe(1)
    for (const page of [phone, screen]) expect(await timesTold(page, /^Trin 2: /)).toBe(1)
    for (const page of [laptop, phone]) expect((await told(page)).filter(text => /^(Gem|Ikke gemt)|forbind/i.test(text))).toEqual([])
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[connection-told] tells of a lost connection, and of its end, each once', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newPhone(browser, server.origin)
    await device.context.addInitScript(listen)
    const phone = await device.newPage(board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.locator('[data-status="saved"]').waitFor()
    await device.context.setOffline(true)
    await hears(phone, /^Forbindelsen er væk\. /)
    await device.context.setOffline(false)
    await hears(phone, /^Forbindelsen er tilbage, og alt er gemt\.$/)
    expect(await timesTold(phone, /Forbindelsen er væk/)).toBe(1)
    expect(await timesTold(phone, /Forbindelsen er tilbage/)).toBe(1)
    await device.close()
  })

  it('[told] tells of a card that is turned its name and question, and not the whole card', async () => {
    const board = await makeOwnBoard(server, steps, 'cards')
    const device = await newPhone(browser, server.origin)
    await device.context.addInitScript(listen)
    const phone = await device.newPage(board.links.participant)
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await board.steer({ step: 'svar' })
    await phone.getByRole('button', { name: 'Næste kort' }).click()
    await hears(phone, /^Kort 2 af \d: Organiseret samarbejde\. .+\?$/)
    await phone.getByRole('button', { name: 'Et andet spørgsmål' }).click()
    await expect.poll(async () => (await told(phone)).at(-1)).toMatch(/^(?!Kort).+\?$/)
    expect(Math.max(...(await told(phone)).map(text => text.length))).toBeLessThan(200)
    await device.close()
  })
})

describe('titles', { timeout: 120_000 }, () => {
  it('says in each tab whose it is and where the meeting is', async () => {
    const board = await makeOwnBoard(server, steps)
    const device = await newLaptop(browser, server.origin)
    const links = { Mødeleder: board.links.facilitator, Deltager: board.links.participant, Storskærm: board.links.screen }
    const tabs = await Promise.all(Object.entries(links).map(async ([role, link]) => ({ role, page: await device.newPage(link) })))
    const all = async (now: string) => {
      for (const { role, page } of tabs) await expect.poll(() => page.title(), { timeout: 20_000 }).toBe(`${now}${role} · Et møde for sig · Pejling`)
    }
    await all('')
    await board.steer({ step: 'svar' })
    await all('Trin 1: Hver for sig · ')
    await board.steer({ step: 'vis' })
    await all('Trin 2: Se billedet · ')
    await device.close()
  })
})
