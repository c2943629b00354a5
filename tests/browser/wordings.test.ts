import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { earlierPatterns } from '../../src/core/workshop/earlier-words.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

const school = 'Skolen har sat tid af til vejlederne.'
const usual = 'Vejledningen står i arbejdsplanen.'
const difference = 'Skolen svarede på andre udsagn her end resten.'
const employer = 'Arbejdsgiver i kommune eller region'
const instruments = {
  vurdering: {
    title: 'Vejledning',
    question: 'I hvilken grad passer det hos os?',
    scale: ['slet ikke', 'i mindre grad', 'i nogen grad', 'i høj grad'],
    unknown: 'ved ikke',
    patterns: earlierPatterns,
    items: [
      { id: 'A', element: 3 as const, text: usual, bySide: { skole: school } },
      { id: 'B', element: 3 as const, text: 'Vi taler om vilkår.' },
      { id: 'C', element: 4 as const, text: 'Vi ser hinanden.' },
      { id: 'D', element: 6 as const, text: 'Vi siger fejl højt.' }
    ]
  }
}

describe('a rating whose sides are asked in different words', () => {
  let board: OwnBoard
  const devices: Device[] = []
  beforeAll(async () => {
    board = await makeOwnBoard(
      server,
      [
        { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
        { id: 'vis', kind: 'reveal', title: 'Vis svarene', of: 'svar' },
        { id: 'luk', kind: 'close', title: 'Luk mødet' }
      ],
      'private',
      instruments
    )
    for (let n = 0; n < 5; n++) {
      await board.answer('skole', { svar: { A: 3, B: 2, C: 2, D: 1 } })
      await board.answer('oplaering', { svar: { A: 0, B: 2, C: 2, D: 1 } })
    }
  })

  async function open(device: Device, link: string): Promise<Page> {
    devices.push(device)
    return device.newPage(link)
  }
  /** The wordings as they can be read, each with the names that stand before it. */
  const read = (page: Page): Promise<string[]> =>
    page.evaluate(
      texts =>
        [...document.querySelectorAll('span')]
          .filter(span => texts.some(text => span.textContent?.endsWith(text)) && span.checkVisibility())
          .map(span => span.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''),
      [school, usual]
    )
  const both = [`Skolen: ${school}`, `${employer}, Faglig organisation, Elev: ${usual}`]

  it('[own-wording] [own-labels] shows each wording with who was asked it, and each group under its one name, from the rating to the export', async () => {
    const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
    const screen = await open(await newScreen(browser, server.origin), board.links.screen)
    const phone = await open(await newPhone(browser, server.origin), board.links.participant)
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()

    await phone.getByText(school).waitFor()
    expect(await phone.getByText(usual).count(), 'one’s own wording alone').toBe(0)
    await laptop.getByText(school).waitFor()
    expect(await read(laptop), 'the facilitator’s list').toEqual(both)

    await next(laptop, 'Vis svarene')
    await laptop.getByRole('radio', { name: 'Delt efter, hvor folk sidder' }).check()
    await countHeads(laptop, 20)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByText(difference).waitFor()
    expect(await read(laptop), 'under the picture').toEqual(both)
    await laptop.getByText('Vis tallene som tabel').press('Enter')
    await laptop.getByRole('table').waitFor()
    expect(await read(laptop), 'and in its table').toEqual([...both, ...both])
    await screen.getByText(difference).waitFor()
    await phone.getByText(difference).waitFor()
    await phone.getByText('udsagn hver for sig').first().click()
    expect(await read(phone), 'on the phone').toEqual(both)
    expect(await phone.getByRole('table').count(), 'tables before one is asked for').toBe(0)
    await phone.getByRole('button', { name: 'Vis tallene som tabel' }).press('Enter')
    await phone.getByRole('table', { name: 'I hvilken grad passer det hos os?' }).waitFor()
    expect(await read(phone), 'and in its table').toEqual([...both, ...both])
    for (const page of [laptop, screen, phone]) {
      expect(await page.getByText(employer, { exact: true }).count()).toBeGreaterThan(0)
      expect(await page.getByText(/^Oplæring$/).count()).toBe(0)
      await expectAxeClean(page)
    }
    for (const [page, size] of [
      [laptop, sizes.laptop],
      [phone, sizes.phone]
    ] as const) {
      await page.setViewportSize(sizes.narrow)
      expect(await sidewaysScroll(page)).toBe(0)
      await page.setViewportSize(size)
    }

    const answer = await fetch(`${server.origin}/api/boards/${board.board}/export`, {
      headers: { authorization: `Bearer ${board.keys.facilitator}` }
    })
    const [rating] = ((await answer.json()) as Minutes).ratings
    expect(rating?.elements[0]?.items[0]?.wordings).toEqual([
      { text: school, who: 'Skolen' },
      { text: usual, who: `${employer}, Faglig organisation, Elev` }
    ])
    expect(rating?.split).toMatchObject({ groups: [{ label: 'Skolen' }, { label: employer }] })

    await laptop.goto(board.links.facilitator.replace('/bord/', '/referat/'))
    await laptop.getByText(difference).waitFor()
    await laptop.getByText('Vis tallene som tabel').press('Enter')
    expect(await read(laptop), 'in the minutes').toEqual(both)
    expect(await laptop.getByText(employer, { exact: true }).count()).toBeGreaterThan(0)
    expect(await laptop.getByText(/^Oplæring$/).count()).toBe(0)
    await expectAxeClean(laptop)
    for (const device of devices.splice(0)) {
      expectQuiet(device)
      await device.close()
    }
  })
})
