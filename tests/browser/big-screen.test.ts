import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/ballot/ballot.ts'
import { type OnScreen, stepsOwn } from '../../src/core/board/steering.ts'
import type { SplitBy } from '../../src/core/figures/results.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, expectAxeClean, expectQuiet, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { readQr } from '../support/browser/read-qr.ts'
import { misfits, screenSizes } from '../support/browser/screen-fit.ts'
import { browser, server } from '../support/browser/shared.ts'
import { root } from '../support/house/imports.ts'

/**
 * The big screen in every state that a meeting can bring it to, each in several windows: nothing scrolls, nothing is cut off, nothing
 * stands on the code, and all words can be read from five metres. Boards are filled over the wire, without phones.
 */
const output = join(root, 'tests/.output/screen')
const longTitle = 'Lokalt uddannelsesudvalg for social- og sundhedsuddannelserne, ekstraordinært møde'

const steps: OwnStep[] = [
  {
    id: 'tal',
    kind: 'talk',
    cards: true,
    title: 'Elevens stemme først',
    see: 'Elevens stemme først. Lyt nu, og gem svaret til senere.',
    prompts: [
      'Hvad har du oplevet, som andre elever skal have glæde af, og hvad skulle nogen have lavet om på for længst?',
      'Hvad lægger du mærke til?',
      'Hvem ved noget om det, som ikke sidder her i dag?'
    ]
  },
  { id: 'hoer', kind: 'talk', cards: false, title: 'Velkomst', see: 'I dag vælger LUU ét eller to fælles fokusområder. Vi slutter om 90 minutter.' },
  {
    id: 'svar',
    kind: 'rate',
    instrument: 'vurdering',
    title: 'Hver for sig',
    see: 'Svar for dig selv. ”Hos os” er vores område, og ”det andet sted” er det sted, du ikke selv kommer fra.'
  },
  { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet', see: 'Sådan svarede vi.' },
  {
    id: 'sedler',
    kind: 'notes',
    title: 'Sedler på væggen',
    see: 'Skriv på væggen fra din telefon.',
    prompts: ['Hvad er det mindste, vi kan gøre, som eleverne mærker?'],
    lanes: [
      { id: 'virker', label: 'Det virker allerede', hint: 'Noget, vi skal holde fast i' },
      { id: 'sammen', label: 'Det kan vi kun løse sammen' }
    ]
  },
  {
    id: 'prikker',
    kind: 'vote',
    dots: 2,
    title: 'Vælg med to prikker',
    options: [1, 2, 3, 4, 5, 6].map(n => ({
      id: `k${n}`,
      label:
        [
          'Integrerede indsatser',
          'Organiseret samarbejde',
          'Professionalisering af oplæringsvejledning',
          'Trivsel',
          'Socialt og fagligt fokus',
          'Psykologisk tryghed'
        ][n - 1] ?? '',
      element: n as 1
    }))
  },
  { id: 'sedlerne', kind: 'vote', dots: 2, from: 'sedler', options: [], title: 'Vælg blandt sedlerne' },
  { id: 'aftal', kind: 'agree', title: 'Beslut', see: 'Hvad vil vi? Hvem gør hvad, hvornår, og hvad skal eleverne kunne mærke?' },
  { id: 'sidst', kind: 'review', title: 'Siden sidst', see: 'Hvad blev der af det, vi aftalte?' },
  { id: 'luk', kind: 'close', title: 'Rund af', see: 'Det har vi aftalt. Tak for i dag.' }
]
/** Answers of person n: some elements in two camps, some close, one with many who do not know. */
const answersOf = (n: number): Record<string, Answer> => ({
  K1: n % 2 ? 4 : 0,
  K2: 3 + (n % 2),
  K3: n % 5,
  K4: n === 0 ? 0 : 3,
  K5: n % 3 === 0 ? 'unknown' : 2 + (n % 2),
  K6: 1 + (n % 2)
})
const twenty = Array.from({ length: 20 }, (_, n) => n)
const noteTexts = [
  'Følgetid de første fjorten dage',
  'Vi hører for sent, når en elev er på vej væk fra uddannelsen, og så er det svært at nå at gøre noget ved det sammen',
  'Én at ringe til',
  'Kontaktlærere, som eleverne kender'
]

describe('the big screen', { timeout: 180_000 }, () => {
  const devices: Device[] = []
  beforeAll(async () => {
    mkdirSync(output, { recursive: true })
  })

  async function shown(board: OwnBoard): Promise<Page> {
    const device = await newScreen(browser, server.origin)
    devices.push(device)
    return device.newPage(board.links.screen)
  }

  /** Looks at a state in every window, and at 320 px, and keeps a picture. `code`: what a phone's camera must read in each of the windows. */
  async function look(page: Page, state: string, code?: string): Promise<void> {
    const found: string[] = []
    // The code comes later than the words beside it.
    if (code) await page.getByRole('img', { name: /QR-kode/ }).waitFor()
    for (const size of screenSizes) {
      await page.setViewportSize(size)
      const name = `${size.width}x${size.height}`
      const unit = Math.min(size.width / 192, size.height / 108)
      found.push(...(await misfits(page, 3.2 * unit)).map(fault => `${state} at ${name}: ${fault}`))
      if (!code && size.width !== 1280) continue
      const png = await page.screenshot({ path: join(output, `${state}-${name}.png`) })
      if (code && !(await readQr(png)).some(text => text.endsWith(code))) found.push(`${state} at ${name}: the QR code cannot be read`)
    }
    await page.setViewportSize(sizes.narrow)
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) found.push(`${state} at 320 px: scrolls ${sideways} px sideways`)
    await page.setViewportSize(sizes.screen)
    expect.soft(found).toEqual([])
    await expectAxeClean(page)
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

  it('lets people join from any window', async () => {
    for (const [state, title] of [
      ['lobby', 'LUU, efterårsmøde'],
      ['lobby-long', longTitle]
    ] as const) {
      const board = await makeOwnBoard(server, steps, 'private', undefined, { title })
      const page = await shown(board)
      await heading(page, title)
      await look(page, state, board.links.participant)
    }
  })

  describe('of twenty people', () => {
    let board: OwnBoard
    let page: Page
    let code: string
    beforeAll(async () => {
      board = await makeOwnBoard(server, steps, 'private', undefined, { title: longTitle })
      code = board.links.participant
      page = await shown(board)
      await Promise.all(twenty.map(n => board.answer(n < 10 ? 'skole' : 'oplaering', { svar: answersOf(n) }, { prikker: [`k${1 + (n % 3)}`, 'k4'] })))
    })
    const go = async (step: string, screen: Partial<OnScreen> = {}, reveal?: SplitBy | null) => {
      await board.steer({ step, screen: { ...stepsOwn, ...screen }, clock: { endsAt: Date.now() + 600_000 } })
      if (reveal !== undefined) await board.steer({ reveal: { step: step === 'vis' ? 'svar' : step, split: reveal } })
      await heading(page, steps.find(({ id }) => id === step)?.title ?? '')
    }

    it('shows a talk', async () => {
      await go('tal')
      await page.getByText('Hvad lægger du mærke til?').waitFor()
      expect(await page.getByRole('main').getByText('Elevens stemme først').count(), 'the title, and not once more').toBe(1)
      await look(page, 'talk-questions')
      await go('tal', { element: 3 })
      await page.getByRole('region', { name: 'Kort at tale ud fra' }).waitFor()
      await look(page, 'talk-card')
      await go('hoer')
      await look(page, 'talk', code)
    })

    it('shows a rating, and after its reveal what the phones say', async () => {
      await go('svar')
      await page.getByText('20 har svaret').waitFor()
      await look(page, 'rate')
      await go('vis')
      await page.getByText('Svarene bliver vist om lidt.').waitFor()
      await look(page, 'reveal-waiting')
    })

    it('[one-middle] shows the picture with its question, and an element alone', async () => {
      await go('vis', {}, null)
      await page.getByRole('img', { name: /kompasrose/i }).waitFor()
      await page.getByText('Her er mest at tale om').waitFor()
      await page.getByText('Hvad ser I, som de andre ikke ser?').waitFor()
      await look(page, 'reveal', code)
      await page.setViewportSize(sizes.screen)
      const rings = await page.locator('circle.outer').boundingBox()
      expect((rings?.height ?? 0) / sizes.screen.height, 'the rose as large as it goes').toBeGreaterThan(0.78)
      // Element 1 has two camps; the others have one middle or none.
      for (const element of [1, 2, 3, 4, 5, 6]) expect(await page.locator(`.spread .el-${element} .median`).count()).toBeLessThanOrEqual(1)
      expect(await page.locator('.spread .el-1 .median').count()).toBe(0)
      expect(await page.locator('.spread .el-2 .median').count()).toBe(1)
      await go('vis', { element: 1 })
      await page.getByRole('heading', { name: 'Integrerede indsatser' }).waitFor()
      await page.getByText('Hvad ser I, som de andre ikke ser?').waitFor()
      await look(page, 'reveal-alone')
      await go('svar')
      await page.getByRole('heading', { name: 'Svarene er vist' }).waitFor()
      await look(page, 'rate-after')
    })

    it('shows the picture again in a later step, whose clock runs on', async () => {
      await go('aftal', { picture: 'svar' })
      await page.getByRole('img', { name: /kompasrose/i }).waitFor()
      await look(page, 'picture-again')
    })

    it('shows a wall of up to forty notes, a page at a time', async () => {
      await go('sedler')
      await page.getByText('Ingen sedler endnu').first().waitFor()
      await look(page, 'notes-none')
      const hang = (from: number, to: number) =>
        board.write(wall => {
          for (let n = from; n < to; n++)
            addRecord(wall, 'notes', `n${n}`, { step: 'sedler', lane: n % 2 ? 'virker' : 'sammen' }, { text: `${n + 1}. ${noteTexts[n % 4]}` })
        })
      await hang(0, 4)
      await page.getByText('4. Kontaktlærere').waitFor()
      await look(page, 'notes-4')
      await hang(4, 40)
      const seen = new Set<string>()
      const pages = async () => Number(/af (\d+)/.exec((await page.getByText(/^Side \d+ af \d+$/).textContent()) ?? '')?.[1])
      await page.getByText(/^Side 1 af \d+$/).waitFor()
      const count = await pages()
      for (let at = 0; at < count; at++) {
        await go('sedler', { page: at })
        await page.getByText(`Side ${at + 1} af ${count}`).waitFor()
        for (const note of await page.locator('.note-paper').allTextContents()) seen.add(note)
        if (at === 0 || at === count - 1) await look(page, `notes-40-${at + 1}`, code)
      }
      expect(seen.size, 'every note stands on a page').toBe(40)
      await go('sedlerne')
      await page.getByText(/^Side 1 af \d+$/).waitFor()
      await look(page, 'vote-notes')
    })

    it('shows a vote and its dots', async () => {
      await go('prikker')
      await page.getByText('20 har sat prikker').waitFor()
      await look(page, 'vote')
      await go('prikker', {}, null)
      await page.getByRole('main').getByText('20 personer har sat prikker').waitFor()
      await look(page, 'voted')
    })

    it('begins an agreement with what got the dots, and shows each focus area whole', async () => {
      await go('aftal')
      await page.getByText('I valgte').waitFor()
      await page.getByText('Trivsel').waitFor()
      await look(page, 'agree-begin')
      await board.write(wall => {
        for (let n = 0; n < 3; n++) {
          addRecord(
            wall,
            'focus',
            `f${n}`,
            { element: (n + 1) as 1, followUp: '2027-03-04' },
            {
              want: `${n + 1}. Hver elev har én fast kontakt på skolen og én på hvert oplæringssted, som kender dem og hinanden`,
              sign: 'Eleven kender navnet på sin kontakt den første dag og har talt med begge inden for den første uge'
            }
          )
          for (let a = 0; a < 3; a++)
            addRecord(
              wall,
              'actions',
              `a${n}${a}`,
              { focus: `f${n}` },
              {
                what: 'Lav en fælles kontaktliste, og del den med alle vejledere og kontaktlærere',
                who: 'Skolens uddannelseskonsulent',
                when: 'inden uge 4'
              }
            )
        }
      })
      await page.getByText('Side 1 af 3').waitFor()
      await look(page, 'agree-1')
      await go('aftal', { page: 2 })
      await page.getByText('Side 3 af 3').waitFor()
      await look(page, 'agree-3')
      await go('sidst')
      await look(page, 'review')
      await go('luk')
      await look(page, 'close')
      const closed = await fetch(`${server.origin}/api/boards/${board.board}/close`, {
        method: 'POST',
        headers: { authorization: `Bearer ${board.keys.facilitator}` }
      })
      expect(closed.ok).toBe(true)
      await page.getByRole('main').getByText('Mødet er lukket').waitFor()
      await look(page, 'closed')
    })
  })

  it('tells twenty people in two groups apart', async () => {
    const board = await makeOwnBoard(server, steps)
    const page = await shown(board)
    await Promise.all(twenty.map(n => board.answer(n < 10 ? 'skole' : 'oplaering', { svar: answersOf(n) })))
    await board.steer({ step: 'vis', clock: { endsAt: Date.now() + 600_000 } })
    await board.steer({ reveal: { step: 'svar', split: 'side' } })
    await page.locator('main article').nth(5).waitFor()
    await look(page, 'split')
    // With the line that a hollow dot is drawn with, which a box leaves out.
    const widths = await page.locator('main circle.dot').evaluateAll(dots =>
      dots.map(dot => {
        const { width } = dot.getBoundingClientRect()
        return width + (Number(dot.getAttribute('stroke-width')) * width) / (2 * Number(dot.getAttribute('r')))
      })
    )
    expect(widths.length).toBe(20 * 6 - 7)
    expect(Math.min(...widths), 'dots at 1920 px').toBeGreaterThanOrEqual(20)
    await board.steer({ screen: { ...stepsOwn, element: 3 } })
    await page.getByRole('heading', { name: /oplæringsvejledning/ }).waitFor()
    await look(page, 'split-alone')
  })

  it('[minimum] shows a picture of which some is withheld, and cards where all of it is', async () => {
    const board = await makeOwnBoard(server, steps)
    const page = await shown(board)
    for (let n = 0; n < 5; n++)
      await board.answer('skole', { svar: Object.fromEntries(Object.entries(answersOf(n)).filter(([id]) => n > 0 || !['K3', 'K6'].includes(id))) })
    await board.steer({ step: 'vis', clock: { endsAt: Date.now() + 600_000 } })
    await board.steer({ reveal: { step: 'svar', split: null } })
    await page.getByRole('img', { name: /kompasrose/i }).waitFor()
    await look(page, 'partial')
    await board.steer({ screen: { ...stepsOwn, element: 3 } })
    await page.getByRole('region', { name: 'Kort at tale ud fra' }).waitFor()
    await look(page, 'partial-card')

    const few = await makeOwnBoard(server, steps)
    const screen = await shown(few)
    for (let n = 0; n < 3; n++) await few.answer('skole', { svar: answersOf(n) }, { prikker: ['k1'] })
    await few.steer({ step: 'vis', clock: { endsAt: Date.now() + 600_000 } })
    await few.steer({ reveal: { step: 'svar', split: null } })
    await screen
      .getByRole('main')
      .getByText(/færre end 5/)
      .waitFor()
    await look(screen, 'few-cards')
    await few.steer({ step: 'prikker' })
    await few.steer({ reveal: { step: 'prikker', split: null } })
    await screen
      .getByRole('main')
      .getByText(/færre end 5/i)
      .waitFor()
    await look(screen, 'few-vote')
  })

  it('[cards-no-figures] shows cards alone where cards were chosen, and students their own', async () => {
    const board = await makeOwnBoard(server, steps, 'cards')
    const page = await shown(board)
    await board.steer({ step: 'svar', clock: { endsAt: Date.now() + 600_000 } })
    await page.getByText('Kort 1 af 6').waitFor()
    await board.steer({ screen: { ...stepsOwn, element: 3 } })
    await page.getByText('Kort 3 af 6').waitFor()
    await look(page, 'cards')
    await board.steer({ step: 'prikker' })
    await page.getByText('Peg på jeres valg').waitFor()
    await look(page, 'cards-vote')
  })

  it('[five-to-claim] compares what staff do with what they believe students meet, and claims nothing of three people', async () => {
    const staff: OwnStep[] = [
      { id: 'svar', kind: 'rate', instrument: 'vurdering', title: 'Svar på seks udsagn' },
      { id: 'vis', kind: 'reveal', of: 'svar', title: 'Se billedet' },
      { id: 'luk', kind: 'close', title: 'Tak' }
    ]
    for (const people of [12, 3]) {
      const board = await makeOwnBoard(server, staff, people < 5 ? 'open' : 'private', undefined, { slug: 'personalemoede-paa-oplaeringsstedet' })
      const page = await shown(board)
      const ids = Object.values(board.workshop.instruments)[0]?.items.map(({ id }) => id) ?? []
      expect(ids).toHaveLength(6)
      for (let n = 0; n < people; n++) await board.answer('oplaering', { svar: Object.fromEntries(ids.map((id, at) => [id, (n * (at + 1)) % 5])) })
      await board.steer({ step: 'vis', clock: { endsAt: Date.now() + 600_000 } })
      await board.steer({ reveal: { step: 'svar', split: null } })
      await page.getByRole('heading', { name: 'Det, vi gør' }).waitFor()
      await page.getByRole('heading', { name: 'Vores bud på det, eleverne oplever' }).waitFor()
      expect(await page.locator('main article').count()).toBe(6)
      const marks = await page.locator('main :is(.band, .median)').count()
      if (people < 5) {
        expect(marks, 'a middle half or a middle of three people').toBe(0)
        expect(await page.getByText(/ligger tæt|mest at tale om|også opdelt/).count()).toBe(0)
      } else expect(marks).toBeGreaterThan(6)
      await look(page, `staff-${people}`)
    }
  })

  it('made no error and asked no other origin', () => {
    for (const device of devices) expectQuiet(device)
  })
})
