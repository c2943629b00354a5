import type { Settings } from '../board/settings.ts'
import { headsWords } from '../figures/counts.ts'
import { patternOf } from '../figures/pattern.ts'
import type { RatedItem } from '../figures/rated.ts'
import { type Figure, isWithheld } from '../figures/results.ts'
import { people } from '../figures/scale.ts'
import { type AnswerWords, apartWords } from '../workshop/answer-words.ts'
import { wordingLine } from '../workshop/item-text.ts'
import { splitNames } from '../workshop/labels.ts'
import { inSections } from '../workshop/sections.ts'
import type { Block, Row } from './block.ts'
import type { Minutes } from './minutes.ts'
import { openWords, waysAfter, withheldWords } from './words.ts'

type Rating = Minutes['ratings'][number]

/** A figure in one line: "12 svar: slet ikke 0, i mindre grad 2, ... Ved ikke: 1." */
function figureText(figure: Figure, words: AnswerWords): string {
  if (isWithheld(figure)) return withheldWords[figure.withheld]
  const counts = words.scale.map((word, step) => `${word.toLowerCase()} ${figure.counts[step] ?? 0}`).join(', ')
  const apart = apartWords(words).map(({ apart, word }) => ` ${word}: ${figure[apart] ?? 0}.`)
  return `${people(figure)} svar: ${counts}.${apart.join('')}`
}

/** A figure beside what it is of, `label`; `pattern`: whether its pattern is told with its sentence. */
function figureRow(label: string, figure: Figure, words: AnswerWords, pattern: 'named' | 'told' = 'named'): Row {
  const between = /[.?!]$/.test(label) ? ' ' : ': '
  const line = `${label}${between}${figureText(figure, words)}`
  if (isWithheld(figure)) return { cells: [label, withheldWords[figure.withheld]], line }
  const { name, sentence } = words.patterns[patternOf(figure)]
  const counts = words.scale.map((_, step) => `${figure.counts[step] ?? 0}`)
  const apart = apartWords(words).map(each => `${figure[each.apart] ?? 0}`)
  return { cells: [label, ...counts, ...apart, `${people(figure)}`, name], line: pattern === 'told' ? `${line} ${name}. ${sentence}` : line }
}

const itemRow = ({ wordings, figure }: RatedItem, words: AnswerWords): Row => figureRow(wordings.map(wordingLine).join(' '), figure, words)

const figuresTable = (caption: string, first: string, rows: Row[], words: AnswerWords): Block[] =>
  rows.length === 0
    ? []
    : [{ kind: 'table', caption, head: [first, ...words.scale, ...apartWords(words).map(({ word }) => word), 'I alt', 'Mønster'], rows }]

/** Each element with its statements; where these stand in sections, the elements alone. A single statement that all were asked alike is the element's figure once more. */
const elementRows = ({ elements, sections, ...words }: Rating): Row[] =>
  elements.flatMap(({ number, name, figure, difference, items }) => [
    figureRow(`${number}. ${name}`, figure, words, 'told'),
    ...((items.length > 1 || difference !== '') && !sections && !isWithheld(figure)
      ? items.map((item): Row => ({ ...itemRow(item, words), under: true }))
      : [])
  ])

function sectionBlocks({ sections, elements, ...words }: Rating): Block[] {
  if (!sections) return []
  const items = elements.flatMap(element => (isWithheld(element.figure) ? [] : element.items))
  return inSections(items, sections).flatMap(({ title, entries }): Block[] => [
    { kind: 'heading', level: 4, text: title },
    ...figuresTable(
      title,
      'Udsagn',
      entries.map(item => itemRow(item, words)),
      words
    )
  ])
}

function splitBlocks({ split, elements, ...words }: Rating): Block[] {
  if (!split) return []
  if ('withheld' in split) return [{ kind: 'paragraph', text: `Svarene vises ikke delt ${splitNames[split.by]}: mindst én gruppe er for lille.` }]
  return split.groups.flatMap((group): Block[] => [
    { kind: 'heading', level: 4, text: group.label },
    ...figuresTable(
      group.label,
      'Kerneelement',
      elements.flatMap(({ number, name }) => {
        const figure = group.elements[number]
        return figure ? [figureRow(`${number}. ${name}`, figure, words)] : []
      }),
      words
    )
  ])
}

/** One revealed rating: what was asked, how many answered, and its figures as tables. */
export function ratingBlocks(rating: Rating, { privacy }: Pick<Settings, 'privacy'>): Block[] {
  const { title, question, answered, heads, ways, elements } = rating
  const sentences = [
    question,
    `${heads === null ? `${answered} har svaret` : headsWords(heads, answered)}${waysAfter(ways)}.`,
    privacy === 'open' ? openWords : ''
  ]
  return [
    { kind: 'heading', level: 3, text: title },
    ...sentences.filter(text => text !== '').map((text): Block => ({ kind: 'paragraph', text })),
    ...figuresTable(`${title}: ${question}`, 'Kerneelement', elementRows(rating), rating),
    ...elements.flatMap(({ number, name, difference }): Block[] =>
      difference === '' ? [] : [{ kind: 'paragraph', label: `${number}. ${name}`, text: difference }]
    ),
    ...sectionBlocks(rating),
    ...splitBlocks(rating)
  ]
}
