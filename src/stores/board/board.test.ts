import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { BoardInfo } from '../../core/board/api.ts'
import { closeCodes } from '../../core/board/api.ts'
import { setAnswer } from '../../documents/ballot.ts'
import { writeResults } from '../../documents/results.ts'
import type { SaveStatus } from '../../sync/save-status.ts'
import { randomId } from '../random-id.ts'
import { answer as act, finish } from './acts.ts'
import type { BallotHandle } from './ballot-handle.ts'
import { arrivedAfterReveal, keepAnswersAtReveal } from './late-answers.ts'
import { openBoard } from './open-board.ts'

/** Documents without a wire: what they say of themselves is what the test sets. */
type Wired = {
  name: string
  key: string
  keep: boolean
  doc: Y.Doc
  status: SaveStatus
  forgotten: boolean
  close: (code: number) => void
  onStatus: () => void
}
const wires = vi.hoisted(() => ({ all: [] as Wired[] }))
vi.mock('../../sync/shared-document.ts', async () => {
  const { Doc } = await import('yjs')
  return {
    openDocument: (
      at: { key: string },
      name: string,
      options: { keep: boolean; onClosed: (code: number) => void; onStatus: () => void; onArrived: () => void }
    ) => {
      const wired: Wired = {
        name,
        key: at.key,
        keep: options.keep,
        doc: new Doc(),
        status: 'saved',
        forgotten: false,
        close: options.onClosed,
        onStatus: options.onStatus
      }
      wires.all.push(wired)
      return {
        doc: wired.doc,
        status: () => wired.status,
        connected: () => true,
        askSoon: () => {},
        keep: () => void (wired.keep = true),
        leaveDevice: () => void (wired.keep = false),
        stop: () => {},
        deleteLocalCopy: async () => {
          wired.forgotten = true
        }
      }
    }
  }
})
/** The last opened document of this name. */
const wire = (name: string): Wired => wires.all.findLast(w => w.name === name) as Wired

const BOARD = 'bord-bord-bo'
const workshop = { slug: 'w', steps: [{ id: 'svar', kind: 'rate' }] }
const settings = { privacy: 'private', minimum: 5, keepDays: 30 } as const
const facts: BoardInfo = {
  board: BOARD,
  title: 'Møde',
  workshop: { slug: 'w', title: 'W', minutes: 60 },
  settings,
  kind: 'participant',
  closed: false,
  made: '2026-11-25T08:00:00Z',
  expires: '2027-02-25T08:00:00Z',
  generation: 1,
  now: 0
}
let answer: { status: number; body: object }
let kept: Map<string, string>
let copies: Set<string>
const seat = { participant: 'mig', key: 'min-noegle', places: {}, counted: {} }
const ours = [`pejling/${BOARD}/1/mig/wall`, `pejling/${BOARD}/1/mig/ballot.mig`]
const others = ['pejling/andetbord-an/1/mig/wall', 'noget andet']

beforeEach(() => {
  wires.all = []
  answer = { status: 200, body: facts }
  kept = new Map([[`pejling/${BOARD}`, JSON.stringify(seat)]])
  copies = new Set([...ours, ...others])
  vi.stubGlobal('fetch', async (path: string) =>
    answer.status === 200 && path.endsWith('/workshop') ? Response.json(workshop) : Response.json(answer.body, { status: answer.status })
  )
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name)
  })
  vi.stubGlobal('indexedDB', {
    databases: async () => [...copies].map(name => ({ name })),
    deleteDatabase: (name: string) => {
      copies.delete(name)
      const request = { onsuccess: () => {} }
      queueMicrotask(() => request.onsuccess())
      return request
    }
  })
})
afterEach(() => vi.unstubAllGlobals())

const noBoard = { status: 404, body: { error: { code: 'no-board', message: 'Mødet findes ikke.' } } }
const closedResults = (doc: Y.Doc) =>
  writeResults(doc, { settings, people: 1, answered: 1, closed: { destroyed: 1 }, progress: {}, previews: {}, published: {} })

