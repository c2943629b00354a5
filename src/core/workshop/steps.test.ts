import { describe, expect, it } from 'vitest'
import type { Results } from '../figures/results.ts'
import { meeting } from '../test-meeting.ts'
import { currentStep, isFrozen, planOf, voteOptions } from './steps.ts'
import type { Workshop } from './workshop.ts'

const vote = meeting.steps.find(step => step.kind === 'vote')

const resultsWith = (more: Partial<Results>): Results => ({
  settings: { privacy: 'private', minimum: 5, keepDays: 30 },
  people: 6,
  answered: 6,
  closed: null,
  progress: {},
  previews: {},
  published: {},
  ...more
})

describe('the steps of a meeting', () => {
  it('[late-joiner] whoever joins is in the step that is set, or in the first where it is none', () => {
    expect(currentStep(meeting, { step: 'noter' })?.id).toBe('noter')
    expect([currentStep(meeting, { step: '' })?.id, currentStep(meeting, null)?.id]).toEqual(['velkomst', 'velkomst'])
    expect(currentStep({ ...meeting, steps: [] }, { step: '' })).toBeUndefined()
  })

  it('make a plan in minutes, from the first to the last', () => {
    expect(planOf(meeting).map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 15],
      [15, 25],
      [25, 35],
      [35, 40],
      [40, 55],
      [55, 60]
    ])
    expect(planOf(meeting)[1]).toMatchObject({ id: 'svar', title: 'Trin svar' })
    expect(planOf(meeting).at(-1)?.to).toBe(meeting.minutes)
  })

  it('[frozen] are frozen by their reveal, whichever split it had', () => {
    const steering = { heads: null, revealed: { svar: { split: null }, prik: { split: 'side' as const } } }
    const results = resultsWith({})
    expect(['svar', 'prik', 'noter', 'constructor'].map(step => isFrozen(steering, results, step))).toEqual([true, true, false, false])
    expect([isFrozen(null, results, 'svar'), isFrozen(steering, null, 'svar')]).toEqual([false, false])
  })

  it('[frozen] [told-before-shown] are not frozen by a reveal that was told something else, or is held', () => {
    const preview = { n: 3, split: null, elements: [], divided: false, dots: false, held: false }
    const results = resultsWith({ previews: { svar: preview }, progress: { svar: { answered: 6, done: 6 } } })
    const revealed = (told: number, heads: number | null = null) => ({ heads, revealed: { svar: { split: null, told } } })
    expect(isFrozen(revealed(2), results, 'svar')).toBe(false)
    expect(isFrozen(revealed(3), results, 'svar')).toBe(true)
    expect([5, 6].map(heads => isFrozen(revealed(3, heads), results, 'svar'))).toEqual([false, true])
    const published = { svar: { kind: 'rate' as const, answered: 6, elements: {}, items: {}, split: null } }
    expect(isFrozen(null, resultsWith({ published }), 'svar')).toBe(true)
  })

  it('offer a vote its own options, or the notes with text of the step it names', () => {
    if (!vote) throw new Error('The meeting has no vote')
    const notes = [
      { id: 'n1', step: 'noter', lane: 'hjaelper', text: ' Fast tid ' },
      { id: 'n2', step: 'noter', lane: 'hjaelper', text: '  ' },
      { id: 'n3', step: 'andet', lane: 'hjaelper', text: 'Nej' }
    ]
    expect(voteOptions(vote, notes)).toBe(vote.options)
    expect(voteOptions({ ...vote, from: 'noter' }, notes)).toEqual([{ id: 'n1', label: 'Fast tid' }])
  })

  it("name a note's lane in a vote on notes of several lanes, and only there", () => {
    if (!vote) throw new Error('The meeting has no vote')
    const about = { ...vote, from: 'noter' }
    const notes = [
      { id: 'n1', step: 'noter', lane: 'hjaelper', text: ' Fast tid ' },
      { id: 'n2', step: 'noter', lane: 'hindrer', text: 'Fast tid' },
      { id: 'n3', step: 'noter', lane: 'ukendt', text: 'Fast tid' }
    ]
    const labels = (workshop: Workshop) => voteOptions(about, notes, workshop).map(({ label }) => label)
    expect(labels(meeting)).toEqual(['Hjælper: Fast tid', 'Står i vejen: Fast tid', 'Fast tid'])
    const one = meeting.steps.map(step => (step.kind === 'notes' ? { ...step, lanes: step.lanes.slice(0, 1) } : step))
    expect(labels({ ...meeting, steps: one })).toEqual(Array(3).fill('Fast tid'))
    expect(voteOptions(vote, notes, meeting)).toBe(vote.options)
  })
})
