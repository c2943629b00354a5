import { expect, it } from 'vitest'
import { stepLimits } from './step-limits.ts'

it.each(Object.entries(stepLimits))('whatever an author may write of %s can be sent, with room to adapt it', (_, { author, request }) =>
  expect(request).toBeGreaterThan(author)
)
