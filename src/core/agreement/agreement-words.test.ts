import { expect, it } from 'vitest'
import type { AgreeStep } from '../workshop/workshop.ts'
import { agreementWords } from './agreement-words.ts'

const agree = (fields?: AgreeStep['fields']): AgreeStep => ({
  id: 'a',
  kind: 'agree',
  title: 'Aftale',
  minutes: 1,
  say: [],
  ifQuiet: '',
  see: '',
  prompts: [],
  ...(fields && { fields })
})

it('names the fields as the workshop does, and as usual where it does not', () => {
  const words = agreementWords({ steps: [agree({ want: 'Budskab', who: 'Hvem får det' })] })
  expect(words).toMatchObject({ want: 'Budskab', who: 'Hvem får det', sign: 'Det vil eleverne mærke', when: 'Hvornår' })
})

it('names them all without a step of agreement', () => {
  for (const name of Object.values(agreementWords({ steps: [] }))) expect(name).not.toBe('')
})