it('makes ids where crypto has no randomUUID, as on pages over plain http', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const ids = Array.from({ length: 50 }, randomId)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{16}$/)
  expect(new Set(ids).size).toBe(50)
})

describe('what a device keeps', () => {
  it('[same-participant] takes the remembered seat while the board is open', async () => {
    const board = await openBoard(BOARD, 'noegle')
    expect(board.seats.own.get()?.seat()).toEqual(seat)
    expect(wire('ballot.mig')).toMatchObject({ key: seat.key, keep: true })
    expect(copies.size).toBe(4)
  })

  it('[ballots-destroyed] goes when the board was closed while the device was off', async () => {
    answer.body = { ...facts, closed: true }
    copies.add(`pejling/${BOARD}/1/facilitator/wall`)
    const board = await openBoard(BOARD, 'noegle')
    expect([kept.size, [...copies]]).toEqual([0, [...others, `pejling/${BOARD}/1/facilitator/wall`]])
    expect(board.seats.own.get()).toBeNull()
    expect(wires.all.map(w => w.name)).not.toContain('ballot.mig')
    expect(wire('wall')).toMatchObject({ key: 'noegle', keep: false })
  })

  it('[deleted-is-gone] goes when the board was deleted while the device was off', async () => {
    answer = noBoard
    await expect(openBoard(BOARD, 'noegle')).rejects.toMatchObject({ code: 'no-board' })
    expect([kept.size, [...copies]]).toEqual([0, others])
  })

  it('[offline-kept] stays when the server cannot be reached, or does not know the key', async () => {
    for (const failed of [
      { status: 503, body: { error: { code: 'try-again', message: '' } } },
      { status: 404, body: { error: { code: 'not-found', message: '' } } },
      { status: 401, body: { error: { code: 'unknown-key', message: '' } } }
    ]) {
      answer = failed
      await expect(openBoard(BOARD, 'noegle')).rejects.toBeDefined()
    }
    expect([kept.size, copies.size]).toEqual([1, 4])
  })

  it.each([closeCodes.deleted, closeCodes.notFound])('[deleted-is-gone] goes when the board is deleted under it (%i)', async code => {
    const board = await openBoard(BOARD, 'noegle')
    answer = noBoard
    wire('results').close(code)
    await vi.waitFor(() => expect(board.problem.get()?.code).toBe('gone'))
    expect([kept.size, [...copies]]).toEqual([0, others])
    expect(wire('ballot.mig').forgotten).toBe(true)
  })
})

describe('[saved-means-on-disk] a meeting that is closed while somebody writes', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())
  /** A participant's open board whose wall is in this state as the results say that the meeting is closed. */
  async function closing(status: SaveStatus) {
    const board = await openBoard(BOARD, 'noegle')
    const wall = wire('wall')
    wall.status = status
    closedResults(wire('results').doc)
    await vi.advanceTimersByTimeAsync(0)
    expect(board.info.get().closed).toBe(true)
    return { board, wall }
  }
  const forgotten = () => expect([wires.all.filter(w => w.forgotten).map(w => w.name), kept.size]).toEqual([['wall', 'ballot.mig'], 0])

  it('says nothing where all was saved', async () => {
    const { board } = await closing('saved')
    expect(board.problem.get()).toBeNull()
    forgotten()
  })

  it('waits for the server to say that the last word is saved', async () => {
    const { board, wall } = await closing('saving')
    expect(wall.forgotten).toBe(false)
    wall.status = 'saved'
    await vi.advanceTimersByTimeAsync(200)
    expect(board.problem.get()).toBeNull()
    forgotten()
  })

  it.each(['saving', 'unsaved', 'stopped'] as const)('says that the last word is lost where it is %s', async status => {
    const { board } = await closing(status)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(board.problem.get()?.code).toBe('closed')
    forgotten()
  })
})

