import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, expectQuiet, newDevice, newLaptop, newScreen, sizes, spaceText } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { reflowFaults } from '../support/browser/reflow.ts'
import { browser, server } from '../support/browser/shared.ts'

const steps: OwnStep[] = [
  {
    id: 'snak',
    kind: 'talk',
    title: 'Elevens stemme først',
    cards: true,
    prompts: ['Hvad lægger du mærke til?'],
    see: 'Lyt nu, og gem svaret til senere.'
  },
  { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Hver for sig' },
  { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
  { id: 'sedler', kind: 'notes', title: 'Sedler på væggen', lanes: [{ id: 'a', label: 'Det kan vi kun løse sammen' }] },
  {
    id: 'valg',
    kind: 'vote',
    dots: 2,
    title: 'Vælg med to prikker',
    options: [
      { id: 'a', label: 'Professionalisering af oplæringsvejledning', element: 3 },
      { id: 'b', label: 'Uddannelseskonsulenternes samarbejdsaftaler', element: 2 }
    ]
  },
  { id: 'aftale', kind: 'agree', title: 'Beslut' },
  { id: 'luk', kind: 'close', title: 'Rund af' }
]

/** 1280 x 1024 at 400 %, and the same width in height enough to see what is wrong. */
const zoomed = { width: 320, height: 256 }

/** Sets the size of text in the browser's own settings, per cent of the usual 16 px: widths in rem follow, as they do for a reader. */
async function textOf(page: Page, size: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: (16 * size) / 100 } })
  await session.detach()
  await page.waitForFunction(px => getComputedStyle(document.documentElement).fontSize === `${px}px`, (16 * size) / 100)
}

describe('a board for those who read it large', { timeout: 180_000 }, () => {
  it('flows in every state at 400 %, with text of 200 %, with spaced text and with forced colours', async () => {
    const board = await makeOwnBoard(server, steps)
    const items = board.workshop.instruments.vurdering?.items ?? []
    for (const [person, value] of ([0, 0, 1, 4, 4] as const).entries())
      await board.answer(person % 2 ? 'skole' : 'oplaering', { svar: Object.fromEntries(items.map(item => [item.id, value])) }, { valg: ['a', 'b'] })

    const devices: Device[] = [
      await newLaptop(browser, server.origin),
      await newDevice(browser, server.origin, { viewport: sizes.phone }),
      await newScreen(browser, server.origin)
    ]
    const links = [board.links.facilitator, board.links.participant, board.links.screen]
    const [laptop, phone, screen] = (await Promise.all(links.map((link, index) => devices[index]?.newPage(link)))) as [Page, Page, Page]
    const windows = [
      { name: 'laptop', page: laptop, size: { width: 1280, height: 1024 } },
      { name: 'phone', page: phone, size: sizes.phone },
      { name: 'screen', page: screen, size: sizes.screen }
    ]
    const found: string[] = []
    const look = async (state: string): Promise<void> => {
      for (const { name, page, size } of windows) {
        const judge = async (how: string) => found.push(...(await reflowFaults(page)).map(fault => `${state}, ${name}, ${how}: ${fault}`))
        const plain = () => page.evaluate(() => (document.adoptedStyleSheets = []).length)
        await page.setViewportSize(zoomed)
        await judge('400 %')
        await spaceText(page)
        await judge('400 % and spaced')
        await page.setViewportSize(size)
        await judge('spaced')
        await plain()
        await textOf(page, 200)
        await judge('text of 200 %')
        await textOf(page, 100)
        await page.emulateMedia({ forcedColors: 'active' })
        const lost = await page.evaluate(() => {
          const canvas = getComputedStyle(document.body).backgroundColor
          const dots = [...document.querySelectorAll('main circle.dot')].filter(dot => getComputedStyle(dot).fill === canvas).length
          const flat = [...document.querySelectorAll<HTMLElement>('main button, main input, main textarea')].filter(
            each =>
              each.checkVisibility() &&
              !each.closest('.visually-hidden') &&
              getComputedStyle(each).appearance === 'none' &&
              ['borderTopWidth', 'outlineWidth'].every(edge => getComputedStyle(each)[edge as 'borderTopWidth'] === '0px') &&
              getComputedStyle(each).textDecorationLine === 'none'
          )
          return [
            ...(dots ? [`${dots} dots cannot be seen`] : []),
            ...flat.map(each => `${each.localName} "${each.textContent?.trim()}" has no edge`)
          ]
        })
        found.push(...lost.map(fault => `${state}, ${name}, forced colours: ${fault}`))
        await page.emulateMedia({ forcedColors: 'none' })
      }
    }

    await laptop.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    await screen.getByText('5 er med.').waitFor()
    await phone.getByRole('radio', { name: 'Skolen' }).waitFor()
    await look('welcome')
    await phone.getByRole('radio', { name: 'Skolen' }).check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await look('lobby')

    const all = [laptop, phone, screen]
    const shown = async (step: string, title: string) => {
      await board.steer({ step })
      for (const page of all) await page.getByRole('heading', { level: 1, name: title }).waitFor({ state: 'attached' })
    }
    await shown('snak', 'Elevens stemme først')
    await look('talk')
    await shown('svar', 'Hver for sig')
    await phone.getByText('1 af 6').waitFor()
    await look('rating')
    await shown('vis', 'Se billedet')
    await board.steer({ reveal: { step: 'svar', split: null } })
    for (const page of all) await page.getByRole('img', { name: /^Kompasrose/ }).waitFor({ state: 'attached' })
    await look('reveal')
    await shown('sedler', 'Sedler på væggen')
    await board.write(wall =>
      addRecord(wall, 'notes', 'n1', { step: 'sedler', lane: 'a' }, { text: 'Uddannelseskonsulenternes samarbejdsaftaler hver måned' })
    )
    for (const page of all) await page.getByText('samarbejdsaftaler').first().waitFor()
    await look('notes')
    await shown('valg', 'Vælg med to prikker')
    await phone.getByRole('button', { pressed: false }).first().waitFor()
    await look('vote')
    await board.steer({ reveal: { step: 'valg', split: null } })
    for (const page of all) await page.getByText('5 personer har sat prikker').first().waitFor()
    await look('voted')
    await shown('aftale', 'Beslut')
    await board.steer({ open: { step: 'aftale', for: 'all' } })
    await phone.getByRole('button', { name: 'Skriv det første fokusområde' }).click()
    await phone.getByLabel('Det vil vi').first().fill('Uddannelseskonsulenternes samarbejdsaftaler gælder hvert sted')
    for (const page of [laptop, screen])
      await page
        .getByText('Fokusområde 1')
        .or(page.getByText(/samarbejdsaftaler/))
        .first()
        .waitFor()
    await look('agreement')
    await shown('luk', 'Rund af')
    await look('end')
    expect(found).toEqual([])
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })
})
