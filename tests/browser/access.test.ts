import { describe, expect, it } from 'vitest'
import { expectAxeClean, newLaptop, newPhone, newScreen, sidewaysScroll, sizes, smallTargets, spaceText } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

const steps: OwnStep[] = [
  { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
  { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
  { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
  {
    id: 'valg',
    kind: 'vote',
    dots: 2,
    title: 'Vælg',
    options: [
      { id: 'a', label: 'Professionalisering af oplæringsvejledning', element: 3 },
      { id: 'b', label: 'Uddannelseskonsulenternes samarbejdsaftaler', element: 2 }
    ]
  },
  { id: 'aftale', kind: 'agree', title: 'Aftalen' },
  { id: 'luk', kind: 'close', title: 'Tak' }
]

describe('a board for those who read it otherwise', { timeout: 120_000 }, () => {
  /** Six people, two camps in every element, and all dots on the first option. */
  async function answered(split: 'side' | null) {
    const board = await makeOwnBoard(server, steps, split ? 'open' : 'private')
    const items = board.workshop.instruments.vurdering?.items ?? []
    const given = [0, 0, 1, 4, 4, 'unknown'] as const
    for (const [person, value] of given.entries())
      await board.answer(person % 2 ? 'skole' : 'oplaering', { svar: Object.fromEntries(items.map(item => [item.id, value])) }, { valg: ['a', 'b'] })
    await board.steer({ step: 'svar' })
    await board.steer({ step: 'vis', reveal: { step: 'svar', split } })
    return board
  }
  const spread = '6 svar: 2 slet ikke, 1 i mindre grad, 2 i meget høj grad, 1 ved ikke. To billeder.'

  it('[one-middle] tells the spread of each row in words, and of the rose what no row tells', async () => {
    const board = await answered(null)
    for (const [open, link] of [
      [newPhone, board.links.participant],
      [newLaptop, board.links.facilitator]
    ] as const) {
      const device = await open(browser, server.origin)
      const page = await device.newPage(link)
      if (open === newPhone) {
        await page.getByRole('radio', { name: 'Skolen' }).check()
        await page.getByRole('button', { name: 'Begynd' }).click()
      }
      const rose = page.getByRole('img', { name: /^Kompasrose med en retning for hvert kerneelement\. 1 Integrerede indsatser: to billeder\. / })
      await rose.waitFor()
      const name = (await rose.getAttribute('aria-label')) ?? ''
      expect(name).toContain('listen ovenfor')
      expect(name).not.toContain('svar:')
      // Read out: neither the number nor the pattern's name is told twice.
      const rows = await page.locator('.list > article').first().ariaSnapshot()
      expect(rows).toContain(spread)
      expect(rows.match(/6 svar/g)).toHaveLength(1)
      expect(rows.match(/To billeder/g)).toHaveLength(1)
      expect(await page.getByText(/midten er|midten ligger/i).count()).toBe(0)
      await expectAxeClean(page)
      await device.close()
    }
    const device = await newScreen(browser, server.origin)
    const screen = await device.newPage(board.links.screen)
    await screen.getByRole('img', { name: `1 Integrerede indsatser: ${spread}` }).waitFor()
    // The big screen has one thing to press, its full size, and nothing unseen is a stop.
    const stops = new Set<string>()
    for (let press = 0; press < 3; press++) {
      await screen.keyboard.press('Tab')
      stops.add(
        await screen.evaluate(() => {
          const at = document.activeElement
          return at instanceof HTMLButtonElement ? at.innerText : (at?.localName ?? '')
        })
      )
    }
    expect([...stops].sort()).toEqual(['Fuld skærm', 'body'])
    await screen.getByRole('table').waitFor()
    await expectAxeClean(screen)
    await device.close()
  })

  it('gives the rose of two sides a name too, on the laptop, the phone and the big screen', async () => {
    const board = await answered('side')
    const desk = await newLaptop(browser, server.origin)
    const laptop = await desk.newPage(board.links.facilitator)
    const words = /^Kompasrose med en retning .*1 Integrerede indsatser\. .+: .+; .+: .+\. 2 /
    await laptop.getByRole('img', { name: words }).waitFor()
    const wall = await newScreen(browser, server.origin)
    const screen = await wall.newPage(board.links.screen)
    await screen
      .getByText(/: 3 svar: /)
      .first()
      .waitFor()
    for (const device of [desk, wall]) await device.close()
  })

  it('has room on a narrow phone with spaced text, targets for a thumb, and words without soft hyphens for voices', async () => {
    const board = await answered(null)
    const device = await newPhone(browser, server.origin, { viewport: sizes.narrow })
    const phone = await device.newPage(board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('img', { name: /Kompasrose/ }).waitFor()
    await spaceText(phone)
    const sound = async (what: string) => {
      expect.soft(await sidewaysScroll(phone), `sideways scroll of ${what}`).toBe(0)
      expect.soft(await smallTargets(phone), `targets of ${what}`).toEqual([])
      expect.soft(await phone.locator('main').ariaSnapshot(), `names of ${what}`).not.toContain('\u00AD')
    }
    await sound('the picture')
    await board.steer({ step: 'valg' })
    await phone.getByRole('button', { name: '3. Professionalisering af oplæringsvejledning', exact: true }).waitFor()
    await sound('the vote')
    await board.steer({ reveal: { step: 'valg', split: null } })
    await phone.getByRole('heading', { level: 2, name: 'Prikkerne' }).waitFor()
    await phone.getByRole('main').getByText('6 personer har sat prikker').waitFor()
    await sound("the vote's result")
    await board.steer({ step: 'sedler' })
    await phone.getByLabel('Ny seddel').fill('Faste møder')
    await phone.getByRole('button', { name: 'Sæt op' }).click()
    await phone.getByRole('button', { name: 'Ret sedlen Faste møder', exact: true }).waitFor()
    await sound('the notes')
    await board.steer({ step: 'aftale', open: { step: 'aftale', for: 'all' } })
    await phone.getByRole('button', { name: 'Skriv det første fokusområde' }).click()
    await phone.getByRole('button', { name: 'Tilføj et skridt' }).click()
    const remove = phone.getByRole('button', { name: 'Fjern skridt 1', exact: true })
    await remove.waitFor()
    expect(await remove.textContent()).toBe('Fjern skridt 1')
    await sound('the agreement')
    await device.close()
  })
})
