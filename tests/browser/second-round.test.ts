import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newLaptop, newScreen } from '../support/browser/browser.ts'
import { answerOne, countHeads, joinMeeting, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

describe('a second round', { timeout: 120_000 }, () => {
  it('[second-round] asks again after the talk, and sets both rounds beside each other on every screen and in the minutes', async () => {
    const board = await makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Se billedet', of: 'svar' },
      { id: 'igen', kind: 'rate', title: 'Svar igen', instrument: 'vurdering', again: 'svar' },
      { id: 'vis-igen', kind: 'reveal', title: 'Før og nu', of: 'igen' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
    const items = board.workshop.instruments.vurdering?.items.map(({ id }) => id) ?? []
    const all = (value: number) => Object.fromEntries(items.map(id => [id, value]))
    // Five without a browser have answered both times: far apart, and then alike.
    for (const [first, second] of [
      [0, 3],
      [0, 3],
      [4, 3],
      [4, 3],
      [2, 3]
    ] as const)
      await board.answer('skole', { svar: all(first), igen: all(second) })
    const [desk, wall] = [await newLaptop(browser, server.origin), await newScreen(browser, server.origin)]
    const [laptop, screen] = [await desk.newPage(board.links.facilitator), await wall.newPage(board.links.screen)]
    const { device: hand, page: phone } = await joinMeeting(browser, server.origin, { link: server.origin + board.links.participant }, 'Skolen')
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const [at] of items.entries()) await answerOne(phone, at === 0 ? 'Slet ikke' : at === 1 ? null : 'I høj grad')
    await saved(phone)
    await next(laptop, 'Se billedet')
    await countHeads(laptop, 6)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await phone.locator('.answered').getByText('6 personer har svaret').waitFor()

    await next(laptop, 'Svar igen')
    // What was skipped the first time is not asked again, and nothing is chosen beforehand.
    await phone.getByText('1 af 5').waitFor()
    await phone.getByText('Første gang svarede du: Slet ikke').waitFor()
    expect(await phone.getByRole('radio', { checked: true }).count()).toBe(0)
    await answerOne(phone, 'I høj grad')
    for (let left = 1; left < 5; left++) await answerOne(phone, 'I høj grad')
    await saved(phone)
    await next(laptop, 'Før og nu')
    expect(await laptop.getByRole('group', { name: 'Hvordan skal billedet vises?' }).count(), 'shown as the first was').toBe(0)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, phone]) {
      const first = page.locator('.list > article').filter({ has: page.locator('.label', { hasText: 'Første gang' }) })
      await first.first().waitFor()
      expect(await first.count()).toBe(6)
      await page.locator('.answered').getByText('6 personer er med i begge omgange').waitFor()
      await page.getByText('Svarene ligger tættere end første gang.').first().waitFor()
    }
    // Of the first element: three at the lowest and all six at "i høj grad" now.
    const rows = laptop.locator('.list > article.el-1 .group')
    expect(await rows.nth(0).locator('.visually-hidden').textContent()).toContain('6 svar: 3 slet ikke')
    expect(await rows.nth(1).locator('.visually-hidden').textContent()).toContain('6 svar: 6 i høj grad')
    const cell = screen.locator('main article').first()
    await cell.waitFor()
    expect(await screen.getByText('Første gang').first().isVisible()).toBe(true)
    for (const page of [laptop, screen, phone]) await expectAxeClean(page)
    await laptop.getByRole('button', { name: /^Vis kun 1\./ }).click()
    await screen.getByText('Svarene ligger tættere end første gang.').waitFor()
    const minutes = await desk.newPage(board.links.facilitator.replace('/bord/', '/referat/'))
    await minutes.getByText('Svar igen (anden gang)').first().waitFor()
    for (const device of [desk, wall, hand]) {
      expectQuiet(device)
      await device.close()
    }
  })
})
