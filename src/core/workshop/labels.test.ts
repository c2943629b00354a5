import { describe, expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import { elementName, groupName, groupOrder, namedSplit, roleNames, sideNames } from './labels.ts'
import { roles, sides } from './workshop.ts'

describe('labels', () => {
  it('name every side and role, with the words of the workshop where it has its own', () => {
    const usual = { sides: [], roles: [] }
    expect(sides.map(side => groupName('side', side, usual))).toEqual(Object.values(sideNames))
    expect(roles.map(role => groupName('role', role, usual))).toEqual(Object.values(roleNames))
    expect(groupName('side', 'skole', meeting)).toBe('Skolen')
    expect([groupName('side', 'uden', meeting), groupName('role', 'uden', meeting), groupName('role', 'x', usual)]).toEqual([
      'Uden plads',
      'Uden rolle',
      'x'
    ])
  })

  it('[own-labels] give a split its groups’ names, and leave a withheld one as it is', () => {
    const figures = { elements: { 4: { counts: [0, 1, 4], unknown: 0 } }, items: {} }
    const split = {
      by: 'side' as const,
      groups: [
        { id: 'skole', ...figures },
        { id: 'elev', ...figures }
      ]
    }
    expect(namedSplit(split, meeting)).toEqual({
      by: 'side',
      groups: [
        { id: 'skole', label: 'Skolen', ...figures },
        { id: 'elev', label: 'Elev', ...figures }
      ]
    })
    const withheld = { by: 'role' as const, withheld: 'few' as const }
    expect([namedSplit(withheld, meeting), namedSplit(null, meeting)]).toEqual([withheld, null])
  })

  it('keep groups in one order, those without a side last', () => {
    expect(groupOrder('side')).toEqual(['skole', 'oplaering', 'organisation', 'elev', 'uden'])
    expect(groupOrder('role').at(-1)).toBe('uden')
  })

  it('name the elements', () => {
    expect([elementName(meeting, 4), elementName(meeting, 2)]).toEqual(['Trivsel', 'Kerneelement 2'])
  })
})
