import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isApart } from '../core/ballot/ballot.ts'
import { stepsOwn } from '../core/board/steering.ts'
import type { Workshop } from '../core/workshop/workshop.ts'
import { readBallot, setAnswer, setDone, setMe, setVote } from './ballot.ts'
import { parseDocumentName, roots } from './form.ts'
import { putBack, removedFrom } from './removed.ts'
import { readResults, writeResults } from './results.ts'
import { readSteering } from './session.ts'
import { openEarly, steer } from './steer.ts'
import { addRecord, editText, readWall, removeRecord, setField, textOf } from './wall.ts'

const workshop = {
  slug: 'w',
  instruments: {},
  steps: [
    { id: 'a', kind: 'rate' },
    { id: 'b', kind: 'talk' }
  ]
} as unknown as Workshop
const sync = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))

describe('session', () => {
  it('starts at the first step', () => {
    const doc = new Y.Doc()
    expect(readSteering(doc, workshop)).toEqual({
      step: 'a',
      clock: null,
      began: null,
      left: {},
      heads: null,
      early: null,
      asks: {},
      revealed: {},
      screen: stepsOwn,
      open: [],
      by: ''
    })
  })
  it('[late-joiner] lands a document that arrives later in the current step', () => {
    const doc = new Y.Doc()
    steer(doc, 'window', { step: 'b', clock: { endsAt: 5 } })
    const late = new Y.Doc()
    sync(doc, late)
    expect(readSteering(late, workshop)).toEqual({
      step: 'b',
      clock: { endsAt: 5 },
      began: null,
      left: {},
      heads: null,
      early: null,
      asks: {},
      revealed: {},
      screen: stepsOwn,
      open: [],
      by: 'window'
    })
  })
  it('[early-only-how-many] opens a rating for answers before the meeting, which does not begin by it, and nothing else', () => {
    const doc = new Y.Doc()
    openEarly(doc, 'a')
    expect(readSteering(doc, workshop)).toMatchObject({ early: 'a', by: '' })
    openEarly(doc, null)
    expect(readSteering(doc, workshop).early).toBeNull()
    // A talk is not answered.
    openEarly(doc, 'b')
    expect(readSteering(doc, workshop).early).toBeNull()
  })
  it('[plan-by-clock] keeps when the meeting began, and no later act moves it', () => {
    const doc = new Y.Doc()
    steer(doc, 'window', { step: 'a', began: 1_000 })
    steer(doc, 'window', { step: 'a', began: 2_000 })
    expect(readSteering(doc, workshop).began).toBe(1_000)
    doc.getMap('steering').set('began', 'early')
    expect(readSteering(doc, workshop).began).toBeNull()
  })
  it('[two-facilitators] lets two windows act at once and ends in one state that both show', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    steer(one, 'one', { step: 'a' })
    steer(two, 'two', { step: 'b' })
    sync(one, two)
    sync(two, one)
    expect(readSteering(one, workshop)).toEqual(readSteering(two, workshop))
  })
  it('[frozen] reveals a step once, with the split it was first shown with', () => {
    const doc = new Y.Doc()
    steer(doc, 'w', { reveal: { step: 'a', split: 'side' } })
    steer(doc, 'w', { reveal: { step: 'a', split: 'role' } })
    expect(readSteering(doc, workshop).revealed).toEqual({ a: { split: 'side' } })
  })
  it('opens an agreement step for everyone and closes it again, and no other kind of step', () => {
    const doc = new Y.Doc()
    const agreeing = { ...workshop, steps: workshop.steps.map((step, at) => (at === 1 ? { ...step, kind: 'agree' as const } : step)) } as Workshop
    for (const step of ['a', 'b']) steer(doc, 'w', { open: { step, for: 'all' } })
    expect(readSteering(doc, agreeing).open).toEqual(['b'])
    steer(doc, 'w', { open: { step: 'b', for: 'facilitator' } })
    expect(readSteering(doc, agreeing).open).toEqual([])
  })
  it('keeps what was left of the clock of a step, and reads none that makes no sense', () => {
    const doc = new Y.Doc()
    steer(doc, 'w', { step: 'b', clock: { endsAt: 5 }, left: { step: 'a', ms: -72_000 } })
    doc.getMap('steering').set('left/b', 'much')
    expect(readSteering(doc, workshop).left).toEqual({ a: -72_000 })
  })
  const up = { picture: 'a', element: 4 as const, question: 2, page: 1, note: null }
  it('[screen-steered] shows what a facilitator puts up, moves neither step nor clock, and begins the next step with its own view', () => {
    const doc = new Y.Doc()
    steer(doc, 'w', { step: 'b', clock: { endsAt: 5 } })
    steer(doc, 'w', { screen: up })
    expect(readSteering(doc, workshop)).toMatchObject({ step: 'b', clock: { endsAt: 5 }, screen: up })
    steer(doc, 'w', { step: 'a' })
    expect(readSteering(doc, workshop).screen).toEqual(stepsOwn)
    steer(doc, 'w', { step: 'b' })
    expect(readSteering(doc, workshop).screen).toEqual(stepsOwn)
  })
  it('[two-facilitators] does not lay one window’s picture over the step that another has gone to', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    steer(one, 'one', { step: 'a' })
    sync(one, two)
    steer(one, 'one', { screen: up })
    steer(two, 'two', { step: 'b' })
    sync(one, two)
    sync(two, one)
    for (const doc of [one, two]) expect(readSteering(doc, workshop)).toMatchObject({ step: 'b', screen: stepsOwn })
  })
  it.each([
    [7],
    ['up'],
    [{ step: 'a', picture: 'b', element: 7, question: -1, page: 'last' }],
    [{ step: 'a', picture: '__proto__', element: '1', question: 0.5, page: Number.NaN }],
    [{ step: 'b', ...up }]
  ])('reads a screen of %j as the step’s own view', value => {
    const doc = new Y.Doc()
    doc.getMap('steering').set('step', 'a')
    doc.getMap('steering').set('screen', value)
    expect(readSteering(doc, workshop).screen).toEqual(stepsOwn)
  })
  it('reads what is malformed as not set', () => {
    const doc = new Y.Doc()
    doc.getMap('steering').set('step', 'no such step')
    doc.getMap('steering').set('clock', { endsAt: 'soon' })
    expect(readSteering(doc, workshop)).toMatchObject({ step: 'a', clock: null })
  })
})

