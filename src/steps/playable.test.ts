import { describe, expect, it } from 'vitest'
import { chooseElements, leaveOut, moveStep, setMinutes } from '../core/adapt/change.ts'
import { type Draft, draftOf } from '../core/adapt/draft.ts'
import { meeting } from '../core/test-meeting.ts'
import { hindrances } from './playable.ts'

const [element] = meeting.elements
if (!element) throw new Error('The meeting has no element.')
const whole = draftOf({ ...meeting, focus: [4, 2], elements: [element, { ...element, number: 2 }] })
const withFrom: Draft = {
  ...whole,
  workshop: { ...whole.workshop, steps: whole.workshop.steps.map(step => (step.kind === 'vote' ? { ...step, options: [], from: 'noter' } : step)) }
}

describe('what keeps a drejebog from being played', () => {
  it('[playable] is nothing at first, and nothing where a rating and its reveal are left out together', () => {
    expect(hindrances(whole)).toEqual([])
    expect(hindrances(leaveOut(leaveOut(whole, 'svar'), 'vis'))).toEqual([])
  })

  it.each<[string, Draft, string | undefined, string]>([
    ['a reveal without its rating', leaveOut(whole, 'svar'), 'vis', 'Tag svartrinnet med igen'],
    ['a reveal before its rating', moveStep(whole, 'vis', -1), 'vis', 'flyt det op over dette'],
    ['dots on notes that nobody writes', leaveOut(withFrom, 'noter'), 'prik', 'Her sættes prikker på sedler'],
    ['one thing to put dots on', chooseElements(whole, [4]), 'prik', 'Vælg flere kerneelementer'],
    ['no end', leaveOut(whole, 'slut'), 'slut', 'Tag trinnet med igen'],
    ['an end before the last step', moveStep(whole, 'slut', -1), 'slut', 'Flyt det nederst'],
    ['no element', chooseElements(whole, []), undefined, 'Vælg mindst ét'],
    ['too many minutes', setMinutes(setMinutes(whole, 'svar', 240), 'noter', 240), undefined, 'højst vare 480']
  ])('[playable] %s is told where it stands', (_, draft, step, sentence) => {
    const found = hindrances(draft)
    expect(found.find(({ message }) => message.includes(sentence))).toMatchObject(step === undefined ? {} : { step })
  })
})