describe('[same-participant] a server that was restored from an older copy and does not know the participant', () => {
  it('lets the person join anew, and says so once', async () => {
    const board = await openBoard(BOARD, 'noegle')
    for (const name of ['wall', 'ballot.mig']) wire(name).close(closeCodes.unknownKey)
    await vi.waitFor(() => expect(board.seats.own.get()).toBeNull())
    await vi.waitFor(() => expect(wires.all.filter(w => w.forgotten).map(w => w.name)).toEqual(['wall', 'ballot.mig']))
    expect([board.seats.unseated.get(), board.problem.get(), kept.size]).toEqual([true, null, 0])

    answer = { status: 201, body: { participant: 'ny', key: 'ny-noegle' } }
    await board.seats.take()
    expect(board.seats.own.get()?.participant).toBe('ny')
    expect([wire('wall').key, wire('ballot.ny').key]).toEqual(['ny-noegle', 'ny-noegle'])
    expect(board.documents.wall()).toBe(wire('wall').doc)
  })

  it('is told from a board whose own key is not known, where nothing is forgotten', async () => {
    const board = await openBoard(BOARD, 'noegle')
    answer = { status: 401, body: { error: { code: 'unknown-key', message: '' } } }
    wire('ballot.mig').close(closeCodes.unknownKey)
    await vi.waitFor(() => expect(board.problem.get()?.code).toBe('key'))
    expect([board.seats.own.get()?.seat(), kept.size]).toEqual([seat, 1])
  })
})

describe('[one-seat] a seat that is taken', () => {
  /** A tab on the welcome page; `asked` counts the ballots that were made. */
  async function welcome() {
    kept.clear()
    const asked: string[] = []
    vi.stubGlobal('fetch', async (path: string) => {
      if (!path.endsWith('/participants')) return Response.json(path.endsWith('/workshop') ? workshop : facts)
      asked.push(path)
      return Response.json({ participant: `nr${asked.length}`, key: 'noegle' }, { status: 201 })
    })
    return { one: await openBoard(BOARD, 'noegle'), two: await openBoard(BOARD, 'noegle'), asked }
  }
  const seats = (...boards: Awaited<ReturnType<typeof openBoard>>[]) => boards.map(board => board.seats.own.get()?.participant)

  it('is one, however many tabs ask for it at once', async () => {
    const { one, two, asked } = await welcome()
    await Promise.all([one.seats.take(), two.seats.take(), one.seats.take()])
    expect([asked.length, seats(one, two)]).toEqual([1, ['nr1', 'nr1']])
  })

  it('is one in a browser without locks, whose tabs have answered before they could know of each other', async () => {
    vi.stubGlobal('navigator', {})
    const { one, two } = await welcome()
    await Promise.all([one.seats.take(), two.seats.take()])
    expect(new Set(seats(one, two)).size).toBe(1)
    expect(JSON.parse(kept.get(`pejling/${BOARD}`) ?? '')).toMatchObject({ participant: seats(one)[0] })
  })

  it('is taken by a tab that only stands open', async () => {
    const { one, two } = await welcome()
    await one.seats.take()
    await vi.waitFor(() => expect(seats(two)).toEqual(['nr1']), { timeout: 20_000 })
    for (const board of [one, two]) board.stop()
  })

  it('[same-participant] stays in an open tab when everything on the device is deleted from another', async () => {
    const board = await openBoard(BOARD, 'noegle')
    const other = new BroadcastChannel('pejling')
    const answered = new Promise(resolve => {
      other.onmessage = event => resolve(event.data)
    })
    other.postMessage({ say: 'forget' })
    expect(await answered).toEqual({ say: 'open', title: facts.title })
    expect([board.forgotten.get(), board.seats.own.get()?.participant, kept.size]).toEqual([true, 'mig', 0])
    expect(wires.all.filter(w => w.keep)).toEqual([])
    other.close()
    board.stop()
  })
})