describe('ballot', () => {
  it('keeps answers, dots and done apart by step', () => {
    const doc = new Y.Doc()
    setMe(doc, { side: 'skole', role: 'udvikling' })
    setAnswer(doc, 's', 'K1', 4)
    setAnswer(doc, 's', 'K2', 'unknown')
    setAnswer(doc, 's', 'K4', 'notApplicable')
    setAnswer(doc, 's', 'K3', 0)
    setAnswer(doc, 's', 'K3', undefined)
    setVote(doc, 'v', 'e1', true)
    setVote(doc, 'v', 'e2', true)
    setVote(doc, 'v', 'e1', false)
    setDone(doc, 's', true)
    expect(readBallot(doc)).toEqual({
      side: 'skole',
      role: 'udvikling',
      answers: { s: { K1: 4, K2: 'unknown', K4: 'notApplicable' } },
      votes: { v: ['e2'] },
      done: ['s']
    })
  })
  it('reads nothing but answers out of whatever was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), values => {
        const doc = new Y.Doc()
        for (const root of ['me', 'answers', 'votes', 'done']) for (const [key, value] of Object.entries(values)) doc.getMap(root).set(key, value)
        const ballot = readBallot(doc)
        for (const answers of Object.values(ballot.answers))
          for (const answer of Object.values(answers)) expect(isApart(answer) || (Number.isInteger(answer) && answer >= 0 && answer < 7)).toBe(true)
      })
    )
  })
  it('takes a step or item named like a part of JavaScript for what it is', () => {
    const doc = new Y.Doc()
    for (const name of ['__proto__/toString', 'constructor/x', '__proto__/__proto__']) {
      doc.getMap('answers').set(name, 1)
      doc.getMap('votes').set(name, true)
    }
    const ballot = readBallot(doc)
    expect({}.toString).toBeTypeOf('function')
    expect(Object.keys(ballot.votes).sort()).toEqual(['__proto__', 'constructor'])
  })
  it('[ballot-anonymous] has no other roots than side and role, answers, dots and done', () =>
    expect(Object.keys(roots.ballot)).toEqual(['me', 'answers', 'votes', 'done']))
})

describe('results', () => {
  const results = {
    settings: { privacy: 'private' as const, minimum: 5, keepDays: 90 },
    people: 3,
    answered: 2,
    closed: null,
    progress: { s: { answered: 2, done: 1 } },
    previews: { t: { n: 1, split: null, elements: [4 as const], divided: false, dots: false, held: false } },
    published: { s: { kind: 'rate' as const, answered: 6, elements: {}, items: {}, split: null } }
  }
  it('is read as it was written', () => {
    const doc = new Y.Doc()
    expect(readResults(doc)).toBeNull()
    writeResults(doc, results)
    expect(readResults(doc)).toEqual(results)
  })
  it('[frozen] publishes a step once and never again', () => {
    const doc = new Y.Doc()
    writeResults(doc, results)
    writeResults(doc, { ...results, published: { s: { ...results.published.s, answered: 7 } } })
    expect(readResults(doc)?.published.s).toMatchObject({ answered: 6 })
    writeResults(doc, { ...results, published: {} })
    expect(readResults(doc)?.published).toEqual({})
  })
  it('writes nothing where nothing has changed', () => {
    const doc = new Y.Doc()
    writeResults(doc, results)
    const before = Y.encodeStateVector(doc)
    writeResults(doc, structuredClone(results))
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })
})

