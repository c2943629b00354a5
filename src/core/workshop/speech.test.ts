import { expect, it } from 'vitest'
import { passagesOf } from './speech.ts'

it('tells what is read aloud from what is done, line by line', () => {
  expect(
    passagesOf([
      '”Velkommen.”',
      '”Vi siger ingen navne.” Vent lidt.',
      'Hjælp alle med koden.',
      'Når elever er med: ”Begynd du.”',
      'Spørg ”passer det?”'
    ])
  ).toEqual([
    { aloud: true, lines: ['”Velkommen.”', '”Vi siger ingen navne.” Vent lidt.'] },
    { aloud: false, lines: ['Hjælp alle med koden.'] },
    { aloud: true, lines: ['Når elever er med: ”Begynd du.”'] },
    { aloud: false, lines: ['Spørg ”passer det?”'] }
  ])
  expect(passagesOf([])).toEqual([])
})
