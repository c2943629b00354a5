import { sitDown } from '../../../server/demo/person.ts'
import type { MadeParticipant } from '../../../src/core/board/api.ts'
import type { Side } from '../../../src/core/workshop/workshop.ts'
import type { Person } from './person.ts'

/** Who plays: a facilitator's laptop, a participant's phone and the big screen. */
export type Cast = { facilitator: Person; participant: Person; screen: Person }

/** The states of a meeting at which all three windows may be looked at, in order. */
export const states = [
  'lobby',
  'talk',
  'rating',
  'rated',
  'before-reveal',
  'reveal',
  'cards',
  'notes',
  'vote',
  'voted',
  'agreement',
  'end',
  'closed'
] as const
export type State = (typeof states)[number]

/** People at the table in all, one of whom is played by a window. */
const PEOPLE = 6
const title = 'LUU med alle browsere'
const want = 'Hver elev har én kontakt hvert sted'
const sign = 'Eleven kender navnet på sin kontakt'
const note = 'Fast makker de første tre uger'

/** A generator of its own: the same meeting at every run. */
const chanceOf = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

/** People without a browser, who answer and set dots as the meeting goes; what ends them. */
async function joinOverTheWire(origin: string, link: string, people: number): Promise<() => void> {
  const [board = '', key = ''] = new URL(link).hash.slice(1).split('.')
  const sides: Side[] = ['skole', 'oplaering']
  const leavers: (() => void)[] = []
  for (let n = 0; n < people; n++) {
    const answer = await fetch(`${origin}/api/boards/${board}/participants`, { method: 'POST', headers: { authorization: `Bearer ${key}` } })
    if (!answer.ok) throw new Error(`No seat for the others: ${answer.status} ${await answer.text()}`)
    const seat = (await answer.json()) as MadeParticipant
    const temper = { side: sides[n % 2] ?? 'skole', leaning: { 1: 0.7, 2: 0.3, 3: 0.5, 4: 0.8, 5: 0.2, 6: 0.6 }, notes: [], asked: true }
    leavers.push((await sitDown({ origin, board, ...seat }, temper, chanceOf(n + 1), 0.02)).leave)
  }
  return () => {
    for (const leave of leavers) leave()
  }
}

/**
 * A whole LUU meeting, from the front page to the minutes in the facilitator's and the participant's window. Everything is done by what
 * `cast` can do. Each state is told when all three windows show it, and may be looked at then; the minutes come after the last.
 */
