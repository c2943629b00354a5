import { describe, expect, it } from 'vitest'
import { boardLink, findLink } from './link.ts'
import { facilitatorKey, keyOfRecovery, readRecovery, recoveryOf, recoveryShown } from './recovery.ts'

const bytes = Uint8Array.from({ length: 16 }, (_, i) => i * 17)
const key = facilitatorKey(bytes)
const code = recoveryOf(key) ?? ''

describe('the recovery code', () => {
  it("[recovery-code] is the facilitator's key in another form, and a key of before has none", () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(keyOfRecovery(code)).toBe(key)
    expect(findLink(boardLink('https://pejling.example', 'abcdefghijkl', key))).toEqual({ board: 'abcdefghijkl', key })
    expect(recoveryOf('abcdefghijklmnopqrstuvwx')).toBeNull()
  })

  it('[recovery-code] can be each of the 32 characters at each place, as likely as any other', () => {
    const all = Array.from({ length: 256 }, (_, byte) => recoveryOf(facilitatorKey(new Uint8Array(16).fill(byte)))?.[0])
    const counts = new Map<string | undefined, number>()
    for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1)
    expect([counts.size, ...new Set(counts.values())]).toEqual([32, 8])
  })

  it.each([
    ['as it is shown', (shown: string) => shown],
    ['in small letters with spaces', (shown: string) => shown.toLowerCase().replaceAll('-', '  ')],
    ['all in one', (shown: string) => shown.replaceAll('-', '')],
    ['with O for nought and I or l for one', (shown: string) => shown.replaceAll('0', 'O').replace('1', 'I').replaceAll('1', 'l')],
    ['with its name before it', (shown: string) => `Genåbningskode: ${shown}\n`]
  ])('[recovery-code] is read %s', (_, typed) => {
    const known = '0123-4567-89AB-1ZX0'
    expect(readRecovery(typed(known))).toEqual({ code: known.replaceAll('-', '') })
    expect(readRecovery(typed(recoveryShown(code)))).toEqual({ code })
  })

  it.each([
    ['  ', /^Skriv genåbningskoden/],
    ['K7X4 PMQ2', /16 tegn, og her er 8/],
    ['UUUU-4567-89AB-CDEF', /^U bruges ikke/],
    ['æ123-4567-89AB-CDEF', /^Æ bruges ikke/]
  ])('says what is wrong with %j', (typed, problem) => {
    expect(readRecovery(typed)).toMatchObject({ problem: expect.stringMatching(problem) })
  })
})
