import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Distribution } from '../../src/core/figures/results.ts'
import type { Minutes } from '../../src/core/minutes/minutes.ts'
import { type Device, expectAxeClean, expectQuiet, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { type Cable, newCable } from '../support/browser/cable.ts'
import { answerOne, countHeads, joinMeeting, next, openScreen, saved, startMeeting, unfold } from '../support/browser/meeting.ts'
import { browser, server } from '../support/browser/shared.ts'
import { heard } from '../support/browser/sync-frames.ts'
import { presenceValue, resultsValue, sessionValue, valuesTold, wallValue } from '../support/browser/told-values.ts'
import { root } from '../support/house/imports.ts'

/**
 * A whole LUU meeting as people play it: facilitator, big screen, three phones from the school, three from the workplace, one of
 * which loses its connection and reloads without it, and one of which reloads while rating, and a late joiner.
 */
const title = 'LUU, efterårsmøde'
const words = ['Slet ikke', 'I mindre grad', 'I nogen grad', 'I høj grad', 'I meget høj grad']
const unknown = 'Ved ikke'
/** What each phone answers to the six headlines: an index of `words`, 'u' for "ved ikke", null for skipped. */
type Given = number | 'u' | null
const people: { name: string; side: string; answers: Given[]; dots: number[] }[] = [
  { name: 'skole 1', side: 'Skolen', answers: [4, 0, 3, 4, 2, 'u'], dots: [2, 3] },
  { name: 'skole 2, mister nettet', side: 'Skolen', answers: [4, 4, 3, 3, 2, 'u'], dots: [2, 6] },
  { name: 'skole 3, henter siden igen', side: 'Skolen', answers: [3, 4, 2, 4, 0, 2], dots: [2] },
  { name: 'oplæring 1', side: 'Arbejdsgiver i kommune eller region', answers: [4, 0, 3, 4, 2, 'u'], dots: [3, 2] },
  { name: 'oplæring 2', side: 'Arbejdsgiver i kommune eller region', answers: [3, 1, 2, 3, 3, 1], dots: [3, 4] },
  { name: 'oplæring 3', side: 'Arbejdsgiver i kommune eller region', answers: [4, 4, 3, 4, null, 2], dots: [1, 2] },
  { name: 'kommer sent', side: 'Elev', answers: [1, 0, 1, 2, 4, 0], dots: [2, 5] }
]
const wordOf = (given: Given): string | null => (given === null ? null : given === 'u' ? unknown : (words[given] ?? null))
const expected = (element: number): Distribution => {
  const given = people.map(p => p.answers[element - 1] ?? null)
  return { counts: words.map((_, index) => given.filter(g => g === index).length), unknown: given.filter(g => g === 'u').length }
}
const oneApart = {
  pattern: 'Enkelte ser det anderledes',
  question: 'Hvad kan man se derfra, som andre måske overser? Ingen skal sige, hvad de selv svarede.'
}
/**
 * The elements by how far two people's answers lie apart, most first: worked out by hand from `people`, as Σ F(n - F) / n² over the
 * cumulative counts. The last two are equal, and keep their order.
 */
const byDisagreement = [
  { element: 2, apart: 48 / 49, pattern: 'To billeder', question: 'Hvad ser I, som de andre ikke ser?' },
  { element: 5, apart: 23 / 36, pattern: 'Spredt', question: 'Hvilken situation tænkte du på, da du svarede?' },
  { element: 1, apart: 24 / 49, ...oneApart },
  { element: 6, apart: 7 / 16, pattern: 'Mange ”ved ikke”', question: 'Hvem ved noget om det, og hvordan kan I andre komme til at vide det?' },
  { element: 3, apart: 18 / 49, ...oneApart },
  { element: 4, apart: 18 / 49, ...oneApart }
]
const expectedDots = (element: number): number => people.filter(p => p.dots.includes(element)).length

const output = join(root, 'tests/.output/meeting')
const names = [
  'Integrerede indsatser',
  'Organiseret samarbejde',
  'Professionalisering af oplæringsvejledning',
  'Trivsel',
  'Socialt og fagligt fokus',
  'Psykologisk tryghed'
]

describe('a whole LUU meeting', () => {
  let cable: Cable
  let laptop: Page
  let screen: Page
  let links: { participant: string; screen: string; facilitator: string }
  let code: string
  const devices: { name: string; device: Device; page: Page }[] = []
  const phones: Page[] = []
  const phone = (index: number): Page => phones[index] as Page

  /** Each device with what it was told of documents that are not its own ballot, and by HTTP. */
  async function toldOfOthers() {
    const ballots = devices.flatMap(({ device }) => [...heard(device.frames).keys()].filter(document => document.startsWith('ballot.')))
    expect(new Set(ballots).size).toBe(people.length)
    return Promise.all(
      devices.map(async ({ name, device }) => {
        await device.settled()
        const told = heard(device.frames)
        const own = [...told.keys()].filter(document => document.startsWith('ballot.'))
        expect(own.length, `${name} hears its own ballot and no other`).toBe(name === 'facilitator' || name === 'screen' ? 0 : 1)
        const others = [...told].filter(([document]) => !own.includes(document)).map(([, { bytes }]) => bytes)
        const bytes = Buffer.concat([...others, ...device.answers.map(answer => answer.body)])
        for (const ballot of ballots)
          if (!own.includes(ballot)) expect(bytes.includes(ballot.slice('ballot.'.length)), `${name} was told of ${ballot}`).toBe(false)
        return { name, bytes, frames: device.frames, results: told.get('results')?.doc }
      })
    )
  }
  /** Every value in every frame of the shared documents has one of the forms that tell of nobody. */
  function expectOfNobody(name: string, frames: Device['frames']): void {
    for (const { document, value } of valuesTold(frames, document => !document.startsWith('ballot.'))) {
      const form = { results: resultsValue(5), session: sessionValue, wall: wallValue, presence: presenceValue }[document]
      const fits = form?.safeParse(value)
      expect(fits?.success, `${name} was told ${JSON.stringify(value).slice(0, 300)} in ${document}: ${fits?.error?.message}`).toBe(true)
    }
  }

  /** Looks at a state of the board on all three kinds of screen: axe finds nothing, nothing scrolls sideways, a picture is kept. */
  async function look(state: string): Promise<void> {
    for (const [kind, page] of [
      ['phone', phone(0)],
      ['laptop', laptop],
      ['screen', screen]
    ] as const) {
      await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
      await page.screenshot({ path: join(output, `${state}-${kind}.png`), fullPage: kind !== 'screen' })
      await expectAxeClean(page)
      expect(await sidewaysScroll(page), `${state} on ${kind} scrolls sideways`).toBe(0)
      if (kind !== 'screen') {
        await page.setViewportSize(sizes.narrow)
        expect(await sidewaysScroll(page), `${state} on ${kind} scrolls sideways at 320 px`).toBe(0)
        await page.setViewportSize(sizes[kind])
      }
    }
  }

  beforeAll(async () => {
    mkdirSync(output, { recursive: true })
    cable = await newCable(server.port)
  })
  afterAll(async () => {
    await cable?.remove()
  })

  it('begins on the front page', async () => {
    const started = await startMeeting(browser, server.origin, { drejebog: /LUU/, title })
    laptop = started.page
    links = started.links
    code = started.code
    devices.push({ name: 'facilitator', device: started.device, page: laptop })
    const opened = await openScreen(browser, server.origin, links.screen)
    screen = opened.page
    devices.push({ name: 'screen', ...opened })
    await screen.getByText('Ingen er med endnu.').waitFor()
    expect(await screen.locator('[data-code]').getAttribute('data-code')).toBe(code)
  })

  it('lets phones join by code and by QR code, without a name', async () => {
    for (const [index, person] of people.slice(0, 6).entries()) {
      const origin = index === 1 ? cable.origin : server.origin
      const joined = await joinMeeting(browser, origin, index % 2 === 0 ? { code } : { link: links.participant }, person.side)
      await joined.page.getByRole('heading', { name: 'Du er med' }).waitFor()
      devices.push({ name: person.name, ...joined })
      phones.push(joined.page)
    }
    await laptop.getByText('6 er med').first().waitFor()
    await screen.getByText('6 er med.').waitFor()
    await look('1-lobby')
  })

  it('[facilitator-steers] brings every screen to the step that the facilitator sets, and lets no other set one', async () => {
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const page of [screen, ...phones]) {
      await page.getByRole('heading', { name: 'Velkomst' }).waitFor()
      await page.getByRole('timer').waitFor()
      expect(await page.getByRole('button').count(), 'a step of talk has nothing to press but at the facilitator’s').toBe(0)
    }
    expect(await laptop.getByRole('button', { name: /^(Næste: |Pause$|\+1 min\.$)/ }).count()).toBe(3)
    await look('2-talk')
    await next(laptop, 'Elevens stemme først')
    await next(laptop, 'Hver for sig')
    for (const page of phones) await page.getByText('1 af 6').waitFor()
  })

  it('[nothing-preselected] [same-participant] [offline-kept] lets everyone rate in private, also without a connection and across a reload', async () => {
    await look('3-rate')
    for (const [index, person] of people.slice(0, 6).entries()) {
      const page = phone(index)
      for (const [item, given] of person.answers.entries()) {
        await page.getByText(`${item + 1} af 6`).waitFor()
        expect(await page.getByRole('radio').count()).toBe(words.length + 1)
        expect(await page.getByRole('radio', { checked: true }).count(), `${person.name}, statement ${item + 1}`).toBe(0)
        await page.getByRole('button', { name: 'Spring over' }).waitFor()
        if (index === 1 && (item === 2 || item === 4)) {
          cable.cut()
          await page.locator('[data-status]').getByText('Forbindelsen er væk').waitFor()
        }
        await answerOne(page, wordOf(given))
        if (index === 1 && item === 2) {
          await page.locator('[data-status]').getByText('Ikke gemt, forbindelsen er væk').waitFor()
          // The site answers again and the sync sockets do not, so that what was typed is on this device and nowhere else.
          cable.cut('sync')
          await page.reload()
          await page.locator('[data-status]').getByText('Forbindelsen er væk').or(page.getByText('Henter mødet')).first().waitFor()
          const { device } = devices.find(each => each.name === person.name) ?? {}
          const before = device?.frames.length
          await page.waitForTimeout(500)
          expect(device?.frames.length, 'no sync socket carries anything').toBe(before)
          cable.mend()
          await page.getByText('4 af 6').waitFor()
          await saved(page)
        }
        if (index === 2 && item === 3) {
          await saved(page)
          await page.reload()
          await page.getByText('5 af 6').waitFor()
        }
      }
      await page.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()
      if (index === 1) {
        await page.locator('[data-status]').getByText('Ikke gemt, forbindelsen er væk').waitFor()
        cable.mend()
      }
      await saved(page)
      expect(
        await page.getByRole('main').getByRole('listitem').locator('b').allTextContents(),
        `what ${person.name} reads of the own answers`
      ).toEqual(person.answers.map(given => wordOf(given) ?? 'Sprunget over'))
    }
    await laptop.getByText('6 har svaret').waitFor()
    await screen.getByText('6 har svaret').waitFor()
    await look('4-rated')
  })

  it('[late-joiner] lets a late joiner in at the current step', async () => {
    await next(laptop, 'Se billedet')
    const late = people[6]
    if (!late) throw new Error('the late joiner is the seventh')
    const joined = await joinMeeting(browser, server.origin, { code }, late.side)
    devices.push({ name: late.name, ...joined })
    phones.push(joined.page)
    await joined.page.getByText('Om lidt bliver svarene vist').waitFor()
    for (const given of late.answers) await answerOne(joined.page, wordOf(given))
    await saved(joined.page)
    await laptop.getByText('7 har svaret').waitFor()
    await look('5-before-reveal')
  })

  it('[secret-before-reveal] has sent no answer to anyone but the phone that gave it', async () => {
    for (const { name, bytes, frames, results } of await toldOfOthers()) {
      // An answer's name on the wire is "vurdering/K1"; nobody else's ballot is named either.
      for (let item = 1; item <= 6; item++) expect(bytes.includes(`vurdering/K${item}`), `${name} was told of an answer`).toBe(false)
      expect(results?.getMap('published').toJSON()).toEqual({})
      for (const value of Object.values(results?.getMap('progress').toJSON() ?? {}))
        expect(Object.keys(value as object).sort()).toEqual(['answered', 'done'])
      expectOfNobody(name, frames)
    }
  })

  /** What the big screen was told of the rate step: what everyone sees is drawn from this. */
  const published = () =>
    heard(devices[1]?.device.frames ?? [])
      .get('results')
      ?.doc.getMap('published')
      .get('vurdering') as { answered: number; elements: Record<string, Distribution>; split: unknown }
  const expectFigures = (): void => {
    expect(published().answered).toBe(7)
    for (let element = 1; element <= 6; element++) expect(published().elements[element], names[element - 1]).toEqual(expected(element))
  }
  const rose = (page: Page) => page.getByRole('img', { name: /kompasrose/i }).first()

  it('[minimum] [split-minimum] shows the spread to all at once, and no split of which a part is too small', async () => {
    // While the answers are shown, one phone is without a connection and changes its mind.
    cable.cut()
    await phone(1).locator('[data-status]').getByText('Forbindelsen er væk').waitFor()
    await phone(1).getByRole('button', { name: 'Ret' }).first().click()
    await phone(1).getByRole('radio', { name: 'Slet ikke', exact: true }).check()
    await phone(1).locator('[data-status]').getByText('Ikke gemt, forbindelsen er væk').waitFor()

    await laptop.getByRole('radio', { name: 'Delt efter, hvor folk sidder' }).check()
    await laptop.getByText('Opdelingen bliver ikke vist, for en gruppe er på færre end 5.').waitFor()
    await countHeads(laptop, 7)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, screen, ...phones.filter(page => page !== phone(1))]) {
      await rose(page).waitFor()
      await page.getByText('Svarene vises kun samlet. En opdeling ville give en gruppe på færre end 5.').waitFor()
      expect(await page.locator('main :is(.group, .second)').count(), 'a side has a figure').toBe(0)
    }
    await look('6-reveal')
    expectFigures()
    expect(published().split).toEqual({ by: 'side', withheld: 'few' })
  })

  it('[frozen] takes no answer that was changed without a connection or comes later', async () => {
    const before = JSON.stringify(published())
    cable.mend()
    await rose(phone(1)).waitFor()
    await saved(phone(1))
    await laptop.getByRole('button', { name: 'Tilbage', exact: true }).click()
    await laptop.getByText('De kan ikke ændres mere.').waitFor()
    for (const page of phones) {
      await page.getByRole('heading', { name: 'Svarene er vist' }).waitFor()
      expect(await page.getByRole('radio').count()).toBe(0)
      expect(await page.getByRole('button').count()).toBe(0)
    }
    await next(laptop, 'Se billedet')
    for (const page of [laptop, screen, ...phones]) await rose(page).waitFor()
    expect(JSON.stringify(published())).toBe(before)
    expectFigures()
  })

  it('[dots-to-40] [unknown-apart] draws each answer as a dot of its own, and "ved ikke" outside the scale', async () => {
    for (const page of [laptop, phone(0)])
      for (const [index, name] of names.entries()) {
        const { counts, unknown } = expected(index + 1)
        const row = page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) })
        await row.scrollIntoViewIfNeeded()
        await unfold(row)
        const places = (kind: string) =>
          row.locator(`circle.${kind}`).evaluateAll(dots => dots.map(dot => dot.getBoundingClientRect()).map(({ x, y, width }) => ({ x, y, width })))
        const [dots, apart] = [await places('dot'), await places('apart')]
        expect(dots.length, `answers to ${name}`).toBe(counts.reduce((sum, n) => sum + n))
        expect(apart.length, `"ved ikke" to ${name}`).toBe(unknown)
        for (const [at, dot] of dots.entries())
          for (const other of dots.slice(at + 1))
            expect(Math.hypot(dot.x - other.x, dot.y - other.y), `two dots of ${name} in one place`).toBeGreaterThanOrEqual(dot.width * 0.9)
        expect(await row.locator('.words span').allTextContents()).toEqual(words.map(word => word.charAt(0).toLowerCase() + word.slice(1)))
        if (unknown) await row.getByText(`${unknown} ved ikke`, { exact: true }).waitFor()
        // Under the words of the scale, not among them.
        const scale = await row.locator('.words').boundingBox()
        for (const { y } of apart) expect(y).toBeGreaterThanOrEqual((scale?.y ?? 0) + (scale?.height ?? 0) - 1)
      }
    for (const page of [laptop, phone(0), screen]) {
      const known = people.flatMap(person => person.answers).filter(given => typeof given === 'number').length
      expect(await page.locator('.rings circle.dot').count(), 'dots in the rose').toBe(known)
    }
  })

  it('[disagreement-first] lists the elements with the most disagreement first, each with its pattern and that pattern’s question', async () => {
    for (const page of [laptop, phone(0)]) {
      const rows = await page.locator('.list > article').evaluateAll(articles =>
        articles.map(article => {
          // As it is read out: a name that is parted for the eye stands there once more, whole.
          const text = (of: string) => {
            const part = article.querySelector(of)?.cloneNode(true) as Element | undefined
            for (const unread of part?.querySelectorAll('[aria-hidden="true"]') ?? []) unread.remove()
            return part?.textContent?.trim() ?? ''
          }
          return { name: text('h3 span'), pattern: text('.pattern strong'), question: text('.question') }
        })
      )
      expect(rows).toEqual(byDisagreement.map(({ element, pattern, question }) => ({ name: names[element - 1], pattern: `${pattern}.`, question })))
    }
    const onScreen = await screen.locator('.panel li').evaluateAll(items =>
      items.map(item =>
        ['.name', '.pattern', '.question'].map(of => {
          const part = item.querySelector(of)?.cloneNode(true) as Element | undefined
          for (const unread of part?.querySelectorAll('span[aria-hidden="true"]') ?? []) unread.remove()
          return part?.textContent?.replaceAll(/\s+/g, ' ').trim()
        })
      )
    )
    expect(onScreen.length).toBeGreaterThan(1)
    // The first with its question; the marks bring the elements' numbers.
    expect(onScreen).toEqual(
      byDisagreement
        .slice(0, onScreen.length)
        .map(({ element, pattern, question }, place) => [`${element} ${names[element - 1]}`, pattern, place === 0 ? question : undefined])
    )
  })

  it('[no-total-score] shows no figure across the elements, ranks nobody, and colours high and low alike', async () => {
    for (const page of [laptop, phone(0), screen]) {
      const view = page === screen ? page.getByRole('main') : page.locator('.reveal-view')
      const text = (await view.innerText()).replaceAll('\u00ad', '')
      expect(text).not.toMatch(/gennemsnit|score|point|procent|rangliste|placering|samlet resultat|%/i)
      expect(text, 'a figure with a decimal').not.toMatch(/\d[.,]\d/)
      // Seven people, six elements, and the minimum of five: a figure of more than one element would be larger or broken.
      for (const [number] of text.matchAll(/\d+/g)) expect(Number(number)).toBeLessThanOrEqual(people.length)
      const table = page.locator('.figures-table table')
      if (page !== screen) await page.getByRole('button', { name: 'Vis tallene som tabel' }).click()
      await table.waitFor()
      expect(await table.locator('tbody th').allTextContents()).toEqual(names.map((name, index) => `${index + 1} ${name}`))
      expect(await table.locator('tfoot').count()).toBe(0)
      const colours = await view.evaluate(view => {
        const found: Record<string, string[]> = {}
        for (const dot of view.querySelectorAll('circle.dot')) {
          const element = dot.closest('[class*="el-"]')?.getAttribute('class')?.match(/el-\d/)?.[0]
          if (element) (found[element] ??= []).push(getComputedStyle(dot).fill)
        }
        return Object.entries(found).map(([element, fills]) => [element, new Set(fills).size])
      })
      expect(colours.sort(), 'one colour an element, whatever was answered').toEqual(names.map((_, index) => [`el-${index + 1}`, 1]))
    }
  })

  it('[ballot-anonymous] sends nothing after the reveal that can be tied to a participant', async () => {
    for (const { name, bytes, frames } of await toldOfOthers()) {
      for (let item = 1; item <= 6; item++) expect(bytes.includes(`vurdering/K${item}`), `${name} was told of an answer`).toBe(false)
      expectOfNobody(name, frames)
    }
  })

  it('lets everyone write notes that everyone sees', async () => {
    await next(laptop, 'Hvad ligger bag?')
    await phone(3).getByRole('heading', { name: 'Hvad ligger bag?' }).waitFor()
    await look('7-cards')
    await next(laptop, 'Sedler på væggen')
    const lane = (page: Page, name: RegExp) => page.getByRole('region', { name })
    // What is only begun is still there when the facilitator has shown something else meanwhile.
    const begun = lane(phone(0), /virker allerede/).getByLabel('Ny seddel')
    await begun.fill('Fast makker')
    await laptop.getByRole('button', { name: 'Tilbage' }).click()
    await phone(0).getByRole('heading', { name: 'Hvad ligger bag?' }).waitFor()
    await next(laptop, 'Sedler på væggen')
    await expect.poll(() => begun.inputValue()).toBe('Fast makker')
    await lane(phone(0), /virker allerede/)
      .getByLabel('Ny seddel')
      .fill('Fast makker de første tre uger')
    await lane(phone(0), /virker allerede/)
      .getByRole('button', { name: 'Sæt op' })
      .click()
    await lane(phone(4), /kun løse sammen/)
      .getByLabel('Ny seddel')
      .fill('Ét opkald ved hvert skift')
    await lane(phone(4), /kun løse sammen/)
      .getByRole('button', { name: 'Sæt op' })
      .click()
    for (const page of [laptop, screen, ...phones]) {
      await page.getByText('Fast makker de første tre uger').first().waitFor()
      await page.getByText('Ét opkald ved hvert skift').first().waitFor()
    }
    await look('8-notes')
  })

  it('[secret-before-reveal] counts dots in secret until the vote is closed', async () => {
    await next(laptop, 'Vælg med to prikker')
    for (const [index, person] of people.entries()) {
      for (const element of person.dots) {
        const button = phone(index).getByRole('button', { name: new RegExp(`^${element}\\. `) })
        await button.click()
        await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
      }
      await saved(phone(index))
    }
    await laptop.getByText('7 af 7 har sat prikker').waitFor()
    await look('9-vote')
    for (const { name, bytes, frames, results } of await toldOfOthers()) {
      // A dot's name on the wire is "prikker/k1".
      for (let option = 1; option <= 6; option++) expect(bytes.includes(`prikker/k${option}`), `${name} was told of a dot`).toBe(false)
      expect(results?.getMap('published').has('prikker'), `${name} was told of the vote`).toBe(false)
      expect(results?.getMap('progress').get('prikker'), name).toEqual({ answered: 7, done: 7 })
      expectOfNobody(name, frames)
    }
    for (const page of [laptop, screen]) expect(await page.getByRole('main').locator('.options [aria-pressed]').count()).toBe(0)
    await laptop.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
    for (const page of [laptop, screen, ...phones]) await page.getByText('7 personer har sat prikker').first().waitFor()
    await expect
      .poll(() =>
        heard(devices[1]?.device.frames ?? [])
          .get('results')
          ?.doc.getMap('published')
          .get('prikker')
      )
      .toMatchObject({ kind: 'vote', voters: 7 })
    for (const { name, bytes, frames } of await toldOfOthers()) {
      for (let option = 1; option <= 6; option++) expect(bytes.includes(`prikker/k${option}`), `${name} was told of a dot`).toBe(false)
      expectOfNobody(name, frames)
    }
    await look('10-voted')
  })

  it('writes an agreement together', async () => {
    await next(laptop, 'Beslut')
    await laptop.getByRole('button', { name: /^Begynd med/ }).click()
    await laptop.getByLabel('Det vil vi').first().fill('Hver elev har én kontakt hvert sted')
    // Phones read along until the facilitator lets them write.
    await phone(0).getByRole('heading', { name: 'Hver elev har én kontakt hvert sted' }).waitFor()
    expect(await phone(0).getByRole('textbox').count()).toBe(0)
    await laptop.getByLabel('Deltagerne kan skrive med').check()
    await phone(0).getByLabel('Det vil eleverne mærke').first().fill('Eleven kender navnet på sin kontakt')
    await laptop.getByRole('button', { name: 'Tilføj et skridt' }).first().click()
    await laptop.getByLabel('Skridt 1: hvad').first().fill('Lav en fælles kontaktliste')
    await laptop.getByLabel('Hvem').first().fill('Skolens konsulent')
    await laptop.getByLabel('Hvornår').first().fill('uge 4')
    await laptop.getByLabel('Vi ser på det igen').first().fill('2027-03-04')
    await screen.getByText('Hver elev har én kontakt hvert sted').first().waitFor()
    await screen.getByText('Eleven kender navnet på sin kontakt').first().waitFor()
    await saved(laptop)
    await saved(phone(0))
    await look('11-agree')
    await next(laptop, 'Rund af')
    for (const page of [screen, ...phones]) await page.getByText('Lav en fælles kontaktliste').first().waitFor()
    await look('12-close')
  })

  it('[ballots-destroyed] closes: says what is kept and what was destroyed, and leaves no answer on any phone', async () => {
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    for (const page of [laptop, screen, ...phones]) {
      await page.getByRole('heading', { name: 'Mødet er lukket' }).waitFor()
      await page.getByText('De 7 besvarelser er slettet.').waitFor()
    }
    await look('13-closed')
    for (const page of phones) {
      await expect
        .poll(() => page.evaluate(async () => [Object.keys(localStorage), (await indexedDB.databases()).map(({ name }) => name)]))
        .toEqual([[], []])
      await page.reload()
      await page.getByRole('heading', { name: 'Mødet er lukket' }).waitFor()
      await page.getByText('Hver elev har én kontakt hvert sted').waitFor()
      for (const role of ['radio', 'textbox', 'button'] as const) expect(await page.getByRole(role).count()).toBe(0)
    }
  })

  it('[minutes-published-only] leaves minutes in which every figure is what the phones entered', async () => {
    const [, fragment = ''] = links.facilitator.split('#')
    const [board = '', key = ''] = fragment.split('.')
    const answer = await fetch(`${server.origin}/api/boards/${board}/export`, { headers: { authorization: `Bearer ${key}` } })
    expect(answer.status).toBe(200)
    const minutes = (await answer.json()) as Minutes
    expect(Object.keys(minutes).indexOf('agreements')).toBeLessThan(Object.keys(minutes).indexOf('ratings'))
    expect(minutes.people).toBe(7)
    expect(minutes.ratings).toHaveLength(1)
    for (const { number, name, figure } of minutes.ratings[0]?.elements ?? []) {
      expect(name).toBe(names[number - 1])
      expect(figure, name).toEqual(expected(number))
    }
    expect(minutes.ratings[0]?.elements).toHaveLength(6)
    for (const [index, name] of names.entries()) {
      const option = minutes.votes[0]?.options.find(o => o.label.includes(name))
      expect(option?.dots, name).toBe(expectedDots(index + 1))
    }
    expect(minutes.agreements[0]).toMatchObject({
      element: { number: 2 },
      want: 'Hver elev har én kontakt hvert sted',
      sign: 'Eleven kender navnet på sin kontakt',
      followUp: '2027-03-04',
      actions: [{ what: 'Lav en fælles kontaktliste', who: 'Skolens konsulent', when: 'uge 4' }]
    })
    expect(minutes.notes[0]?.lanes.flatMap(lane => lane.notes).sort()).toEqual(['Fast makker de første tre uger', 'Ét opkald ved hvert skift'])

    await laptop.getByRole('link', { name: 'Åbn referatet' }).first().click()
    await laptop.getByRole('heading', { name: title }).waitFor()
    const [, passedOn] = new URL(laptop.url()).hash.split('.')
    const opens = await fetch(`${server.origin}/api/boards/${board}`, { headers: { authorization: `Bearer ${passedOn}` } })
    expect(await opens.json(), 'the address to pass on opens nothing but the minutes').toMatchObject({ kind: 'reader' })
    await expectAxeClean(laptop)
    await laptop.screenshot({ path: join(output, '14-minutes-laptop.png'), fullPage: true })
    const rows = await laptop
      .locator('table')
      .evaluateAll(tables =>
        tables.flatMap(table =>
          [...table.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('th,td')].map(cell => cell.textContent?.trim() ?? ''))
        )
      )
    for (const [index, name] of names.entries()) {
      const { counts, unknown } = expected(index + 1)
      const row = rows.find(cells => cells[0]?.includes(name) && cells.length >= counts.length + 2)
      expect(row?.slice(1, counts.length + 2).map(Number), `the table's row for ${name}`).toEqual([...counts, unknown])
    }
  })

  it('made no error and asked no other origin on any screen', () => {
    for (const { name, device } of devices) {
      // The phone whose cable was cut sees its sockets refused; that is what was tested.
      expectQuiet(device, name.includes('mister nettet') ? /WebSocket connection|ERR_CONNECTION|Failed to load resource/ : undefined)
    }
  })
})
