import { describe, expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import type { ElementNumber, Step, Workshop } from '../workshop/workshop.ts'
import { copiesOf, elementCards, inSheets, paged, papersOf, sheetsOf } from './paper.ts'

const kinds = (workshop: Workshop) => papersOf(workshop).map(({ kind }) => kind)
const withSteps = (keep: (step: Step) => boolean): Workshop => ({ ...meeting, steps: meeting.steps.filter(keep) })
const item = (element: ElementNumber, at: number) => ({ id: `${element}-${at}`, element })

describe('the papers of a meeting', () => {
  it('come in the order of its steps, each with the step that uses it', () => {
    expect(papersOf(meeting).map(({ kind, step }) => [kind, step])).toEqual([
      ['ballots', 'Trin svar'],
      ['large-ballots', 'Trin svar'],
      ['tally', 'Trin svar'],
      ['element-cards', 'Trin svar'],
      ['lanes', 'Trin noter'],
      ['slips', 'Trin prik'],
      ['dots', 'Trin prik'],
      ['agreement', 'Trin aftal']
    ])
  })

  it('are only those that a step asks for', () => {
    expect(kinds(withSteps(step => step.kind !== 'vote'))).not.toContain('slips')
    expect(kinds(withSteps(step => step.kind === 'close'))).toEqual([])
    const review: Step = { ...(meeting.steps[0] as Step & { kind: 'talk' }), kind: 'review' } as unknown as Step
    expect(kinds({ ...meeting, steps: [review] })).toEqual(['review'])
  })

  it('hold what is used again once, and lanes for each step that has some', () => {
    const again = meeting.steps.flatMap(step => [step, { ...step, id: `${step.id}-2`, title: `${step.title} igen` }])
    const twice = papersOf({ ...meeting, steps: again })
    expect(twice.filter(({ kind }) => kind === 'ballots' || kind === 'agreement')).toHaveLength(2)
    expect(twice.filter(({ kind }) => kind === 'lanes').map(({ step }) => step)).toEqual(['Trin noter', 'Trin noter igen'])
  })

  it('have cards with students’ own statements where the meeting is theirs alone', () => {
    expect(kinds({ ...meeting, sides: [{ id: 'elev', label: 'Elev' }] })).toContain('statement-cards')
  })

  it('have the path of a student where the drejebog names it', () => {
    expect(papersOf(meeting, [{ paper: 'elevens-vej', step: 'noter' }]).map(({ kind }) => kind)).toEqual([
      'ballots',
      'large-ballots',
      'tally',
      'element-cards',
      'lanes',
      'student-path',
      'slips',
      'dots',
      'agreement'
    ])
    expect(kinds(meeting)).not.toContain('student-path')
  })

  it('stand on pages that follow on each other', () => {
    const six = meeting.instruments.start?.items.map(({ id }) => id)
    expect(six).toHaveLength(3)
    const path = papersOf(meeting, [{ paper: 'elevens-vej', step: 'svar' }])
    const pages = paged(path, meeting, 2)
    expect(pages.map(({ from }) => from)).toEqual(pages.map((_, at) => (at === 0 ? 2 : (pages[at - 1]?.to ?? 0) + 1)))
    expect(pages.find(({ paper }) => paper.kind === 'student-path')).toMatchObject({ from: 6, to: 8 })
  })
})

describe('sheets and copies', () => {
  it('keep the statements of an element together, nine a sheet and six in large letters', () => {
    const items = ([1, 2, 3, 4, 5, 6] as const).flatMap(element => [1, 2, 3].map(at => item(element, at)))
    expect(inSheets(items).map(sheet => sheet.length)).toEqual([9, 9])
    expect(inSheets(items, 'large').map(sheet => sheet.length)).toEqual([6, 6, 6])
    const uneven = [...Array.from({ length: 5 }, (_, at) => item(1, at)), ...Array.from({ length: 6 }, (_, at) => item(2, at))]
    expect(inSheets(uneven).map(sheet => sheet.map(({ element }) => element))).toEqual([
      [1, 1, 1, 1, 1],
      [2, 2, 2, 2, 2, 2]
    ])
  })

  it('lose no statement of an element that is longer than a sheet', () => {
    const long = Array.from({ length: 20 }, (_, at) => item(2, at))
    expect(inSheets(long).map(sheet => sheet.length)).toEqual([9, 9, 2])
    expect(inSheets([])).toEqual([])
  })

  it('fill whole sheets with cards', () => {
    expect(elementCards([4])).toEqual([4, 4, 4, 4])
    expect(elementCards([1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6, 'use', 'own'])
    expect(sheetsOf({ kind: 'element-cards', elements: [1, 2, 3, 4, 5, 6], step: '' }, meeting)).toBe(2)
  })

  it('are enough for everybody', () => {
    const copies = Object.fromEntries(papersOf(meeting).map(paper => [paper.kind, copiesOf(paper, 13)]))
    // One element on four cards a sheet: one sheet serves four groups of four.
    expect(copies).toEqual({ ballots: 13, 'large-ballots': 2, tally: 1, 'element-cards': 1, lanes: 1, slips: 4, dots: 1, agreement: 1 })
    expect(copiesOf({ kind: 'element-cards', elements: [1, 2], step: '' }, 13)).toBe(4)
  })
})
