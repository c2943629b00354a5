import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/ballot/ballot.ts'
import { expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { countHeads, next, unfold } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** Forty-one people: one more than are drawn as dots, and enough on both sides for a split. */
describe('a large group', () => {
  const items = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6']
  /** What person n, from 0 to 40, answers: nine, eight, eight, eight and eight along the scale. The last one skips the second. */
  const answersOf = (n: number): Record<string, Answer> =>
    Object.fromEntries(items.filter(item => !(item === 'K2' && n === 40)).map((item, index) => [item, (n + index) % 5]))
  const names = ['Integrerede indsatser', 'Organiseret samarbejde']

  it('[dots-to-40] [split-minimum] draws forty answers as dots, forty-one as bars of one scale, and a split of which both parts are large', async () => {
    const rate = { kind: 'rate', instrument: 'vurdering' } as const
    const board = await makeOwnBoard(server, [
      { id: 'hele', title: 'Alle', ...rate },
      { id: 'vis-hele', kind: 'reveal', title: 'Vis alle', of: 'hele' },
      { id: 'delt', title: 'Delt', ...rate },
      { id: 'vis-delt', kind: 'reveal', title: 'Vis delt', of: 'delt' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const everyone = Array.from({ length: 41 }, (_, n) => board.answer(n < 20 ? 'skole' : 'oplaering', { hele: answersOf(n), delt: answersOf(n) }))
    await Promise.all(everyone)
    const devices = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin)
    ] as const
    const [desk, wall, pocket] = devices
    const laptop = await desk.newPage(board.links.facilitator)
    const screen = await wall.newPage(board.links.screen)
    const phone = await pocket.newPage(board.links.participant)
    await phone.getByRole('radio', { name: 'Elev' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await laptop.getByText('41 har svaret').waitFor()
    await next(laptop, 'Vis alle')
    await countHeads(laptop, 41)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()

    const row = (page: Page, name: string | undefined): Locator =>
      page.getByRole('article').filter({ has: page.getByRole('heading', { name: name ?? '', exact: true }) })
    for (const page of [laptop, phone]) {
      const [bars, dots] = [row(page, names[0]), row(page, names[1])]
      await bars.getByText('41 svar', { exact: true }).waitFor()
      await dots.getByText('40 svar', { exact: true }).waitFor()
      expect(await bars.locator('circle.dot').count()).toBe(0)
      const heights = await bars.locator('rect.bar').evaluateAll(all => all.map(bar => bar.getBoundingClientRect().height))
      expect(heights).toHaveLength(5)
      // Nine and four times eight: in one row the bars have one scale.
      expect(Math.max(...heights) / Math.min(...heights)).toBeCloseTo(9 / 8, 2)
      expect(await dots.locator('rect.bar').count()).toBe(0)
      const places = await dots
        .locator('circle.dot')
        .evaluateAll(all => all.map(dot => dot.getBoundingClientRect()).map(({ x, y, width }) => ({ x, y, width })))
      expect(places).toHaveLength(40)
      for (const [at, dot] of places.entries())
        for (const other of places.slice(at + 1)) expect(Math.hypot(dot.x - other.x, dot.y - other.y)).toBeGreaterThanOrEqual(dot.width * 0.9)
    }
    for (const page of [laptop, screen, phone]) {
      await page
        .getByRole('img', { name: /kompasrose/i })
        .first()
        .waitFor()
      expect(await page.locator('.rings circle.dot').count(), 'dots in a rose of more than forty').toBe(0)
      expect(await page.locator('.rings path.bar').count()).toBe(30)
      await expectAxeClean(page)
    }

    await next(laptop, 'Delt')
    await next(laptop, 'Vis delt')
    await laptop.getByRole('radio', { name: 'Delt efter, hvor folk sidder' }).check()
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, phone])
      for (const [index, people] of [
        [0, [20, 21]],
        [1, [20, 20]]
      ] as const) {
        const groups = row(page, names[index]).locator('.group')
        await row(page, names[index]).waitFor()
        await unfold(row(page, names[index]))
        await groups.first().waitFor()
        expect((await groups.locator('.label').allTextContents()).map(text => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
          `Skolen ${people[0]} svar`,
          `Arbejdsgiver i kommune eller region ${people[1]} svar`
        ])
        for (const [group, count] of people.entries()) expect(await groups.nth(group).locator('circle.dot').count()).toBe(count)
      }
    await expectAxeClean(screen)
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  }, 120_000)
})
