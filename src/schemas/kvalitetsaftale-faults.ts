import type { Doer, Party, Phase, Strength } from '../core/commitments/commitment.ts'
import { numberIn, type TermName, unitsNeeded } from '../core/placement/terms.ts'
import { isIsoDate } from '../core/text/date.ts'
import type { Fault } from './faults.ts'
import type { Aftale, Kapitel } from './kvalitetsaftale.ts'

type Filed<T> = T & { file: string }

/** `scales`: the names of the files in content/skalaer. */
type Agreement = { agreement: Filed<Aftale>; chapters: readonly Filed<Kapitel>[]; scales: readonly string[] }

/** What does not hang together across the files of one agreement: each fault with file, field and remedy. */
export function agreementFaults({ agreement, chapters, scales }: Agreement): Fault[] {
  const faults: Fault[] = []
  const fail = (file: string, field: string, remedy: string) => faults.push({ file, field, remedy })

  const chapterFiles = new Map<number, string>()
  const ids = new Map<string, string>()
  const add = (id: string, file: string, field: string) => {
    const earlier = ids.get(id)
    if (earlier) fail(file, field, `id ${id} er allerede brugt i ${earlier}. Giv tilsagnet sit eget.`)
    else ids.set(id, file)
  }
  for (const { number, commitments, file } of chapters) {
    const earlier = chapterFiles.get(number)
    if (earlier) fail(file, 'number', `${number} er brugt i ${earlier}. Giv kapitlet sit eget nummer.`)
    else chapterFiles.set(number, file)
    for (const { id, tasks = [] } of commitments) {
      add(id, file, `commitments.${id}.id`)
      for (const task of tasks) {
        add(task.id, file, `commitments.${id}.tasks.${task.id}.id`)
        if (!task.id.startsWith(`${id}.`))
          fail(file, `commitments.${id}.tasks.${task.id}.id`, `hører ikke til ${id}. Skriv ${id}. og opgavens nummer.`)
      }
    }
  }
  if (chapters.length === 0) fail(agreement.file, 'kapitler', 'mangler. Læg mindst ét kapitel i mappen kapitler ved siden af denne fil.')

  const refer = (to: readonly string[], file: string, field: string) => {
    for (const id of to) if (!ids.has(id)) fail(file, field, `nævner ${id}, som ikke findes i kapitlerne. Skriv et tilsagns id, eller fjern det.`)
  }
  for (const question of agreement.questions) refer(question.commitments, agreement.file, `questions.${question.id}.commitments`)
  for (const theme of agreement.themes)
    for (const number of theme.chapters)
      if (!chapterFiles.has(number))
        fail(
          agreement.file,
          `themes.${theme.title}.chapters`,
          `nævner kapitel ${number}, som ikke findes. Der er: ${[...chapterFiles.keys()].join(', ')}.`
        )
  if (!scales.includes(agreement.scale))
    fail(agreement.file, 'scale', `"${agreement.scale}" findes ikke i content/skalaer. Der er: ${scales.join(', ') || 'ingen'}.`)

  const { terms = {}, freeDays = [] } = agreement.placement ?? {}
  const numbers = new Map(chapters.flatMap(({ commitments }) => commitments.map(commitment => [commitment.id, commitment] as const)))
  for (const [name, id] of Object.entries(terms) as [TermName, string][]) {
    refer([id], agreement.file, `placement.terms.${name}`)
    const needed = unitsNeeded[name]
    const commitment = numbers.get(id)
    if (needed && commitment && !numberIn(commitment, ...needed))
      fail(
        agreement.file,
        `placement.terms.${name}`,
        `${id} har intet tal i ${needed.join(' eller ')}. Skriv tallet ved tilsagnet, eller nævn et andet.`
      )
  }
  for (const { date, commitment } of freeDays) {
    refer([commitment], agreement.file, `placement.freeDays.${date}`)
    if (!isIsoDate(`2024-${date}`)) fail(agreement.file, `placement.freeDays.${date}`, 'er ikke en dag i året. Skriv måneden først.')
  }

  for (const [field, list] of [
    ['strengths', agreement.strengths],
    ['roles', agreement.roles],
    ['phases', agreement.phases],
    ['questions', agreement.questions]
  ] as const)
    for (const [i, { id }] of list.entries())
      if (list.findIndex(other => other.id === id) < i) fail(agreement.file, `${field}.${id}`, 'står der to gange. Fjern den ene.')

  const explained = new Set<Strength>(agreement.strengths.map(({ id }) => id))
  const cast = new Set<Party>(agreement.roles.map(({ id }) => id))
  const times = new Set<Phase>(agreement.phases.map(({ id }) => id))
  const known = (doer: Doer) => doer === 'sted' || cast.has(doer)
  for (const { commitments, file } of chapters)
    for (const { id, strength, numbers = [], who, reading = [], phases, for: to, elements, why, tasks = [] } of commitments) {
      const at = `commitments.${id}`
      if (!explained.has(strength)) fail(file, `${at}.strength`, `"${strength}" er ikke forklaret i ${agreement.file}. Tilføj den under strengths.`)
      for (const doer of who)
        if (!known(doer)) fail(file, `${at}.who`, `"${doer}" er ikke en rolle i ${agreement.file}. Tilføj den under roles, eller vælg en anden.`)
      for (const party of to)
        if (!known(party)) fail(file, `${at}.for`, `"${party}" er ikke en rolle i ${agreement.file}. Tilføj den under roles, eller vælg en anden.`)
      for (const phase of phases)
        if (!times.has(phase))
          fail(file, `${at}.phases`, `"${phase}" er ikke en tid i ${agreement.file}. Tilføj den under phases, eller vælg en anden.`)
      for (const part of reading)
        if (part === 'who' ? who.length === 0 : part !== 'deadline' && !who.includes(part))
          fail(file, `${at}.reading`, `"${part}" står ikke i who. Skriv rollen dér, eller fjern den her.`)
      if (elements.length > 0 && !why) fail(file, `${at}.why`, 'mangler. Skriv, hvorfor tilsagnet tjener kerneelementet.')
      for (const { amount, to: upper } of numbers)
        if (upper !== undefined && upper <= amount) fail(file, `${at}.numbers`, `går fra ${amount} til ${upper}. Skriv det mindste tal først.`)
      for (const task of tasks) refer(task.same ?? [], file, `${at}.tasks.${task.id}.same`)
    }
  return faults
}
