import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { strFromU8, unzipSync } from 'fflate'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import type { Wall } from '../../core/agreement/wall.ts'
import { actionsCsv } from '../../core/minutes/actions-csv.ts'
import { minutesCalendar } from '../../core/minutes/calendar.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import { minutesMarkdown } from '../../core/minutes/minutes-markdown.ts'
import { minutesText } from '../../core/minutes/minutes-text.ts'
import { meeting } from '../../core/test-meeting.ts'
import type { Step } from '../../core/workshop/workshop.ts'
import { minutesJsonSchema } from '../../schemas/minutes-json-schema.ts'
import { minutesOf } from '../../steps/minutes.ts'
import * as examples from './examples.ts'
import { wordFile } from './word-file.ts'

/** What the page of the minutes hands out, each as text. */
async function formatsOf(minutes: Minutes): Promise<Record<string, string>> {
  const word = unzipSync(new Uint8Array(await (await wordFile(minutes)).arrayBuffer()))
  return {
    text: minutesText(minutes),
    markdown: minutesMarkdown(minutes),
    csv: actionsCsv(minutes) ?? '',
    ics: minutesCalendar(minutes, Date.parse(minutes.made)) ?? '',
    json: JSON.stringify(minutes),
    word: Object.values(word)
      .map(file => strFromU8(file))
      .join('\n')
  }
}

const html = (markdown: string): string => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
const tagsOf = (text: string): string[] => [...text.matchAll(/<\/?([a-z0-9]+)[^>]*>/g)].map(([tag]) => tag)

describe('what the minutes are handed out as', () => {
  it('[minutes-published-only] holds nothing of what was not revealed, taken away or said to the mødeleder alone, in any format', async () => {
    const canary = (id: string): string => `Kanarie${id}`
    const secret = meeting.instruments.start
    if (!secret) throw new Error('An instrument')
    const rated = { counts: [0, 1, 6], unknown: 0 }
    const wall: Wall = {
      notes: [
        { id: 'n1', step: 'noter', lane: 'hindrer', text: 'Travle uger' },
        { id: 'n2', step: 'noter', lane: canary('lane'), text: canary('seddel') },
        { id: 'n3', step: canary('step'), lane: 'hindrer', text: canary('andet') }
      ],
      focus: [
        {
          id: 'f',
          element: 4,
          want: 'Alle elever er ventet',
          sign: 'De kender navnet',
          followUp: '2027-03-16',
          replyHow: 'På klassemødet',
          replyWho: 'Lise',
          replyWhen: 'fredag den 12. marts 2027 (uge 10)'
        }
      ],
      actions: [{ id: 'a', focus: 'f', what: 'Skriv en velkomst', who: 'Anne', when: '2027-01-08' }],
      reviews: [{ id: 'r', what: 'Fast kontakt', status: 'gjort', decision: null, note: '' }]
    }
    const steps: Step[] = meeting.steps.map(step => ({
      ...step,
      say: [canary('manus')],
      ifQuiet: canary('stille'),
      see: canary('se'),
      prompts: [canary('spm')]
    }))
    const hidden = (id: string) => ({ id, title: canary(id), minutes: 1, say: [], ifQuiet: '', see: '', prompts: [] })
    const minutes = minutesOf({
      title: 'LUU i november',
      made: '2026-11-23T09:00:00Z',
      expires: '2026-12-23T09:00:00Z',
      closed: false,
      workshop: {
        ...meeting,
        instruments: {
          ...meeting.instruments,
          skjult: {
            ...secret,
            title: canary('titel'),
            question: canary('spoergsmaal'),
            items: [{ id: 'S1', element: 2, text: canary('udsagn') }] as never
          }
        },
        steps: [
          ...steps,
          { ...hidden('skjult'), kind: 'rate', instrument: 'skjult' },
          { ...hidden('stemmer'), kind: 'vote', dots: 1, options: [{ id: 'v1', label: canary('valg') }] }
        ]
      },
      results: {
        settings: { privacy: 'private', minimum: 5, keepDays: 30 },
        people: 7,
        answered: 7,
        closed: null,
        progress: { skjult: { answered: 98_761, done: 98_762 } },
        previews: {},
        published: {
          svar: { kind: 'rate', answered: 7, elements: { 4: rated }, items: { K4a: rated, K4b: { withheld: 'few' } }, split: null }
        }
      },
      wall
    })
    const formats = await formatsOf(minutes)
    for (const [format, text] of Object.entries(formats)) {
      expect(text, format).not.toMatch(/kanarie|9876[12]/i)
      expect(text, format).toContain('Alle elever er ventet')
    }
    for (const format of ['text', 'markdown', 'json', 'word']) expect(formats[format], format).toContain('Travle uger')
  })

  it('has the answer to students in every format', async () => {
    for (const [format, text] of Object.entries(await formatsOf(examples.wholeMeeting))) {
      // A line of a calendar is folded.
      const whole = text.replaceAll('\r\n ', '')
      for (const words of ['Svar til eleverne', 'Vi fortæller det på klassemødet', 'Kontaktlæreren'])
        expect(whole, `${format}: ${words}`).toContain(words)
    }
  })
})

