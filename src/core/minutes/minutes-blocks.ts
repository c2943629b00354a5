import { joinedWords } from '../figures/counts.ts'
import { day, dayWithWeek, isIsoDate } from '../text/date.ts'
import type { Block, Row } from './block.ts'
import { doing } from './doing.ts'
import { inOneLines } from './in-one-lines.ts'
import type { Minutes } from './minutes.ts'
import { ratingBlocks } from './rating-blocks.ts'
import { reviewLine } from './review-words.ts'
import { waysAfter, withheldWords } from './words.ts'

const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'heading', level, text })
const paragraph = (text: string, label?: string): Block[] => (text === '' ? [] : [{ kind: 'paragraph', text, ...(label && { label }) }])
/** A chapter; nothing where it has no parts. */
const chapter = (title: string, parts: Block[]): Block[] => (parts.length === 0 ? [] : [heading(2, title), ...parts])

function agreementBlocks(agreement: Minutes['agreements'][number], place: number, words: Minutes['words']): Block[] {
  const { element, want, sign, followUp, actions, reply } = agreement
  const rows = actions.map((action): Row => ({ cells: [action.what, action.who, action.when], line: doing(action.what, action, words) }))
  return [
    heading(3, `${place}. ${want === '' ? `${words.what} uden fokusområde` : want}`),
    ...paragraph(element ? `${element.number}. ${element.name}` : '', 'Kerneelement'),
    ...paragraph(sign, words.sign),
    ...(rows.length > 0 ? [{ kind: 'table' as const, caption: words.what, head: [words.what, words.who, words.when], rows }] : []),
    ...paragraph(reply ? doing(reply.how, reply, words) : '', words.reply),
    ...paragraph(isIsoDate(followUp) ? dayWithWeek(followUp) : followUp, words.followUp)
  ]
}

function voteBlocks({ title, voters, ways, withheld, options }: Minutes['votes'][number]): Block[] {
  const rows = options.map(({ label, dots }): Row => ({ cells: [label, `${dots}`], line: `${label}: ${dots}` }))
  return [
    heading(3, title),
    ...paragraph(voters === null ? '' : `${voters} satte prikker${waysAfter(ways)}.`),
    ...(withheld ? paragraph(withheldWords.few) : [{ kind: 'table' as const, caption: title, head: ['Valg', 'Prikker'], rows }])
  ]
}

/**
 * The minutes as the parts of a document, in the order in which every format has them: agreements, last time's, what was revealed, notes.
 * [form-kept] What people wrote is one line, but for notes.
 */
export function minutesBlocks(raw: Minutes): Block[] {
  const { title, workshop, made, expires, closed, agreements, reviews, ratings, votes, notes, words, ...rest } = inOneLines(raw)
  const joined = joinedWords(rest.people, rest.answered, rest.settings.privacy === 'cards')
  return [
    heading(1, title),
    ...paragraph([workshop, day(made), joined].filter(part => part !== '').join(', ')),
    ...paragraph(closed ? '' : 'Mødet er ikke lukket endnu. Referatet kan ændre sig.'),
    ...chapter(
      'Det har vi aftalt',
      agreements.length > 0
        ? agreements.flatMap((agreement, i) => agreementBlocks(agreement, i + 1, words))
        : paragraph('Der er ikke skrevet nogen aftale.')
    ),
    ...chapter(
      'Siden sidst',
      reviews.length === 0
        ? []
        : [
            {
              kind: 'list',
              items: reviews.map(reviewLine)
            }
          ]
    ),
    ...chapter(
      'Svar',
      ratings.flatMap(rating => ratingBlocks(rating, rest.settings))
    ),
    ...chapter('Prikker', votes.flatMap(voteBlocks)),
    ...chapter(
      'Sedler',
      notes.flatMap(({ title: name, lanes }) => [
        heading(3, name),
        ...lanes.flatMap(lane => [heading(4, lane.label), { kind: 'list' as const, items: lane.notes }])
      ])
    ),
    ...paragraph(`Mødet slettes af sig selv den ${day(expires)}. Pejling er et redskab til dialog og ikke en måling.`)
  ]
}
