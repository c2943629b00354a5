import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { minutesCalendar } from './calendar.ts'
import type { Minutes } from './minutes.ts'

const words = {
  want: 'Det vil vi',
  sign: 'Det vil eleverne mærke',
  what: 'Første skridt',
  who: 'Hvem',
  when: 'Hvornår',
  followUp: 'Vi ser på det igen',
  reply: 'Svar til eleverne',
  how: 'Hvordan'
}
const agreement = {
  id: 'f1',
  element: null,
  want: 'Alle elever er ventet',
  sign: 'De kender navnet',
  followUp: '2027-03-16',
  actions: [],
  reply: null
}
const settings: Minutes['settings'] = { privacy: 'private', minimum: 5, keepDays: 1 }
const minutesWith = (...agreements: Minutes['agreements']): Minutes =>
  ({ made: '2026-11-23T09:00:00.000Z', settings, words, agreements }) as unknown as Minutes
const NOW = Date.parse('2026-11-23T11:30:00Z')
const LATER = NOW + 60_000

/** The events as an independent reader has them. */
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(event => {
    const { summary, description, startDate, endDate, uid, sequence } = new ICAL.Event(event)
    return { summary, description, from: startDate.toString(), to: endDate.toString(), isDay: startDate.isDate, uid, sequence }
  })
const calendar = (...agreements: Minutes['agreements']): string => minutesCalendar(minutesWith(...agreements), NOW) ?? ''

describe('the calendar of a meeting', () => {
  it('has a day for each date to look back, without a time or a zone', () => {
    expect(read(calendar(agreement))).toEqual([
      {
        summary: 'Vi ser på det igen: Alle elever er ventet',
        description: 'Det vil eleverne mærke: De kender navnet',
        from: '2027-03-16',
        to: '2027-03-17',
        isDay: true,
        uid: '20261123T090000Z-f1-igen@pejling',
        sequence: 150
      }
    ])
    expect(calendar(agreement)).not.toMatch(/TZID|VTIMEZONE|METHOD/)
  })

  it('[rehearsal-marked] says of each day of a rehearsal that it is one', () => {
    const rehearsed: Minutes = { ...minutesWith(agreement), settings: { ...settings, rehearsal: true } }
    expect(read(minutesCalendar(rehearsed, NOW) ?? '')[0]?.summary).toBe('Øvelse: Vi ser på det igen: Alle elever er ventet')
  })

  it('has a day for each step whose "hvornår" is a date, and none for words', () => {
    const actions = [
      { what: 'Ring', who: 'Anne', when: '2027-01-08' },
      { what: 'Skriv', who: '', when: 'uge 2' },
      { what: 'Mødes', who: '', when: 'Efter frokost fredag den 12. marts 2027 (uge 10)' }
    ]
    expect(read(calendar({ ...agreement, followUp: '', actions })).map(({ summary, from, description }) => [summary, from, description])).toEqual([
      ['Første skridt: Ring', '2027-01-08', 'Hvem: Anne\nDet vil vi: Alle elever er ventet'],
      ['Første skridt: Mødes', '2027-03-12', 'Hvornår: Efter frokost fredag den 12. marts 2027 (uge 10)\nDet vil vi: Alle elever er ventet']
    ])
  })

  it('has a day for the answer to students, and tells of it where the group looks back', () => {
    const reply = { how: 'På klassemødet', who: 'Lise', when: '12/4-2027' }
    const [back, answer] = read(calendar({ ...agreement, reply }))
    expect(back?.description).toContain('Svar til eleverne: På klassemødet, Lise, 12/4-2027')
    expect([answer?.summary, answer?.from, answer?.uid]).toEqual([
      'Svar til eleverne: På klassemødet',
      '2027-04-12',
      '20261123T090000Z-f1-svar@pejling'
    ])
    expect(read(calendar({ ...agreement, followUp: '', reply: { ...reply, how: '' } }))[0]?.summary).toBe('Svar til eleverne: Alle elever er ventet')
  })

  it('ends the year in the next, and February where it ends', () => {
    const ends = ['2026-12-31', '2027-02-28', '2028-02-28', '2027-03-28'].map(followUp => read(calendar({ ...agreement, followUp }))[0]?.to)
    expect(ends).toEqual(['2027-01-01', '2027-03-01', '2028-02-29', '2027-03-29'])
  })

  it('is nothing where no date was agreed on, or what stands there is none', () => {
    for (const followUp of ['', '2027-02-30', 'uge 12']) expect(minutesCalendar(minutesWith({ ...agreement, followUp }), NOW)).toBeNull()
  })

  it('[form-kept] carries every character that people write, in lines of at most 75 octets that end in CRLF', () => {
    const want = 'Ærø; mål, "citat" \\ og\u00A0😀'.repeat(8)
    const sign = 'Første linje\nEND:VEVENT\r\nBEGIN:VEVENT'
    const text = calendar({ ...agreement, want, sign })
    const [event, ...more] = read(text)
    expect(more).toEqual([])
    expect(event?.summary).toBe(`Vi ser på det igen: ${want}`)
    expect(event?.description).toBe(`Det vil eleverne mærke: ${sign.replaceAll('\r\n', '\n')}`)
    const lines = text.split('\r\n')
    expect(lines.pop()).toBe('')
    expect(Math.max(...lines.map(line => new TextEncoder().encode(line).length))).toBe(75)
    expect(lines.join('')).not.toMatch(/[\r\n\uFFFD]/)
  })

  it('keeps the name of each event as it is fetched anew, and counts up', () => {
    const [first] = read(minutesCalendar(minutesWith(agreement), NOW) ?? '')
    const [second] = read(minutesCalendar(minutesWith({ ...agreement, id: 'f0' }, { ...agreement, want: 'Noget andet' }), LATER) ?? '').slice(1)
    expect(second?.uid).toBe(first?.uid)
    expect(second?.sequence).toBe(151)
  })
})
