import { atom } from 'nanostores'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { MadeParticipant } from '../../core/board/api.ts'
import { PLAYED_PEOPLE } from '../../core/board/settings.ts'
import type { Privacy, Workshop } from '../../core/workshop/workshop.ts'
import { readBallot } from '../../documents/ballot.ts'
import { readWall } from '../../documents/wall.ts'
import type { BallotHandle } from './ballot-handle.ts'
import type { Board } from './board.ts'
import { keepPlayed, readPlayed } from './played-seats.ts'
import { playRehearsal } from './rehearsal.ts'

const made = vi.hoisted(() => ({ count: 0, fails: 0 }))
vi.mock('../../sync/api.ts', () => ({
  api: {
    makeParticipant: async () => {
      if (made.fails-- > 0) throw new Error('No connection')
      made.count++
      return { participant: `p${made.count}`, key: `k${made.count}` }
    }
  }
}))

const workshop = {
  sides: [{ id: 'skole' }, { id: 'elev' }],
  roles: [{ id: 'elev' }],
  elements: [],
  focus: [],
  instruments: { vurdering: { scale: ['a', 'b', 'c', 'd', 'e'], unknown: '?', items: [{ id: 'K1', element: 1 }] } },
  steps: [
    { id: 'tal', kind: 'talk' },
    { id: 'svar', kind: 'rate', instrument: 'vurdering' },
    { id: 'sedler', kind: 'notes', lanes: [{ id: 'virker' }, { id: 'sammen' }] },
    { id: 'stem', kind: 'vote', dots: 2, options: [], from: 'sedler' }
  ]
} as unknown as Workshop

/** A board without a wire: what the played people do is read from its documents. */
function newBoard({ privacy = 'private', people = 0 }: { privacy?: Privacy; people?: number } = {}) {
  const wallDoc = new Y.Doc()
  const ballots = new Map<string, Y.Doc>()
  const steering = atom({ step: 'tal', by: '', revealed: {}, heads: null })
  const results = atom({ settings: { privacy, minimum: 5 }, people, published: {}, previews: {}, progress: {} })
  const wall = atom(readWall(wallDoc))
  wallDoc.on('update', () => wall.set(readWall(wallDoc)))
  const closed = atom(false)
  const board = {
    info: atom({ board: 'bord' }),
    workshop,
    steering,
    results,
    wall,
    closed,
    settings: atom({ privacy, minimum: 5 }),
    key: 'k',
    documents: { wall: () => wallDoc },
    seats: {
      open({ participant }: MadeParticipant) {
        const doc = ballots.get(participant) ?? new Y.Doc()
        ballots.set(participant, doc)
        const ballot = atom(readBallot(doc))
        doc.on('update', () => ballot.set(readBallot(doc)))
        return { participant, doc, ballot } as unknown as BallotHandle
      }
    }
  } as unknown as Board
  const go = (step: string) => steering.set({ ...steering.get(), step, by: 'w' })
  return { board, go, closed, notes: () => readWall(wallDoc).notes, ballots: () => [...ballots.values()].map(readBallot) }
}

beforeEach(() => {
  vi.useFakeTimers()
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name)
  })
  Object.assign(made, { count: 0, fails: 0 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

describe('the people of a rehearsal', () => {
  it('come one by one, also after a try that failed, and act within seconds of a step of theirs', async () => {
    made.fails = 1
    const { board, go, ballots, notes } = newBoard()
    const rehearsal = playRehearsal(board)
    await vi.advanceTimersByTimeAsync(6_500)
    expect(rehearsal.people.get()).toBeGreaterThan(0)
    expect(rehearsal.people.get()).toBeLessThan(PLAYED_PEOPLE)
    await minutes(1)
    expect([rehearsal.people.get(), made.count]).toEqual([PLAYED_PEOPLE, PLAYED_PEOPLE])
    go('svar')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(ballots().filter(({ done }) => done.includes('svar')).length).toBeGreaterThan(0)
    expect(rehearsal.waiting.get()).toBeGreaterThan(0)
    rehearsal.hurry()
    expect(rehearsal.waiting.get()).toBe(0)
    for (const ballot of ballots()) expect(Object.keys(ballot.answers.svar ?? {})).toEqual(['K1'])
    expect(ballots().map(({ side }) => side)).toEqual(Array.from({ length: 4 }, () => ['skole', 'elev']).flat())
    go('sedler')
    await minutes(1)
    expect(notes()).toHaveLength(PLAYED_PEOPLE)
    go('stem')
    await minutes(1)
    for (const ballot of ballots()) expect(ballot.votes.stem).toHaveLength(2)
    rehearsal.stop()
  })

  it('do nothing in a step that was left, and do it when it is gone back to', async () => {
    const { board, go, notes } = newBoard()
    const rehearsal = playRehearsal(board)
    await minutes(1)
    go('sedler')
    await vi.advanceTimersByTimeAsync(500)
    go('tal')
    await minutes(1)
    expect(notes()).toEqual([])
    go('sedler')
    await minutes(1)
    expect(notes()).toHaveLength(PLAYED_PEOPLE)
    rehearsal.stop()
  })

  it('go on after a reload, and hang up no note twice', async () => {
    const { board, go, notes } = newBoard()
    const first = playRehearsal(board)
    await minutes(1)
    go('sedler')
    await minutes(1)
    first.stop()
    const again = playRehearsal(board)
    expect(again.people.get()).toBe(PLAYED_PEOPLE)
    await minutes(1)
    expect([made.count, notes().length]).toEqual([PLAYED_PEOPLE, PLAYED_PEOPLE])
    // As many as are missing come anew.
    again.stop()
    keepPlayed('bord', { seats: readPlayed('bord')?.seats.slice(0, 5) ?? [], written: [] })
    const third = playRehearsal(board)
    await minutes(1)
    expect([third.people.get(), made.count]).toEqual([PLAYED_PEOPLE, PLAYED_PEOPLE + 3])
    third.stop()
  })

  it('only write notes with Dialogkort', async () => {
    const { board, go, notes, ballots } = newBoard({ privacy: 'cards' })
    const rehearsal = playRehearsal(board)
    await minutes(1)
    for (const step of ['svar', 'sedler', 'stem']) {
      go(step)
      await minutes(1)
    }
    expect(notes()).toHaveLength(PLAYED_PEOPLE)
    for (const ballot of ballots()) expect(ballot).toEqual({ answers: {}, votes: {}, done: [] })
    rehearsal.stop()
  })

  it('are not played twice where another tab plays them, and are forgotten as the board is closed', async () => {
    const other = newBoard({ people: PLAYED_PEOPLE })
    const watching = playRehearsal(other.board)
    await minutes(1)
    expect([watching.elsewhere.get(), made.count]).toEqual([true, 0])
    watching.stop()
    const own = newBoard()
    const playing = playRehearsal(own.board)
    await minutes(1)
    expect(readPlayed('bord')?.seats).toHaveLength(PLAYED_PEOPLE)
    own.closed.set(true)
    expect(readPlayed('bord')).toBeNull()
    own.go('sedler')
    await minutes(1)
    expect(own.notes()).toEqual([])
    playing.stop()
  })
})
