import { expect, it } from 'vitest'
import { isSpoken, PROTOCOL } from './protocol.ts'

it('[protocol-told] a server speaks with pages of its own protocol and with programs that name none, and with no others', () => {
  for (const told of [PROTOCOL, null, undefined]) expect(isSpoken(told), String(told)).toBe(true)
  for (const told of [String(Number(PROTOCOL) + 1), '0', '-1', '1.5', '1e0', '', 'x', '9'.repeat(400)]) expect(isSpoken(told), told).toBe(false)
})