describe('the minutes as Markdown', () => {
  it('are read with their headings, lists and tables', () => {
    const read = html(minutesMarkdown(examples.withStatements))
    expect([...read.matchAll(/<h([1-4])>/g)].map(([, level]) => level).join('')).toMatch(/^1233/)
    expect(read).toContain('<h1>LUU-møde i november</h1>')
    expect(read).toContain('<li>Én fast kontaktlærer</li>')
    expect(read.match(/<table>/g)).toHaveLength(4)
    expect(read).toContain('<strong>Svar til eleverne:</strong> Vi fortæller det på klassemødet')
    // Each row has the cells of its head.
    for (const [table] of read.matchAll(/<table>.*?<\/table>/gs)) {
      const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row.match(/<t[hd]/g)?.length)
      expect(new Set(rows).size).toBe(1)
    }
  })

  it('[form-kept] have the form that they have, whatever people write', () => {
    const nasty = [
      '# Overskrift',
      '## x ##',
      '- punkt',
      '1. tal',
      '12) tal',
      '+ plus',
      '> citat',
      '    kode',
      '```',
      '~~~',
      '---',
      '===',
      '***fed*** og __fed__ og ~~streg~~',
      '[link](https://example.dk) ![billede](x.png) [ ] [^1]',
      '<script>alert(1)</script> <b>fed</b> <!-- x --> &lt; &#60;',
      'https://example.dk www.example.dk http://a.dk mail@example.dk <https://a.dk> xmpp:a@b.dk mailto:a@b.dk',
      'a | b | c',
      '`kode` \\* $x$ \\',
      'to\nlinjer\n\n# her\n- og her',
      '\tindrykket\t',
      '|---|---|',
      '[a]: https://example.dk'
    ]
    const usual = html(minutesMarkdown(examples.wholeMeeting))
    for (const text of nasty) {
      const minutes = structuredClone(examples.wholeMeeting)
      minutes.title = text
      for (const agreement of minutes.agreements) {
        for (const action of agreement.actions) Object.assign(action, { what: text, who: text, when: text })
        Object.assign(agreement, { want: text, sign: text, followUp: text, ...(agreement.reply && { reply: { how: text, who: text, when: text } }) })
      }
      for (const review of minutes.reviews) Object.assign(review, { what: text, note: text })
      for (const wall of minutes.notes) for (const lane of wall.lanes) lane.notes = lane.notes.map(() => text)
      for (const vote of minutes.votes) for (const option of vote.options) option.label = text
      const read = html(minutesMarkdown(minutes))
      // A note's own lines are lines still.
      expect(
        tagsOf(read).filter(tag => !tag.startsWith('<br')),
        text
      ).toEqual(tagsOf(usual))
      if (text.includes('\n')) expect(read).toContain('<li>to<br />\nlinjer<br />')
      const shown =
        text
          .split('\n')
          .filter(line => line.trim() !== '')
          .at(-1)
          ?.trim()
          .replace(/\s+/g, ' ') ?? ''
      const plain = read
        .replace(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
      expect(plain, text).toContain(shown)
    }
  })
})

describe('the JSON Schema of the minutes', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false })
  addFormats.default(ajv)
  const valid = ajv.compile(minutesJsonSchema())

  it.each(Object.entries(examples))('takes the minutes as they are handed out: %s', (_, minutes) => {
    expect([valid(JSON.parse(JSON.stringify(minutes))), valid.errors]).toEqual([true, null])
  })

  it('refuses what they are not', () => {
    const minutes = JSON.parse(JSON.stringify(examples.wholeMeeting))
    for (const wrong of [
      { ...minutes, version: 1 },
      { ...minutes, secret: 1 },
      { ...minutes, people: -1 },
      { ...minutes, title: undefined },
      { ...minutes, made: 'i går' }
    ])
      expect(valid(JSON.parse(JSON.stringify(wrong)))).toBe(false)
  })

  it('has one name wherever it is served, with the version of the file', () => {
    expect(minutesJsonSchema()).toMatchObject({ $id: 'urn:pejling:referat:4', $schema: 'https://json-schema.org/draft/2020-12/schema' })
  })
})
