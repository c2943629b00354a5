import { describe, expect, it } from 'vitest'
import { faultsInWords } from './open-minutes.ts'
import { openPlaceFile } from './open-place.ts'

const status = {
  format: 'pejling-status',
  version: 1,
  agreement: { title: 'Aftalen' },
  place: 'Åparken',
  date: '2026-11-27',
  answers: { B01: 2, B02: 'unknown' }
}
const file = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return { name: 'status.json', type: 'application/json', size: text.length, text: () => Promise.resolve(text) }
}
const told = async (value: unknown): Promise<string> => {
  const read = await openPlaceFile(file(value))
  return read.ok ? 'read' : faultsInWords(read.faults)
}

describe('what a place brings as a file', () => {
  it('is its own status, as it was saved', async () => {
    expect(await openPlaceFile(file(status))).toEqual({ ok: true, status })
  })

  it.each<[string, unknown, RegExp]>([
    ['a newer one', { ...status, version: 2 }, /nyere end den/],
    ['another answer', { ...status, answers: { B01: 3 } }, /ændret eller ødelagt.*B01/],
    ['a field too many', { ...status, person: 'Anne' }, /ændret eller ødelagt.*person/],
    ['a day that is none', { ...status, date: 'i går' }, /ændret eller ødelagt.*date/],
    ['one without answers', { ...status, answers: undefined }, /answers/],
    ['half of one', JSON.stringify(status).slice(0, 60), /kan ikke læses/],
    ['something else', { hej: 1 }, /ikke et referat/],
    ['a list', [], /ikke et referat/],
    ['one too large', { ...status, place: 'x'.repeat(200_000) }, /for stor/]
  ])('is refused as %s with what to do', async (_, value, sentence) => {
    expect(await told(value)).toMatch(sentence)
  })
})