export async function* playWholeMeeting(origin: string, { facilitator, participant, screen }: Cast): AsyncGenerator<State, void> {
  const all = [facilitator, participant, screen]
  const allRead = (words: RegExp) => Promise.all(all.map(person => person.reads(words)))
  const step = async (name: string): Promise<void> => {
    await facilitator.press('button', new RegExp(`^Næste: ${name.replace('?', '\\?')}`))
    await Promise.all(all.map(person => person.finds('heading', new RegExp(name.replace('?', '\\?')))))
  }

  await facilitator.goto(`${origin}/`)
  await facilitator.press('link', /^Vi er et LUU/)
  await facilitator.finds('heading', /^LUU: strategisk drøftelse$/)
  await facilitator.press('link', /^Start dette møde/)
  await facilitator.finds('button', /^Start mødet/)
  await facilitator.write(/^Hvad hedder mødet/, title)
  await facilitator.press('button', /^Start mødet/)
  await facilitator.finds('heading', new RegExp(`^${title}$`))
  await facilitator.finds('button', /^Begynd mødet/)
  const { code, links } = await facilitator.window.run(() => ({
    code: document.querySelector('[data-code]')?.getAttribute('data-code') ?? '',
    links: [...document.querySelectorAll<HTMLInputElement>('input[readonly]')].map(({ value }) => value).filter(value => value.includes('#'))
  }))
  const kinds = await Promise.all(
    links.map(async link => {
      const [board = '', key = ''] = new URL(link).hash.slice(1).split('.')
      const answer = await fetch(`${origin}/api/boards/${board}`, { headers: { authorization: `Bearer ${key}` } })
      return { link: origin + new URL(link).pathname + new URL(link).hash, kind: ((await answer.json()) as { kind: string }).kind }
    })
  )
  const linkOf = (kind: string): string => kinds.find(each => each.kind === kind)?.link ?? ''

  await screen.goto(linkOf('screen'))
  await screen.reads(/Ingen er med endnu/)
  await participant.goto(`${origin}/deltag/`)
  await participant.write(/^Kode fra storskærmen/, code)
  await participant.press('button', /^Kom med/)
  await participant.press('radio', /^Skolen/)
  await participant.press('button', /^Begynd$/)
  await participant.finds('heading', /^Du er med/)
  const leave = await joinOverTheWire(origin, linkOf('participant'), PEOPLE - 1)
  try {
    for (const person of [facilitator, screen]) await person.reads(new RegExp(`${PEOPLE} er med`))
    await facilitator.write(/^Hvor mange i rummet svarer/, String(PEOPLE))
    await facilitator.press('button', /^Gem antallet/)
    yield 'lobby'

    await facilitator.press('button', /^Begynd mødet/)
    await Promise.all(all.map(person => person.finds('heading', /Velkomst/)))
    yield 'talk'
    await step('Elevens stemme først')
    await step('Hver for sig')
    await participant.reads(/1 af 6/)
    yield 'rating'
    for (let item = 1; item <= 6; item++) {
      await participant.reads(new RegExp(`${item} af 6`))
      await participant.press('radio', item % 2 ? /^I høj grad$/ : /^Slet ikke$/)
      if (item === 1) {
        // Taken back, and then answered anew.
        await participant.press('button', /^Tag svaret tilbage/)
        await participant.reads(/Svaret er taget tilbage/)
        await participant.press('radio', /^I mindre grad$/)
      }
      await participant.press('button', /^(Næste|Færdig)$/)
    }
    await participant.finds('heading', /^Tak for dine svar/)
    for (const person of [facilitator, screen]) await person.reads(new RegExp(`${PEOPLE}( af ${PEOPLE})? har svaret`))
    yield 'rated'

    await step('Se billedet')
    await facilitator.finds('button', /^Vis svarene for alle/)
    yield 'before-reveal'
    await facilitator.press('button', /^Vis svarene for alle/)
    await Promise.all(all.map(person => person.finds('img', /^Kompasrose/)))
    yield 'reveal'
    await step('Hvad ligger bag?')
    yield 'cards'

    await step('Sedler på væggen')
    await participant.write(/^Ny seddel/, note)
    await participant.press('button', /^Sæt op/)
    await allRead(new RegExp(note))
    yield 'notes'

    await step('Vælg med to prikker')
    await participant.press('button', /^2\./)
    await participant.press('button', /^5\./)
    await facilitator.reads(new RegExp(`${PEOPLE} af ${PEOPLE} har sat prikker`))
    yield 'vote'
    await facilitator.press('button', /^Luk afstemningen, og vis prikkerne/)
    await allRead(new RegExp(`${PEOPLE} personer har sat prikker`))
    yield 'voted'

    await step('Beslut')
    await facilitator.press('button', /^Begynd med/)
    await facilitator.write(/^Det vil vi/, want)
    await facilitator.press('checkbox', /^Deltagerne kan skrive med/)
    await participant.write(/^Det vil eleverne mærke/, sign)
    await facilitator.press('button', /^Tilføj et skridt/)
    await facilitator.write(/^Skridt 1: hvad/, 'Lav en fælles kontaktliste')
    await facilitator.write(/^Skridt 1: hvem|^Hvem/, 'Skolens konsulent')
    for (const words of [want, sign]) await screen.reads(new RegExp(words))
    yield 'agreement'

    await step('Rund af')
    yield 'end'
    await facilitator.press('button', /^Luk mødet/)
    await facilitator.reads(/besvarelser|svar/)
    await facilitator.press('button', /^Luk mødet$/)
    await allRead(new RegExp(`De ${PEOPLE} besvarelser er slettet`))
    yield 'closed'
    for (const person of [participant, facilitator]) {
      await person.press('link', /^Åbn referatet/)
      await person.finds('heading', new RegExp(`^${title}$`))
      await person.reads(new RegExp(want))
      await person.reads(new RegExp(sign))
    }
  } finally {
    leave()
  }
}
