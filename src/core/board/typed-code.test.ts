import { describe, expect, it } from 'vitest'
import { readTypedCode } from './typed-code.ts'

describe('a code that was typed', () => {
  it.each([
    ['K7X4 PMQ2', { join: 'K7X4PMQ2' }],
    ['Kom med på pejling.example/deltag med k7x4 pmq2', { join: 'K7X4PMQ2' }],
    ['7K2M-9QXD-R4TV-W6YZ', { recover: '7K2M9QXDR4TVW6YZ' }],
    ['Genåbningskode: 7k2m 9qxd r4tv w6yz', { recover: '7K2M9QXDR4TVW6YZ' }],
    // Words around it make sixteen characters, of which some are in no recovery code.
    ['mødekode K7X4 PMQ2', { join: 'K7X4PMQ2' }],
    ['lige K7X4 PMQ2 nu', { join: 'K7X4PMQ2' }],
    // Each half of it could be the big screen's code.
    ['K7X4 PMQ2 K7X4 PMQ2', { recover: 'K7X4PMQ2K7X4PMQ2' }],
    ['o1il-9qxd-r4tv-w6yz', { recover: '01119QXDR4TVW6YZ' }]
  ])('[recovery-code] %j is %j', (typed, read) => expect(readTypedCode(typed)).toEqual(read))

  it.each([
    ['7K2M-9QXD-R4TV-W6Y', 'Genåbningskoden er på 16 tegn, og her er 15. Se på kortet, og skriv den igen.'],
    ['7K2M-9QXD-R4TV-W6YU', 'U bruges ikke i koden. Se på kortet, og skriv den igen.'],
    // Two of its groups could be the big screen's code: one in ten recovery codes has such.
    ['ZVPB-928J-QC3C-T3F', 'Genåbningskoden er på 16 tegn, og her er 15. Se på kortet, og skriv den igen.'],
    ['zvpb 928j qc3c t3', 'Genåbningskoden er på 16 tegn, og her er 14. Se på kortet, og skriv den igen.'],
    ['ZVP-928J-QC3C-T3FG', 'Genåbningskoden er på 16 tegn, og her er 15. Se på kortet, og skriv den igen.'],
    ['ZVPB-928J-QC3C-T3FGG', 'Genåbningskoden er på 16 tegn, og her er 17. Se på kortet, og skriv den igen.'],
    ['K7X', 'Koden er på otte tegn, og her er 3. Se på storskærmen, og skriv den igen.'],
    ['Jeg vil gerne med', 'Koden er på otte tegn, og her er 14. Se på storskærmen, og skriv den igen.']
  ])('[recovery-code] of %j it is said what to do', (typed, problem) => expect(readTypedCode(typed)).toEqual({ problem }))
})
