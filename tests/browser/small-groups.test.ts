import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newDevice, newPhone } from '../support/browser/browser.ts'
import { answerOne, joinMeeting, next, openScreen, saved, startMeeting } from '../support/browser/meeting.ts'
import { browser, server } from '../support/browser/shared.ts'

/** FOA meets a workplace: two to ten people, so the three ways to show answers are what decides whether anyone dares to. */
describe('small groups', () => {
  const workplace = 'Jeg sidder her i dag for arbejdspladsen'
  const organisation = 'Jeg sidder her i dag for en faglig organisation'
  /** A FOA meeting up to the step where everyone answers, with so many phones. */
  async function upToRating(privacy: 'Privat' | 'Åben' | 'Dialogkort', phones: number) {
    const started = await startMeeting(browser, server.origin, { drejebog: /FOA/, title: `FOA, ${privacy}`, privacy })
    const screen = await openScreen(browser, server.origin, started.links.screen)
    const people = []
    // In cards nobody is asked where they sit.
    const side = (n: number) => (privacy === 'Dialogkort' ? null : n % 2 ? workplace : organisation)
    for (let n = 0; n < phones; n++) people.push(await joinMeeting(browser, server.origin, { link: started.links.participant }, side(n)))
    await started.page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(started.page, 'Det, der lykkes')
    await next(started.page, 'Hver for sig')
    const devices = [started.device, screen.device, ...people.map(p => p.device)]
    return { laptop: started.page, screen: screen.page, phones: people.map(p => p.page), links: started.links, devices }
  }
  const answerAll = async (page: Page, word: string) => {
    for (let item = 0; item < 6; item++) await answerOne(page, word)
    await saved(page)
  }

  it('[minimum] shows no figure of four people, says why, and gives them cards to talk from', async () => {
    const { laptop, screen, phones, devices } = await upToRating('Privat', 4)
    for (const page of phones) await answerAll(page, 'I høj grad')
    await next(laptop, 'Fælles og forskelligt')
    await laptop.getByText('4 har svaret, 4 er færdige').waitFor()
    await laptop.getByText('Der skal mindst 5 svar til').waitFor()
    // The big button is another way to talk; a picture without figures is second, and asked.
    expect(await laptop.getByRole('button', { name: 'Vis svarene for alle' }).count()).toBe(0)
    await laptop.getByRole('button', { name: 'Brug Dialogkort i stedet' }).waitFor()
    await laptop.getByRole('button', { name: 'Vis alligevel, uden tal' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Vis uden tal' }).click()
    for (const page of [laptop, screen, ...phones]) {
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
    const { laptop, screen, phones, devices } = await upToRating('Privat', 3)
    await laptop.getByText('I er 3. Et billede kræver mindst 5 svar.').waitFor()
    await expectAxeClean(laptop)
    await phones[0]?.getByRole('radio', { name: 'I høj grad', exact: true }).check()
    await laptop.getByText('1 har svaret').waitFor()
    // Somebody's answer turns no one's page, nor does one's own.
    for (const phone of phones) await phone.getByText('1 af 6').waitFor()
    await laptop.getByRole('button', { name: 'Skift til Dialogkort' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Skift til Dialogkort' }).click()
    for (const page of [laptop, screen, ...phones]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    await next(laptop, 'Fælles og forskelligt')
    for (const page of [laptop, screen, ...phones]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    expect(await laptop.getByRole('button', { name: /^Vis (svarene|alligevel)/ }).count()).toBe(0)
    // The lobby of such a small meeting says it too, before it begins.
    const lobby = await startMeeting(browser, server.origin, { drejebog: /FOA/, title: 'FOA, få', privacy: 'Privat' })
    const joined = await joinMeeting(browser, server.origin, { link: lobby.links.participant }, workplace)
    await lobby.page.getByText('Der er 1 med. Et billede kræver mindst 5 svar.').waitFor()
    for (const device of [...devices, lobby.device, joined.device]) expectQuiet(device)
    for (const device of [...devices, lobby.device, joined.device]) await device.close()
  })

  it('[open-told] tells everyone before the first answer that an open board shows answers by side, and does so', async () => {
    const started = await startMeeting(browser, server.origin, { drejebog: /FOA/, title: 'FOA, åben', privacy: 'Åben' })
    const phone = await newPhone(browser, server.origin)
    const { pathname, hash } = new URL(started.links.participant)
    const page = await phone.newPage(pathname + hash)
    await page.getByText(/delt efter, hvor I sidder/).waitFor()
    await phone.close()
    await started.device.close()

    const { laptop, screen, phones, devices } = await upToRating('Åben', 3)
    // Two from an organisation, one from the workplace, and they do not say the same.
    const said = ['I nogen grad', 'I høj grad', 'I nogen grad'] as const
    for (const [index, page] of phones.entries()) await answerAll(page, said[index] ?? '')
    await next(laptop, 'Fælles og forskelligt')
    await laptop.getByText('3 har svaret').waitFor()
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, ...phones]) {
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
    for (const page of [laptop, ...phones]) {
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
    for (const page of [laptop, ...phones]) await page.getByText('Åben visning: Svarene vises uden nedre grænse, også opdelt.').waitFor()
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('[cards-no-figures] asks for no answer and shows no figure where cards were chosen', async () => {
    const { laptop, screen, phones, devices } = await upToRating('Dialogkort', 2)
    for (const page of [laptop, screen, ...phones]) {
      await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
      expect(await page.getByRole('radio').count()).toBe(0)
      await expectAxeClean(page)
    }
    await next(laptop, 'Fælles og forskelligt')
    for (const page of [laptop, screen, ...phones]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    expect(await laptop.getByRole('button', { name: 'Vis svarene for alle' }).count()).toBe(0)
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })

  it('gives students cards in their own words, and staff cards with small first steps', async () => {
    const started = await startMeeting(browser, server.origin, { drejebog: /eleverne/, title: 'Elever, kort', privacy: 'Dialogkort' })
    const phone = await joinMeeting(browser, server.origin, { link: started.links.participant }, null)
    const big = await openScreen(browser, server.origin, started.links.screen)
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

    const staff = await upToRating('Dialogkort', 1)
    for (const page of [staff.laptop, ...staff.phones]) {
      const cards = page.getByRole('region', { name: 'Kort at tale ud fra' })
      await cards.getByText('Små første skridt').click()
      await cards.getByRole('listitem').first().waitFor()
      await expectAxeClean(page)
    }
    for (const device of staff.devices) await device.close()
  })

  it('[two-facilitators] shows the last act in both of two facilitator windows, and says that there are two', async () => {
    const { laptop, screen, links, devices } = await upToRating('Privat', 1)
    const second = await newDevice(browser, server.origin)
    const { pathname, hash } = new URL(links.facilitator)
    const other = await second.newPage(pathname + hash)
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
