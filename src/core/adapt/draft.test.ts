import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meeting } from '../test-meeting.ts'
import type { Step } from '../workshop/workshop.ts'
import { addable, addStep } from './add-step.ts'
import { chooseElements, leaveOut, linesOf, moveStep, putBack, setLine, setMinutes, setTitle } from './change.ts'
import { clockAfter } from './clock-after.ts'
import { adapted, draftOf } from './draft.ts'

const draft = draftOf({
  ...meeting,
  focus: [4],
  elements: [...meeting.elements, ...meeting.elements.map(each => ({ ...each, number: 2 as const, slug: 'samarbejde', name: 'Samarbejde' }))]
})
const ids = meeting.steps.map(({ id }) => id)

describe('a drejebog that is adapted', () => {
  it('[adapted-kept] what is left out comes back as it was, at its place, whatever was left out and in which order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...ids)), fc.infiniteStream(fc.nat()), (out, chance) => {
        const less = out.reduce(leaveOut, draft)
        expect(adapted(less).steps.map(({ id }) => id)).toEqual(ids.filter(id => !out.includes(id)))
        const again = out.toSorted(() => (chance.next().value % 3) - 1).reduce(putBack, less)
        expect(adapted(again)).toEqual(adapted(draft))
      })
    )
  })

  it('[adapted-kept] has nothing of elements, statements and options that are left out, and has them again', () => {
    const both = chooseElements(draft, [4, 2])
    const one = adapted(chooseElements(both, [4]))
    expect([one.focus, one.instruments.start?.items.map(({ id }) => id)]).toEqual([[4], ['K4a', 'K4b']])
    expect(one.steps.flatMap(step => (step.kind === 'vote' ? step.options.map(({ id }) => id) : []))).toEqual(['e4'])
    expect(adapted(chooseElements(chooseElements(both, [4]), [2, 4]))).toEqual(adapted(both))
    expect(adapted(leaveOut(leaveOut(both, 'svar'), 'vis')).instruments).toEqual({})
  })

  it('lasts as long as its steps', () => {
    expect(adapted(setMinutes(draft, 'svar', 30)).minutes).toBe(adapted(draft).minutes + 20)
    expect(adapted(leaveOut(draft, 'svar')).minutes).toBe(adapted(draft).minutes - 10)
    expect([clockAfter('13:00', 92), clockAfter('23:30', 45), clockAfter('', 5)]).toEqual(['14.32', '00.15', null])
  })

  it('moves a step by one place, and not over the end', () => {
    expect(moveStep(draft, 'velkomst', -1)).toBe(draft)
    const moved = moveStep(draft, 'velkomst', 1)
    expect(moved.workshop.steps.slice(0, 2).map(({ id }) => id)).toEqual(['svar', 'velkomst'])
    expect(moveStep(moved, 'velkomst', -1)).toEqual(draft)
  })

  it('is worded anew line by line, with the condition kept', () => {
    const when = { when: { privacy: 'cards' as const }, text: 'Læs kortet.' }
    const told = setLine(setLine(draft, 'svar', 'say', 0, 'Svar nu.'), 'svar', 'say', 1, 'Tak.')
    const step = (d: typeof draft) => d.workshop.steps.find(({ id }) => id === 'svar') as Step
    expect(linesOf(step(told), 'say')).toEqual(['Svar nu.', 'Tak.'])
    expect(linesOf(step(setLine(told, 'svar', 'say', 0, ' ')), 'say')).toEqual(['Tak.'])
    const held = { ...draft, workshop: { ...draft.workshop, steps: draft.workshop.steps.map(s => (s.id === 'svar' ? { ...s, say: [when] } : s)) } }
    expect(linesOf(step(setLine(held, 'svar', 'say', 0, 'Læs højt.')), 'say')).toEqual([{ ...when, text: 'Læs højt.' }])
    expect(step(setTitle(draft, 'svar', 'Svar')).title).toBe('Svar')
  })

  it('has a new step before its last, a rating with its reveal', () => {
    for (const kind of addable) {
      const added = addStep(draft, kind)
      const steps = adapted(added.draft).steps
      expect(steps.at(-1)?.kind).toBe('close')
      expect(steps.find(({ id }) => id === added.id)?.kind).toBe(kind)
      if (kind === 'rate') expect(steps.at(-2)).toMatchObject({ kind: 'reveal', of: added.id })
    }
  })

  it('says nothing of answers before anybody is asked', () => {
    const line = { when: { answers: 'few' as const }, text: 'I er få.' }
    const steps = draft.workshop.steps.map(step => (step.id === 'vis' || step.id === 'noter' ? { ...step, say: ['Se.', line] } : step))
    const told = { ...draft, workshop: { ...draft.workshop, steps } }
    expect(adapted(told).steps.find(({ id }) => id === 'noter')?.say).toEqual(['Se.', line])
    const unasked = leaveOut(leaveOut(told, 'svar'), 'vis')
    expect(adapted(unasked).steps.find(({ id }) => id === 'noter')?.say).toEqual(['Se.'])
  })
})
