import { headsWords, joinedWords } from '../figures/counts.ts'
import { patternOf } from '../figures/pattern.ts'
import type { RatedItem } from '../figures/rated.ts'
import { type Figure, isWithheld } from '../figures/results.ts'
import { people } from '../figures/scale.ts'
import { day, dayWithWeek, isIsoDate } from '../text/date.ts'
import { hanging, oneLine } from '../text/plain-text.ts'
import { type AnswerWords, apartWords } from '../workshop/answer-words.ts'
import { wordingLine } from '../workshop/item-text.ts'
import { splitNames } from '../workshop/labels.ts'
import { inSections } from '../workshop/sections.ts'
import type { Minutes } from './minutes.ts'
import { reviewLine } from './review-words.ts'

/** Why a figure is not shown, in words. */
export const withheldWords: Record<'few' | 'difference', string> = {
  few: 'Vises ikke: for få svar.',
  difference: 'Vises ikke, for så kunne enkelte svar regnes ud.'
}

const inText = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

/** A figure in one line: "12 svar: slet ikke 0, i mindre grad 2, ... Ved ikke: 1." */
function figureText(figure: Figure, words: AnswerWords): string {
  if (isWithheld(figure)) return withheldWords[figure.withheld]
  const counts = words.scale.map((word, step) => `${word.toLowerCase()} ${figure.counts[step] ?? 0}`).join(', ')
  const apart = apartWords(words).map(({ apart, word }) => ` ${word}: ${figure[apart] ?? 0}.`)
  return `${people(figure)} svar: ${counts}.${apart.join('')}`
}

/** The pattern's name and its sentence; nothing where the figure is withheld. */
function patternText(figure: Figure, words: AnswerWords): string[] {
  if (isWithheld(figure)) return []
  const { name, sentence } = words.patterns[patternOf(figure)]
  return [`  ${name}. ${sentence}`]
}

/** "  · Vi spørger. 6 svar: ..."; where not all were asked the same, each wording and the figure have a line of their own. */
function itemLines({ wordings, figure }: RatedItem, words: AnswerWords): string[] {
  const parts = [...wordings.map(wordingLine), figureText(figure, words)]
  return wordings.length === 1 ? [`  · ${parts.join(' ')}`] : parts.map((part, i) => `${i === 0 ? '  · ' : '    '}${part}`)
}

/** The items of a rating with sections, by section. */
function sectionText({ sections, elements, ...words }: Minutes['ratings'][number]): string[] {
  if (!sections) return []
  const items = elements.flatMap(element => (isWithheld(element.figure) ? [] : element.items))
  return inSections(items, sections).flatMap(({ title, entries }) => ['', `${title}:`, ...entries.flatMap(item => itemLines(item, words))])
}

function splitText({ split, elements, ...words }: Minutes['ratings'][number]): string[] {
  if (!split) return []
  if ('withheld' in split) return ['', `Svarene vises ikke delt ${splitNames[split.by]}: mindst én gruppe er for lille.`]
  return split.groups.flatMap(group => [
    '',
    `${group.label}:`,
    ...elements.flatMap(({ number, name }) => {
      const figure = group.elements[number]
      return figure ? [`- ${number}. ${name}: ${figureText(figure, words)}`] : []
    })
  ])
}

const section = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines])

function agreementText(agreement: Minutes['agreements'][number], place: number, words: Minutes['words']): string[] {
  const { element, want, sign, followUp, actions } = agreement
  const date = isIsoDate(followUp) ? dayWithWeek(followUp) : followUp
  return [
    '',
    `${place}. ${want === '' ? `${words.what} uden fokusområde` : want}`,
    ...(element ? [`   Kerneelement: ${element.number}. ${element.name}`] : []),
    ...(sign === '' ? [] : [`   ${words.sign}: ${sign}`]),
    ...actions.map(
      ({ what, who, when }) =>
        `   - ${[what, who && `${inText(words.who)}: ${who}`, when && `${inText(words.when)}: ${when}`].filter(Boolean).join(', ')}`
    ),
    ...(date === '' ? [] : [`   ${words.followUp}: ${date}`])
  ]
}

/** The same minutes with one line in each field, but for notes: what people wrote must not look like the form around it. */
function inLines(minutes: Minutes): Minutes {
  const { notes, ...short } = minutes
  const tidy = (value: unknown): unknown => {
    if (typeof value === 'string') return oneLine(value)
    if (Array.isArray(value)) return value.map(tidy)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)]))
  }
  const walls = notes.map(({ step, title, lanes }) => ({
    step,
    title: oneLine(title),
    lanes: lanes.map(lane => ({ ...lane, label: oneLine(lane.label) }))
  }))
  return { ...(tidy(short) as Omit<Minutes, 'notes'>), notes: walls }
}

/** The minutes as plain Danish text, to paste into an email or into the committee's own minutes. Lines end in "\n". */
export function minutesText(raw: Minutes): string {
  const minutes = inLines(raw)
  const { title, workshop, made, expires, closed, agreements, reviews, ratings, votes, notes } = minutes
  return [
    title,
    [workshop, day(made), joinedWords(minutes.people, minutes.answered, minutes.settings.privacy === 'cards')].filter(part => part !== '').join(', '),
    ...(closed ? [] : ['Mødet er ikke lukket endnu. Referatet kan ændre sig.']),
    ...section(
      'Det har vi aftalt',
      agreements.length > 0
        ? agreements.flatMap((agreement, i) => agreementText(agreement, i + 1, minutes.words))
        : ['Der er ikke skrevet nogen aftale.']
    ),
    ...section(
      'Siden sidst',
      reviews.map(review => `- ${reviewLine(review)}`)
    ),
    ...section(
      'Svar',
      ratings.flatMap(rating => [
        '',
        `${rating.title}: ${rating.question}`,
        rating.heads === null ? `${rating.answered} har svaret.` : `${headsWords(rating.heads, rating.answered)}.`,
        ...rating.elements.flatMap(({ number, name, figure, difference, items }) => [
          `- ${number}. ${name}: ${figureText(figure, rating)}`,
          ...patternText(figure, rating),
          ...(difference === '' ? [] : [`  ${difference}`]),
          // A single statement that all were asked alike is the element's figure once more.
          ...((items.length > 1 || difference !== '') && !rating.sections && !isWithheld(figure)
            ? items.flatMap(item => itemLines(item, rating))
            : [])
        ]),
        ...sectionText(rating),
        ...splitText(rating)
      ])
    ),
    ...section(
      'Prikker',
      votes.flatMap(({ title: name, voters, withheld, options }) => [
        '',
        voters === null ? `${name}:` : `${name}: ${voters} satte prikker.`,
        ...(withheld ? [withheldWords.few] : options.map(({ label, dots }) => `- ${label}: ${dots}`))
      ])
    ),
    ...section(
      'Sedler',
      notes.flatMap(({ title: name, lanes }) => [
        '',
        name,
        ...lanes.flatMap(lane => [`${lane.label}:`, ...lane.notes.map(note => hanging('- ', note))])
      ])
    ),
    '',
    `Mødet slettes af sig selv den ${day(expires)}. Pejling er et redskab til dialog og ikke en måling.`,
    ''
  ].join('\n')
}
