import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import { earlierPatterns } from '../workshop/earlier-words.ts'
import type { Instrument, ItemData } from '../workshop/workshop.ts'
import { lastMeeting } from './last-meeting.ts'

const scale = ['nej', 'lidt', 'ja']
const items: ItemData[] = [
  { id: 'a', element: 1, text: 'Vi spørger.' },
  { id: 'b', element: 1, text: 'Vi lytter.', bySide: { elev: 'Jeg bliver hørt.' } },
  { id: 'c', element: 2, text: 'Vi følges ad.' }
]
const instrument = (change: Partial<Instrument<ItemData>> = {}): Instrument<ItemData> => ({
  title: 'Svar',
  question: 'Hvor er I?',
  scale,
  unknown: 'ved ikke',
  patterns: earlierPatterns,
  items,
  ...change
})
const figure = (n: number): Figure => ({ counts: [n, 1, 2], unknown: 1 })
const few: Figure = { withheld: 'few' }
const asked = (id: string, text: string, shown: Figure) => ({ id, wordings: [{ text, who: '' }], figure: shown })
const rating = (change: object = {}): Minutes['ratings'][number] =>
  ({
    question: 'Hvor er I?',
    scale,
    unknown: 'ved ikke',
    elements: [
      { number: 1, figure: figure(1), items: [asked('a', 'Vi spørger.', figure(2)), asked('b', 'Vi lytter.', few)] },
      { number: 2, figure: few, items: [asked('c', 'Vi følges ad.', figure(4))] }
    ],
    ...change
  }) as Minutes['ratings'][number]
const last = (...ratings: Minutes['ratings']) => ({ title: 'Sidst', made: '2026-03-04T09:00:00.000Z', ratings })

describe('what a new meeting brings of an earlier one', () => {
  it('[last-published-only] is the figures that were shown of what is asked in the same words, and who it was', () => {
    expect(lastMeeting(last(rating()), { instruments: { svar: instrument() } })).toEqual({
      title: 'Sidst',
      made: '2026-03-04T09:00:00.000Z',
      ratings: { svar: { elements: { 1: figure(1) }, items: { a: figure(2), c: figure(4) } } }
    })
  })

  it('[last-published-only] leaves an element out where another statement was asked of it, or one more, or one less', () => {
    const of = (now: ItemData[]) => lastMeeting(last(rating()), { instruments: { svar: instrument({ items: now }) } })?.ratings.svar
    const [a, b, c] = items as [ItemData, ItemData, ItemData]
    expect(of([a, { ...b, text: 'Vi lytter mere.' }, c])).toEqual({ elements: {}, items: { a: figure(2), c: figure(4) } })
    expect(of([a, c])).toEqual({ elements: {}, items: { a: figure(2), c: figure(4) } })
    expect(of([a, b, { ...c, id: 'd', element: 1 }])).toEqual({ elements: {}, items: { a: figure(2) } })
    // Then only students were asked, in a wording that is asked now too.
    const students = rating({ elements: [{ number: 1, figure: figure(1), items: [asked('b', 'Jeg bliver hørt.', figure(3))] }] })
    expect(lastMeeting(last(students), { instruments: { svar: instrument({ items: [b] }) } })?.ratings.svar).toEqual({
      elements: { 1: figure(1) },
      items: { b: figure(3) }
    })
  })

  it.each<[string, Partial<Instrument<ItemData>>]>([
    ['another question', { question: 'Hvor vil I hen?' }],
    ['another scale', { scale: ['nej', 'noget', 'ja'] }],
    ['a longer scale', { scale: ['nej', 'lidt', 'ja', 'helt'] }],
    ['another word for not knowing', { unknown: 'kan ikke vurdere' }],
    ['a way to say that it is not relevant', { notApplicable: 'ikke relevant' }]
  ])('[last-published-only] has nothing where there is %s', (_, change) => {
    expect(lastMeeting(last(rating()), { instruments: { svar: instrument(change) } })).toBeNull()
  })

  it('[last-published-only] has nothing of a meeting that showed nothing, and of two rounds the last one', () => {
    expect(lastMeeting(last(), { instruments: { svar: instrument() } })).toBeNull()
    const again = rating({ elements: [{ number: 2, figure: figure(7), items: [asked('c', 'Vi følges ad.', figure(7))] }] })
    expect(lastMeeting(last(rating(), again), { instruments: { svar: instrument() } })?.ratings.svar).toEqual({
      elements: { 2: figure(7) },
      items: { c: figure(7) }
    })
  })
})
