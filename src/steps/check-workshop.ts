import { stepKinds, type Workshop } from '../core/workshop/workshop.ts'
import type { Mistake, Place } from './checking.ts'
import { checkOf } from './checks.ts'

const repeated = <T>(list: readonly T[]) => list.findIndex((value, i) => list.indexOf(value) < i)

/**
 * What the parts of a workshop must agree on. The messages are Danish, because the author of a drejebog reads them;
 * `path` is where in the workshop.
 */
export function checkWorkshop(workshop: Workshop): Mistake[] {
  const found: Mistake[] = []
  const say = (path: (string | number)[], message: string) => found.push({ path, message })
  const unique = (list: readonly unknown[], path: (string | number)[], what: string) => {
    const at = repeated(list)
    if (at >= 0) say([...path, at], `${what} "${String(list[at])}" står to gange. Giv hver sin.`)
  }
  const { steps, instruments, elements } = workshop

  if (workshop.group.from > workshop.group.to) say(['group', 'from'], 'er større end group.to. Byt om på tallene.')
  const sum = steps.reduce((total, s) => total + s.minutes, 0)
  if (sum !== workshop.minutes)
    say(['minutes'], `er ${workshop.minutes}, men trinnenes minutter giver ${sum}. Ret minutes eller et trins minutes, så de stemmer.`)

  unique(
    workshop.sides.map(s => s.id),
    ['sides'],
    'Siden'
  )
  unique(
    workshop.roles.map(r => r.id),
    ['roles'],
    'Rollen'
  )
  unique(workshop.focus, ['focus'], 'Elementet')
  const numbers = elements.map(e => e.number)
  unique(numbers, ['elements'], 'Elementet')
  workshop.focus.forEach((n, i) => {
    if (!numbers.includes(n)) say(['focus', i], `nævner element ${n}, som ikke er med i elements. Tilføj det, eller fjern det her.`)
  })

  for (const [name, { elements, items }] of Object.entries(workshop.last?.ratings ?? {})) {
    const instrument = instruments[name]
    const asked = new Set(instrument?.items.map(({ id }) => id))
    const fits = [...Object.values(elements), ...Object.values(items)].every(({ counts }) => counts.length === instrument?.scale.length)
    if (!instrument || !fits || Object.keys(items).some(id => !asked.has(id)))
      say(['last', 'ratings', name], 'passer ikke til skemaet. Hent det sidste mødes referat igen.')
  }

  const ids: string[] = []
  for (const [name, { scale, unknown, notApplicable, sections, strengths, items }] of Object.entries(instruments)) {
    unique([...scale, unknown, notApplicable].filter(Boolean), ['instruments', name, 'scale'], 'Svaret')
    unique(sections?.map(({ id }) => id) ?? [], ['instruments', name, 'sections'], 'Afsnittet')
    unique(strengths?.map(({ id }) => id) ?? [], ['instruments', name, 'strengths'], 'Styrken')
    const placed = sections?.flatMap(section => section.items)
    const astray = placed ? [...placed, ''].findIndex((id, i) => id !== (items[i]?.id ?? '')) : -1
    if (astray >= 0)
      say(
        ['instruments', name, 'sections'],
        `har ikke hvert udsagn én gang i udsagnenes rækkefølge. Se på "${placed?.[astray] || items[astray]?.id}".`
      )
    items.forEach((entry, i) => {
      if (ids.includes(entry.id)) say(['instruments', name, 'items', i], `Udsagnet "${entry.id}" står to gange. Giv hver sin.`)
      ids.push(entry.id)
      if (entry.strength !== undefined && !strengths?.some(({ id }) => id === entry.strength))
        say(['instruments', name, 'items', i], `har styrken "${entry.strength}", som ikke er med i strengths. Tilføj den, eller fjern den her.`)
      if (!numbers.includes(entry.element))
        say(['instruments', name, 'items', i], `hører til element ${entry.element}, som ikke er med i elements. Ret element, eller tilføj det.`)
    })
  }

  unique(
    steps.map(s => s.id),
    ['steps'],
    'Trinnet'
  )
  steps.forEach((step, i) => {
    const before = steps.slice(0, i)
    const asked = step.kind === 'reveal' || stepKinds[step.kind].asked || before.some(({ kind }) => stepKinds[kind].asked)
    for (const field of ['say', 'ifQuiet', 'see', 'prompts'] as const)
      [step[field]].flat().forEach((each, n) => {
        if (!asked && typeof each === 'object' && (each.when.answers ?? each.when.reveal))
          say(['steps', i, field, n], 'taler om svar, før nogen kan have svaret. Fjern answers og reveal, eller flyt linjen til et senere trin.')
      })
    const place: Place = {
      workshop,
      before,
      say: (path, message) => say(['steps', i, ...path], message),
      unique: (list, path, what) => unique(list, ['steps', i, ...path], what)
    }
    checkOf(step)?.(step, place)
  })
  const closes = steps.filter(s => s.kind === 'close').length
  if (closes !== 1 || steps.at(-1)?.kind !== 'close') say(['steps'], 'skal have ét trin af slagsen close, og det skal være det sidste.')
  return found
}
