import { expect, it } from 'vitest'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import { answerWordsOf, skalaSchema } from './skala.ts'

const status = {
  question: 'Hvor langt er I?',
  scale: ['ikke begyndt', 'på vej', 'på plads'],
  unknown: 'ved ikke',
  notApplicable: 'ikke relevant hos os',
  levels: { low: 'ikke begyndt', middle: 'på vej', high: 'på plads' }
}

it('says with its own words of its levels and answers what the author left out', () => {
  const { patterns, ...rest } = answerWordsOf(skalaSchema.parse(status))
  expect(rest).toEqual({ scale: status.scale, unknown: status.unknown, notApplicable: status.notApplicable })
  expect(patterns['agree-high']).toEqual({
    ...earlierPatterns['agree-high'],
    name: 'Enige, på plads',
    sentence: 'Svarene ligger tæt sammen: på plads.'
  })
  expect(patterns['many-not-applicable'].name).toBe('Mange ”ikke relevant hos os”')
  expect(patterns.spread).toEqual(earlierPatterns.spread)
  expect(JSON.stringify(patterns)).not.toMatch(/højt|lavt|midt på/)
})

it('says what the author wrote, field by field', () => {
  const { patterns } = answerWordsOf(skalaSchema.parse({ ...status, patterns: { 'agree-low': { question: 'Hvor begynder I?' } } }))
  expect(patterns['agree-low']).toMatchObject({ name: 'Enige, ikke begyndt', question: 'Hvor begynder I?' })
})

it('takes no pattern that there is not', () => {
  expect(skalaSchema.safeParse({ ...status, patterns: { enige: {} } }).success).toBe(false)
})
