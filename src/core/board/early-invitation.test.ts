import { expect, it } from 'vitest'
import { earlyInvitation } from './early-invitation.ts'

const parts = { title: 'Personalemøde', link: 'https://pejling.example/bord/#a.b', address: 'pejling.example/deltag', code: 'ABCD-EFGH' }

it('[early-only-how-many] an invitation says how to answer, that only how many is seen, and when the meeting is where that is known', () => {
  const text = earlyInvitation({ ...parts, when: '2026-12-03' })
  for (const part of [parts.title, parts.link, parts.address, parts.code, 'hvor mange der har svaret']) expect(text).toContain(part)
  expect(text).toMatch(/3\. december/)
  expect(earlyInvitation({ ...parts, when: '' })).toContain('Vi skal snart holde mødet')
})