describe('several ballots on one device', () => {
  it('are each written by their own handle, with a key of their own, and are not remembered', async () => {
    const board = await openBoard(BOARD, 'noegle')
    const own = board.seats.own.get() as BallotHandle
    const first = board.seats.open({ participant: 'papir1', key: 'noegle-1' })
    const second = board.seats.open({ participant: 'papir2', key: 'noegle-2' })
    act(own, 'svar', 'K1', 0)
    act(first, 'svar', 'K1', 4)
    first.setPlace('svar', 3)
    finish(second, 'svar', true)
    await vi.waitFor(() => expect(second.ballot.get().done).toEqual(['svar']))
    expect([own, first, second].map(({ ballot }) => ballot.get().answers.svar?.K1)).toEqual([0, 4, undefined])
    expect([own, first].map(({ places }) => places.get())).toEqual([{}, { svar: 3 }])
    expect([wire('ballot.papir1'), wire('ballot.papir2')]).toMatchObject([
      { key: 'noegle-1', keep: false },
      { key: 'noegle-2', keep: false }
    ])
    expect(JSON.parse(kept.get(`pejling/${BOARD}`) ?? '')).toEqual(seat)
    expect(board.seats.own.get()).toBe(own)
  })
})

describe('[frozen] answers that come after the reveal', () => {
  const published = { kind: 'rate', answered: 5, elements: {}, items: {}, split: null } as const
  const settled = () => new Promise(resolve => setTimeout(resolve))
  /** A participant's board on the step "svar", with everything on its way to and from the server as told. */
  async function rating() {
    const board = await openBoard(BOARD, 'noegle')
    const own = board.seats.own.get() as BallotHandle
    const say = async (status: SaveStatus) => {
      for (const w of wires.all) w.status = status
      for (const w of wires.all) w.onStatus()
      await settled()
    }
    const reveal = async () => {
      writeResults(wire('results').doc, {
        settings,
        people: 5,
        answered: 5,
        closed: null,
        progress: {},
        previews: {},
        published: { svar: published }
      })
      await settled()
    }
    writeResults(wire('results').doc, { settings, people: 5, answered: 5, closed: null, progress: {}, previews: {}, published: {} })
    keepAnswersAtReveal(board, own)
    await say('saved')
    const late = () => arrivedAfterReveal(own.answersAtReveal.get(), own.ballot.get(), 'svar')
    return { ballot: wire('ballot.mig').doc, say, reveal, late }
  }

  it('are none where all was saved before', async () => {
    const { ballot, say, reveal, late } = await rating()
    setAnswer(ballot, 'svar', 'K1', 2)
    await say('saving')
    await say('saved')
    await reveal()
    await say('saved')
    expect(late()).toBe(false)
  })

  it('are told of when they were typed without a connection, also after the page was loaded anew', async () => {
    const { ballot, say, reveal, late } = await rating()
    setAnswer(ballot, 'svar', 'K1', 2)
    await say('saved')
    await say('unsaved')
    setAnswer(ballot, 'svar', 'K2', 3)
    await settled()
    await reveal()
    await say('saved')
    expect(late()).toBe(true)

    const again = await rating()
    await again.reveal()
    expect(again.late(), 'before the ballot has come').toBe(false)
    Y.applyUpdate(again.ballot, Y.encodeStateAsUpdate(ballot))
    await again.say('saved')
    expect(again.late()).toBe(true)
  })

  it('are not told of by a device that did not keep what had been saved', async () => {
    kept.set(`pejling/${BOARD}`, JSON.stringify({ ...seat, counted: undefined }))
    const { ballot, say, reveal, late } = await rating()
    setAnswer(ballot, 'svar', 'K1', 2)
    await reveal()
    await say('saved')
    expect(late()).toBe(false)
  })
})
