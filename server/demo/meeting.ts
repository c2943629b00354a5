import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { codeShown } from '../../src/core/board/code.ts'
import { boardLink } from '../../src/core/board/link.ts'
import { type Side, type WorkshopTemplate, withChoice } from '../../src/core/workshop/workshop.ts'
import { type Chance, type PlannedNote, sitDown, type Temper } from './person.ts'

/** The drejebog of a demo that names none. */
export const USUAL_WORKSHOP = 'luu-strategisk-droeftelse'

/** Nine people of an LUU: what each side tends to see, element by element, and what some of them hang up. */
const sides: { side: Side; people: number; leaning: Temper['leaning']; notes: PlannedNote[] }[] = [
  {
    side: 'skole',
    people: 3,
    leaning: { 1: 0.75, 2: 0.7, 3: 0.8, 4: 0.45, 5: 0.6, 6: 0.35 },
    notes: [
      { lane: 0, text: 'Vi mødes fast med vejlederne to gange om året' },
      { lane: 1, text: 'Overgangen efter første oplæring' },
      { lane: 0, text: 'Kontaktlærere, som eleverne kender' }
    ]
  },
  {
    side: 'oplaering',
    people: 3,
    leaning: { 1: 0.55, 2: 0.75, 3: 0.3, 4: 0.7, 5: 0.55, 6: 0.4 },
    notes: [
      { lane: 0, text: 'Følgetid de første fjorten dage' },
      { lane: 1, text: 'Vi hører for sent, når en elev er på vej væk' },
      { lane: 1, text: 'Tid til vejlederne i vagtplanen' }
    ]
  },
  {
    side: 'organisation',
    people: 2,
    leaning: { 1: 0.5, 2: 0.35, 3: 0.5, 4: 0.55, 5: 0.3, 6: 0.45 },
    notes: [
      { lane: 1, text: 'Elevnetværk på tværs af arbejdspladser' },
      { lane: 1, text: 'Ens forventninger til en oplæringsvejleder' }
    ]
  },
  {
    side: 'elev',
    people: 1,
    leaning: { 1: 0.4, 2: 0.55, 3: 0.35, 4: 0.6, 5: 0.2, 6: 0.5 },
    notes: [
      { lane: 0, text: 'At nogen spørger, hvordan det går' },
      { lane: 0, text: 'Én at ringe til' }
    ]
  }
]

/**
 * Makes a board of a drejebog (its file's name) on a running server and lets nine people join it, one after the other. `tell` gets lines for the
 * terminal. Rejects where the server has no such drejebog.
 */
export async function playMeeting(
  origin: string,
  chance: Chance,
  tell: (line: string) => void,
  { pace = 1, workshop: slug = USUAL_WORKSHOP }: { pace?: number; workshop?: string } = {}
): Promise<{ leave(): void }> {
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers = { ...(body ? { 'content-type': 'application/json' } : {}), ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const answer = await fetch(origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  const template = await call<WorkshopTemplate>('GET', `/workshops/${slug}.json`)
  const { privacy, title } = template
  const workshop = withChoice(template)
  const settings = { privacy, minimum: 5, keepDays: 1 }
  const { board, code, keys } = await call<MadeBoard>('POST', '/api/boards', { title: `${title} (demo)`, workshop, settings })
  tell('')
  tell(`Facilitator  ${boardLink(origin, board, keys.facilitator)}`)
  tell(`Participant  ${boardLink(origin, board, keys.participant)}`)
  tell(`Big screen   ${boardLink(origin, board, keys.screen)}`)
  tell(`Code         ${codeShown(code)}`)
  tell('')
  tell('Nine people sit down. They answer, write and vote as the facilitator opens the steps. Ctrl-C ends and forgets everything.')

  const people: { leave(): void }[] = []
  for (const { side, people: count, leaning, notes } of sides) {
    for (let i = 0; i < count; i++) {
      const { participant, key } = await call<MadeParticipant>('POST', `/api/boards/${board}/participants`, undefined, keys.participant)
      const temper = { side, leaning, notes: notes.filter((_, at) => at % count === i), asked: privacy !== 'cards' }
      people.push(await sitDown({ origin, board, participant, key }, temper, chance, pace))
      await new Promise(resolve => setTimeout(resolve, pace * (150 + chance() * 500)))
    }
  }
  return {
    leave() {
      for (const person of people) person.leave()
    }
  }
}
