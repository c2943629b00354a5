import { describe, expect, it } from 'vitest'
import { elementName, groupName, groupOrder, roleNames, sideNames } from './labels.ts'
import { meeting } from './test-meeting.ts'
import { roles, sides } from './workshop.ts'

describe('labels', () => {
  it('name every side and role, with the words of the workshop where it has its own', () => {
    expect(sides.map(side => groupName('side', side))).toEqual(Object.values(sideNames))
    expect(roles.map(role => groupName('role', role))).toEqual(Object.values(roleNames))
    expect(groupName('side', 'skole', meeting)).toBe('Skolen')
    expect([groupName('side', 'uden'), groupName('role', 'uden'), groupName('role', 'x')]).toEqual(['Uden plads', 'Uden rolle', 'x'])
  })

  it('keep groups in one order, those without a side last', () => {
    expect(groupOrder('side')).toEqual(['skole', 'oplaering', 'organisation', 'elev', 'uden'])
    expect(groupOrder('role').at(-1)).toBe('uden')
  })

  it('name the elements', () => {
    expect([elementName(meeting, 4), elementName(meeting, 2)]).toEqual(['Trivsel', 'Kerneelement 2'])
  })
})
