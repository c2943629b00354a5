import { describe, expect, it } from 'vitest'
import { MINUTES_VERSION, type Minutes } from '../core/minutes/minutes.ts'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import * as examples from '../islands/minutes/examples.ts'
import { MINUTES_LENGTH, readMinutesFile } from './minutes-file.ts'

/** Whatever a file may hold. */
// biome-ignore lint/suspicious/noExplicitAny: the tests spoil it in every way.
type Loose = any

const saved = (minutes: Minutes): string => JSON.stringify(minutes, null, 2)
const spoilt = (spoil: (minutes: Loose) => void, from: Minutes = examples.withSplit): string => {
  const minutes = structuredClone(from)
  spoil(minutes)
  return saved(minutes)
}
/** As version 1 had them. */
const earlier = (minutes: Loose): void => {
  minutes.version = 1
  delete minutes.words.reply
  delete minutes.words.how
  for (const agreement of minutes.agreements) delete agreement.reply
}
const toldOf = (json: string): string[] => {
  const read = readMinutesFile(json, 'referat.json')
  return read.ok ? [] : read.faults.map(({ field, remedy }) => `${field}: ${remedy}`)
}

describe('minutes that were saved as a file', () => {
  it.each(Object.entries(examples))('come back as they were: %s', (_, minutes) => {
    expect(readMinutesFile(saved(minutes))).toEqual({ ok: true, minutes, note: '' })
  })

  it('come back with sections and a second answer that stands apart', () => {
    const minutes = structuredClone(examples.withStatements) as Loose
    const [rating] = minutes.ratings
    rating.notApplicable = 'ikke relevant'
    rating.sections = [{ id: 'a', title: 'Velkomst', items: rating.elements.flatMap((element: Loose) => element.items.map(({ id }: Loose) => id)) }]
    rating.elements[0].items[0].figure = { counts: [0, 1, 2, 3, 0], unknown: 1, notApplicable: 2 }
    expect(readMinutesFile(saved(minutes))).toEqual({ ok: true, minutes, note: '' })
  })

  it('are read from before they were numbered, with the words of then, and it is said', () => {
    const read = readMinutesFile(
      spoilt(minutes => {
        earlier(minutes)
        delete minutes.version
        for (const rating of minutes.ratings) delete rating.patterns
      })
    )
    expect(read).toMatchObject({ ok: true, note: expect.stringContaining('tidligere udgave') })
    expect(read.ok && read.minutes.ratings[0]?.patterns).toEqual(earlierPatterns)
    expect(read.ok && read.minutes.version).toBe(MINUTES_VERSION)
  })

  it('are read from before they had an answer to the students, and it is said', () => {
    const read = readMinutesFile(spoilt(earlier))
    expect(read).toMatchObject({ ok: true, note: expect.stringContaining('tidligere udgave') })
    expect(read.ok && read.minutes).toMatchObject({ version: MINUTES_VERSION, words: { reply: 'Svar til eleverne' } })
    expect(read.ok && read.minutes.agreements.map(({ reply }) => reply)).toEqual([null, null])
  })

  it('are read of version 2, whose points had no decision and no origin', () => {
    const read = readMinutesFile(
      spoilt(minutes => {
        minutes.version = 2
        for (const review of minutes.reviews) for (const field of ['decision', 'from']) delete review[field]
      })
    )
    expect(read).toMatchObject({ ok: true, note: expect.stringContaining('tidligere udgave') })
    expect(read.ok && read.minutes.reviews.map(({ decision, from }) => [decision, from])).toEqual([
      [null, null],
      [null, null]
    ])
  })

  it('are read of version 3, which did not tell how answers came', () => {
    const read = readMinutesFile(
      spoilt(minutes => {
        minutes.version = 3
        for (const each of [...minutes.ratings, ...minutes.votes]) delete each.ways
      })
    )
    expect(read).toMatchObject({ ok: true, minutes: { version: MINUTES_VERSION }, note: expect.stringContaining('tidligere udgave') })
  })

  it('[ways-count-only] come back with how answers came', () => {
    const minutes = structuredClone(examples.withStatements) as Loose
    minutes.ratings[0].ways = { phone: 7, shared: 3, paper: 2 }
    expect(readMinutesFile(saved(minutes))).toEqual({ ok: true, minutes, note: '' })
    minutes.ratings[0].ways.name = 'Anne'
    expect(readMinutesFile(saved(minutes)).ok).toBe(false)
  })

  it('are refused from a newer version, with what to do', () => {
    expect(
      toldOf(
        spoilt(minutes => {
          minutes.version = MINUTES_VERSION + 1
          minutes.something = 'new'
        })
      )
    ).toEqual([expect.stringMatching(/^version: er nyere .* Genindlæs siden/)])
  })

  it.each<[string, string, string | RegExp]>([
    ['no JSON', '{"title": ', /^hele filen: kan ikke læses/],
    ['nothing', '', /^hele filen: kan ikke læses/],
    ['a list', '[]', /^hele filen: er ikke et referat/],
    ['null', 'null', /^hele filen: er ikke et referat/],
    ['some other JSON', '{"name": "x"}', /^hele filen: er ikke et referat/],
    ['too much', ' '.repeat(MINUTES_LENGTH + 1), /^hele filen: er for stor/],
    ['a version that is none', spoilt(m => (m.version = 'x')), /^version: /],
    ['no title', spoilt(m => delete m.title), 'title: mangler. Skriv det.'],
    ['a field that nobody knows', spoilt(m => (m.secret = 1)), /^secret: kendes ikke her/],
    ['a number of people that is none', spoilt(m => (m.people = -1)), /^people: /],
    ['a date that is none', spoilt(m => (m.made = 'i går')), /^made: har ikke den rigtige form/],
    [
      'an element that there is not',
      spoilt(m => (m.ratings[0].elements[0].number = 7)),
      /^ratings\.nr\. 1\.elements\.nr\. 1\.number: skal være en af/
    ],
    ['a figure of another scale', spoilt(m => m.ratings[0].elements[0].figure.counts.pop()), /^ratings\.nr\. 1\.scale: har ikke lige så mange/],
    ['a figure that is none', spoilt(m => (m.ratings[0].elements[0].figure = 5)), /^ratings\.nr\. 1\.elements\.nr\. 1\.figure: /],
    ['words that are missing', spoilt(m => delete m.ratings[0].patterns.spread), /^ratings\.nr\. 1\.patterns\.spread: mangler/],
    ['sections that lack an item', spoilt(m => (m.ratings[0].sections = [])), /^ratings\.nr\. 1\.sections: mangler et udsagn/],
    ['a status that there is not', spoilt(m => (m.reviews[0].status = 'glemt')), /^reviews\.nr\. 1\.status: /]
  ])('are refused with field and remedy where there is %s', (_, json, told) => {
    expect(toldOf(json)).toEqual([typeof told === 'string' ? told : expect.stringMatching(told)])
  })
})
