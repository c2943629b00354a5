import type { Side, Workshop } from '../core/workshop/workshop.ts'
import { sides } from '../core/workshop/workshop.ts'
import type { Kerneelement } from './kerneelement.ts'

/**
 * What makes a statement hard to answer: two claims in one, a negation, a pair that asks students and staff different
 * things, a side that cannot know. The rules are the drafts' own (one claim, positive, seen or felt by who answers).
 */
export type StatementFault = { field: string; remedy: string }

/** Words that join two claims. "Skole og oplæring" and the like are one subject or place, written with two nouns. */
const joins = /(?:^|\s)(og|eller|men|samt|både|enten|dels)(?=\s)/i
const oneThing = /\b(skole og oplæring|kurser og temadage|hold eller arbejdspladser|andre elever eller kolleger)\b/gi

/** Negations. A quoted answer (”det ved jeg ikke”) is what somebody says, not what the statement denies. */
const negations = /(?:^|\s)(ikke|aldrig|ingen|intet|ingenting|hverken|uden|næppe)(?=[\s,.])/i
const quoted = /”[^”]*”/g

/** What only some sides have: "the other place" is a place for school and oplæring alone. */
const onlyFor: { words: RegExp; sides: readonly Side[] }[] = [
  { words: /\bdet andet sted\b/i, sides: ['skole', 'oplaering'] },
  { words: /\b(klassen?|lektion(en|er)?|skemaet)\b/i, sides: ['skole', 'elev'] },
  { words: /\b(arbejdsplanen|vagt(en|er|plan)?|borger(e|en|ne)?)\b/i, sides: ['oplaering', 'elev'] }
]

/** Who is meant, in any of the two forms of a pair: these words are what may differ. */
const persons = new Set('eleverne de dem deres sig jeg mig min mit mine'.split(' '))

/** The words of a statement that say what is asked about, by their first letters: "føler" and "følte" are the same. */
const asked = (text: string): string[] =>
  (text.toLowerCase().match(/\p{L}+/gu) ?? [])
    .filter(word => !persons.has(word))
    .map(word => word.slice(0, 3))
    .toSorted()

/** Each text of an element that is answered, where it stands, and by whom. */
function answered({ headline, statements }: Kerneelement): { field: string; text: string; sides: readonly Side[] }[] {
  const staff = (['strategisk', 'udvikling', 'udfoerende'] as const).flatMap(lens =>
    statements[lens].flatMap(({ id, text, skole, sides }) => [
      { field: `statements.${lens}.${id}.text`, text, sides: skole ? sides.filter(side => side !== 'skole') : sides },
      ...(skole ? [{ field: `statements.${lens}.${id}.skole`, text: skole, sides: ['skole' as const] }] : [])
    ])
  )
  const students = statements.elev.flatMap(({ id, text, own }) => [
    { field: `statements.elev.${id}.text`, text, sides: ['skole', 'oplaering'] as const },
    { field: `statements.elev.${id}.own`, text: own, sides: ['elev'] as const }
  ])
  return [{ field: 'headline', text: headline, sides }, ...staff, ...students]
}

/** What is wrong with the statements of one element, by field. */
export function statementFaults(element: Kerneelement): StatementFault[] {
  const faults: StatementFault[] = []
  for (const { field, text, sides: by } of answered(element)) {
    const plain = text.replace(quoted, '')
    const join = joins.exec(plain.replace(oneThing, ''))?.[1]
    if (join) faults.push({ field, remedy: `siger to ting med "${join}". Del den, eller behold den ene: Et svar skal gælde én ting.` })
    const negation = negations.exec(plain)?.[1]
    if (negation) faults.push({ field, remedy: `nægter med "${negation}". Skriv, hvad I gør, så et højt svar betyder, at det sker.` })
    for (const { words, sides: known } of onlyFor) {
      const word = words.exec(plain)?.[0]
      const cannot = word ? by.filter(side => !known.includes(side)) : []
      if (cannot.length > 0)
        faults.push({ field, remedy: `nævner "${word}", som ${cannot.join(' og ')} ikke kan svare på. Skriv det om, eller ret sides.` })
    }
  }
  for (const { id, text, own } of element.statements.elev)
    if (asked(text).join(' ') !== asked(own).join(' '))
      faults.push({
        field: `statements.elev.${id}.own`,
        remedy: 'spørger ikke om det samme som text. Brug de samme ord, kun med jeg i stedet for eleverne.'
      })
  return faults
}

/** The statements of a workshop that one of its sides cannot answer, as sentences. Headlines are for every side. */
export function unanswerable(workshop: Workshop, elements: readonly Kerneelement[]): { instrument: string; message: string }[] {
  const found: { instrument: string; message: string }[] = []
  for (const [instrument, { items }] of Object.entries(workshop.instruments))
    for (const { id, guess } of items) {
      const by = answerers(elements, id, guess === true)
      const cannot = workshop.sides.map(side => side.id).filter(side => by && !by.includes(side))
      if (cannot.length > 0)
        found.push({
          instrument,
          message: `giver ${cannot.join(' og ')} udsagnet ${id}, som de ikke kan svare på. Vælg andre udsagn, eller ret sides.`
        })
    }
  return found
}

/** The sides that may get this item, undefined for one that is not of the elements (a headline, an author's own). */
function answerers(elements: readonly Kerneelement[], id: string, guess: boolean): readonly Side[] | undefined {
  for (const { statements } of elements) {
    for (const lens of ['strategisk', 'udvikling', 'udfoerende'] as const) {
      const statement = statements[lens].find(each => each.id === id)
      if (statement) return statement.sides
    }
    if (statements.elev.some(each => each.id === id)) return guess ? ['skole', 'oplaering'] : ['elev']
  }
  return undefined
}
