import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/ballot/ballot.ts'
import type { Settings } from '../../src/core/board/settings.ts'
import { expectAxeClean, expectQuiet, newDevice, newPhone } from '../support/browser/browser.ts'
import { answerOne, joinMeeting, next, openMeeting, openScreen, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** FOA meets a workplace: two to ten people, so the three ways to show answers are what decides whether anyone dares to. */
describe('small groups', () => {
  const workplace = 'Jeg sidder her i dag for arbejdspladsen'
  const organisation = 'Jeg sidder her i dag for en faglig organisation'
  const begin = (slug: string, privacy: Settings['privacy']) => openMeeting(browser, server, { slug, privacy })
  const join = (board: OwnBoard, side: string | null) => joinMeeting(browser, server.origin, { link: server.origin + board.links.participant }, side)
  /**
   * A FOA meeting up to the step where everyone answers: one phone, for an organisation, and others over the wire, each with what it
   * answers to every statement, null for nothing yet, for the workplace and for the organisation by turns.
   */
  async function upToRating(privacy: Settings['privacy'], others: (Answer | null)[] = []) {
    const { board, device, page: laptop } = await begin('foa-i-dialog-med-arbejdspladsen', privacy)
    const screen = await openScreen(browser, server.origin, board.links.screen)
    // In cards nobody is asked where they sit.
    const joined = await join(board, privacy === 'cards' ? null : organisation)
    const [rate] = board.workshop.steps.filter(step => step.kind === 'rate')
    const items = board.workshop.instruments[rate?.instrument ?? '']?.items ?? []
    for (const [n, answer] of others.entries()) {
      const answers = answer === null ? {} : { [rate?.id ?? '']: Object.fromEntries(items.map(({ id }) => [id, answer])) }
      await board.answer(n % 2 ? 'organisation' : 'oplaering', answers)
    }
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(laptop, 'Det, der lykkes')
    await next(laptop, 'Hver for sig')
    return { laptop, screen: screen.page, phone: joined.page, links: board.links, devices: [device, screen.device, joined.device] }
  }
  const answerAll = async (page: Page, word: string) => {
    for (let item = 0; item < 6; item++) await answerOne(page, word)
    await saved(page)
  }

  it('[minimum] shows no figure of four people, says why, and gives them cards to talk from', async () => {
    const { laptop, screen, phone, devices } = await upToRating('private', [3, 3, 3])
    await answerAll(phone, 'I høj grad')
    await next(laptop, 'Fælles og forskelligt')
    await laptop.getByText('4 har svaret, 4 er færdige').waitFor()
    await laptop.getByText('Der skal mindst 5 svar til').waitFor()
    // The big button is another way to talk; a picture without figures is second, and asked.
    expect(await laptop.getByRole('button', { name: 'Vis svarene for alle' }).count()).toBe(0)
    await laptop.getByRole('button', { name: 'Brug Dialogkort i stedet' }).waitFor()
    await laptop.getByRole('button', { name: 'Vis alligevel, uden tal' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Vis uden tal' }).click()
    for (const page of [laptop, screen, phone]) {
      await page
        .getByText(/færre end 5/i)
        .first()
        .waitFor()
      await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
      expect(await page.getByRole('img', { name: /kompasrose/i }).count()).toBe(0)
      await expectAxeClean(page)
    }
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[open-to-private] warns three people early, and lets them go over to cards until a picture is shown', async () => {
    const { laptop, screen, phone, devices } = await upToRating('private', [null, null])
    await laptop.getByText('I er 3. Et billede kræver mindst 5 svar.').waitFor()
    await expectAxeClean(laptop)
    await phone.getByRole('radio', { name: 'I høj grad', exact: true }).check()
    await laptop.getByText('1 har svaret').waitFor()
    // Somebody's answer turns no one's page, nor does one's own.
    await phone.getByText('1 af 6').waitFor()
    await laptop.getByRole('button', { name: 'Skift til Dialogkort' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Skift til Dialogkort' }).click()
    for (const page of [laptop, screen, phone]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    await next(laptop, 'Fælles og forskelligt')
    for (const page of [laptop, screen, phone]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    expect(await laptop.getByRole('button', { name: /^Vis (svarene|alligevel)/ }).count()).toBe(0)
    // The lobby of such a small meeting says it too, before it begins.
    const lobby = await begin('foa-i-dialog-med-arbejdspladsen', 'private')
    const joined = await join(lobby.board, workplace)
    await lobby.page.getByText('Der er 1 med. Et billede kræver mindst 5 svar.').waitFor()
    for (const device of [...devices, lobby.device, joined.device]) expectQuiet(device)
    for (const device of [...devices, lobby.device, joined.device]) await device.close()
  })

  it('[open-told] tells everyone before the first answer that an open board shows answers by side, and does so', async () => {
    const board = await makeOwnBoard(server, null, 'open', undefined, { slug: 'foa-i-dialog-med-arbejdspladsen' })
    const reader = await newPhone(browser, server.origin)
    const page = await reader.newPage(board.links.participant)
    await page.getByText(/delt efter, hvor I sidder/).waitFor()
    await reader.close()

    // Two from an organisation, one from the workplace, and they do not say the same.
    const { laptop, screen, phone, devices } = await upToRating('open', [3, 2])
    await answerAll(phone, 'I nogen grad')
    await next(laptop, 'Fælles og forskelligt')
    await laptop.getByText('3 har svaret').waitFor()
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, phone]) {
      const picture = page.getByRole('img', { name: /kompasrose/i }).first()
      await picture.waitFor()
      const words = (await picture.getAttribute('aria-label')) ?? ''
      for (const side of [`${workplace}: 1 svar`, `${organisation}: 2 svar`]) expect(words.split(side), `six times "${side}"`).toHaveLength(7)
      // Six elements: the one side's dots, and the other's beside them.
      const [all, second] = [page.locator('.rings circle.dot'), page.locator('.rings .second circle.dot')]
      expect([await all.count(), await second.count()].sort((a, b) => a - b)).toEqual([expect.toBeOneOf([6, 12]), 18])
      await expectAxeClean(page)
    }
    // The big screen sets the two sides under each other, element by element.
    const cells = screen.locator('main article')
    await cells.nth(5).waitFor()
    expect(await cells.count()).toBe(6)
    for (const cell of await cells.all()) {
      const words = ((await cell.textContent()) ?? '').replaceAll(/\s+/g, ' ')
      for (const side of [`${workplace}: 1 svar: 1 i høj grad.`, `${organisation}: 2 svar: 2 i nogen grad.`]) expect(words).toContain(side)
      expect(await cell.locator('circle.dot').count()).toBe(3)
    }
    await expectAxeClean(screen)
    for (const page of [laptop, phone]) {
      const rows = page.locator('.list > article')
      expect(await rows.count()).toBe(6)
      for (const row of await rows.all()) {
        const groups = row.locator('.group')
        const told: Record<string, number> = {}
        for (const group of await groups.all())
          told[((await group.locator('.label').textContent()) ?? '').replaceAll(/\s+/g, ' ').trim()] = await group.locator('circle.dot').count()
        expect(told).toEqual({ [`${workplace} 1 svar`]: 1, [`${organisation} 2 svar`]: 2 })
      }
    }
    for (const page of [laptop, phone]) await page.getByText('Åben visning: Svarene vises uden nedre grænse, også opdelt.').waitFor()
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[cards-no-figures] asks for no answer and shows no figure where cards were chosen', async () => {
    const { laptop, screen, phone, devices } = await upToRating('cards')
    for (const page of [laptop, screen, phone]) {
      await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
      expect(await page.getByRole('radio').count()).toBe(0)
      await expectAxeClean(page)
    }
    await next(laptop, 'Fælles og forskelligt')
    for (const page of [laptop, screen, phone]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    expect(await laptop.getByRole('button', { name: 'Vis svarene for alle' }).count()).toBe(0)
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('gives students cards in their own words, and staff cards with small first steps', async () => {
    const started = await begin('elevstemmen', 'cards')
    const phone = await join(started.board, null)
    const big = await openScreen(browser, server.origin, started.board.links.screen)
    await started.page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(started.page, 'Din hverdag')
    for (const page of [started.page, phone.page, big.page]) {
      const cards = page.getByRole('region', { name: 'Kort at tale ud fra' })
      await cards.getByRole('listitem').nth(2).waitFor()
      expect(
        await cards
          .getByRole('listitem')
          .filter({ hasText: /\b(jeg|mig|min|mit|mine)\b/i })
          .count()
      ).toBe(3)
      expect(await cards.getByText('Hos os').count()).toBe(0)
      expect(await cards.getByText('Små første skridt').count()).toBe(0)
      await expectAxeClean(page)
    }
    for (const device of [started.device, phone.device, big.device]) await device.close()

    const staff = await upToRating('cards')
    for (const page of [staff.laptop, staff.phone]) {
      const cards = page.getByRole('region', { name: 'Kort at tale ud fra' })
      await cards.getByText('Små første skridt').click()
      await cards.getByRole('listitem').first().waitFor()
      await expectAxeClean(page)
    }
    for (const device of staff.devices) await device.close()
  })

  it('[two-facilitators] shows the last act in both of two facilitator windows, and says that there are two', async () => {
    const { laptop, screen, links, devices } = await upToRating('private')
    const second = await newDevice(browser, server.origin)
    const other = await second.newPage(links.facilitator)
    await other.getByRole('heading', { name: 'Hver for sig' }).waitFor()
    await next(other, 'Fælles og forskelligt')
    await laptop.getByRole('heading', { name: 'Fælles og forskelligt' }).waitFor()
    await laptop.getByText('Mødet bliver også styret fra et andet vindue').waitFor()
    await laptop.getByRole('button', { name: 'Tilbage', exact: true }).click()
    for (const page of [other, screen]) await page.getByRole('heading', { name: 'Hver for sig' }).waitFor()
    await other.getByText('Mødet bliver også styret fra et andet vindue').waitFor()
    for (const device of [...devices, second]) expectQuiet(device)
    for (const device of [...devices, second]) await device.close()
  })
})
