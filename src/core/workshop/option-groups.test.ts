import { expect, it } from 'vitest'
import { optionGroups } from './option-groups.ts'

it('puts neighbours under one heading, and keeps the order', () => {
  const options = [{ id: 'a' }, { id: 'b' }, { id: 'c', group: 'Ét kapitel' }, { id: 'd', group: 'Ét kapitel' }, { id: 'e', group: 'Én rolle' }]
  expect(optionGroups(options).map(({ group, options }) => [group, options.map(({ id }) => id)])).toEqual([
    [undefined, ['a', 'b']],
    ['Ét kapitel', ['c', 'd']],
    ['Én rolle', ['e']]
  ])
  expect(optionGroups([])).toEqual([])
})