describe('wall', () => {
  it('keeps records in the order they were added and removes a focus area with its steps', () => {
    const doc = new Y.Doc()
    addRecord(doc, 'notes', 'z', { step: 's', lane: 'l' }, { text: 'først' })
    addRecord(doc, 'notes', 'a', { step: 's', lane: 'l' }, { text: 'så' })
    addRecord(doc, 'focus', 'f', { element: 3, followUp: '' })
    addRecord(doc, 'actions', 'x', { focus: 'f' }, { what: 'ring' })
    setField(doc, 'focus', 'f', 'followUp', '2027-01-04')
    expect(readWall(doc)).toMatchObject({
      notes: [{ text: 'først' }, { text: 'så' }],
      focus: [{ element: 3, followUp: '2027-01-04' }],
      actions: [{ what: 'ring' }]
    })
    removeRecord(doc, 'focus', 'f')
    expect(readWall(doc)).toMatchObject({ focus: [], actions: [] })
  })
  it('puts back what was removed, whole and in its place, once though two people do it at once', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    for (const text of ['først', 'midt', 'sidst']) addRecord(one, 'notes', text, { step: 's', lane: 'l' }, { text })
    addRecord(one, 'focus', 'f', { element: 3, followUp: '2027-01-04' }, { want: 'ro' })
    for (const what of ['ring', 'skriv']) addRecord(one, 'actions', what, { focus: 'f' }, { what, who: 'Ida' })
    sync(one, two)
    const before = readWall(one)
    removeRecord(one, 'notes', 'midt')
    removeRecord(one, 'focus', 'f')
    sync(one, two)
    const seen = removedFrom(before, readWall(two))
    expect(seen.map(({ root, record }) => [root, record.id])).toEqual([
      ['notes', 'midt'],
      ['focus', 'f'],
      ['actions', 'ring'],
      ['actions', 'skriv']
    ])
    for (const doc of [one, two]) putBack(doc, seen)
    sync(one, two)
    sync(two, one)
    for (const doc of [one, two]) expect(readWall(doc)).toEqual(before)
    // What somebody has meanwhile written in it is not lost to a third who presses too.
    const text = textOf(two, 'notes', 'midt', 'text')
    if (text) editText(text, 'midt imellem')
    putBack(two, seen)
    expect(readWall(two).notes[1]?.text).toBe('midt imellem')
  })
  it.each([['a'], ['c'], ['a', 'b'], ['b', 'c'], ['a', 'b', 'c']])('puts %s back where it stood', (...ids) => {
    const doc = new Y.Doc()
    for (const id of ['a', 'b', 'c']) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text: id })
    const before = readWall(doc)
    for (const id of ids) removeRecord(doc, 'notes', id)
    putBack(doc, removedFrom(before, readWall(doc)))
    expect(readWall(doc)).toEqual(before)
  })
  it('keeps both edits where two people write in one text at once', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    addRecord(one, 'notes', 'n', { step: 's', lane: 'l' }, { text: 'Vi ringer' })
    sync(one, two)
    const [a, b] = [textOf(one, 'notes', 'n', 'text'), textOf(two, 'notes', 'n', 'text')]
    if (!a || !b) throw new Error('the note has arrived in both')
    editText(a, 'I dag: Vi ringer')
    editText(b, 'Vi ringer til skolen')
    sync(one, two)
    sync(two, one)
    expect(readWall(one).notes[0]?.text).toBe('I dag: Vi ringer til skolen')
    expect(readWall(two)).toEqual(readWall(one))
  })
  it('turns any text into any other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (from, to) => {
        const [doc, other] = [new Y.Doc(), new Y.Doc()]
        doc.getText('t').insert(0, from)
        editText(doc.getText('t'), to)
        sync(doc, other)
        expect(other.getText('t').toString()).toBe(to)
      }),
      {
        examples: [
          ['😀', '😁'],
          ['a😀', 'a🨀'],
          ['😀😀', '😀']
        ]
      }
    )
  })
  it('reads a wall out of whatever was written', () => {
    const doc = new Y.Doc()
    doc.getMap('notes').set('junk', 7)
    doc.getMap('focus').set(
      'f',
      new Y.Map([
        ['element', 9],
        ['want', 'not a shared text']
      ])
    )
    expect(readWall(doc)).toEqual({
      notes: [],
      focus: [{ id: 'f', element: null, want: '', sign: '', followUp: '', replyHow: '', replyWho: '', replyWhen: '' }],
      actions: [],
      reviews: []
    })
  })
})

describe('parseDocumentName', () => {
  it('knows the four kinds and nothing else', () => {
    expect(parseDocumentName('wall')).toEqual({ kind: 'wall' })
    expect(parseDocumentName('ballot.abc_-9')).toEqual({ kind: 'ballot', participant: 'abc_-9' })
    for (const name of ['', 'ballot.', 'ballot.a/b', `ballot.${'x'.repeat(41)}`, 'Wall', 'wall ']) expect(parseDocumentName(name)).toBeNull()
  })
})
