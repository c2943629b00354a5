import { atom, computed } from 'nanostores'
import type * as Y from 'yjs'
import type { Wall } from '../../core/agreement/wall.ts'
import { markedTitle } from '../../core/board/settings.ts'
import type { Steering } from '../../core/board/steering.ts'
import type { Results } from '../../core/figures/results.ts'
import type { DocumentName } from '../../documents/form.ts'
import { readResults } from '../../documents/results.ts'
import { readSteering, readTitle } from '../../documents/session.ts'
import { readWall } from '../../documents/wall.ts'
import { api, ask } from '../../sync/api.ts'
import { forgetBoard } from '../../sync/device.ts'
import { deviceRemembers } from '../../sync/seat.ts'
import { serverClock } from '../../sync/server-clock.ts'
import type { Address, SharedDocument } from '../../sync/shared-document.ts'
import { openTabs } from '../../sync/tabs.ts'
import type { BoardProblem } from '../problem.ts'
import { randomId } from '../random-id.ts'
import type { Board } from './board.ts'
import { createDrafts } from './drafts.ts'
import { firstAnswer } from './first-answer.ts'
import { type Hindrance, watchHindrance } from './hindrance.ts'
import { closeProblems, isGone, leavesOpen, meaningOfClose } from './on-closed.ts'
import { openDocuments } from './open-documents.ts'
import { boardSeats } from './seats.ts'

/** As a meeting is closed, the server's word on what was just typed is waited for so long, ms. */
const LAST_WORD = 3_000
/** How often it is looked whether the device's clock has been set, or the device has slept, ms. */
const CLOCK_LOOK = 1_000
const emptyWall: Wall = { notes: [], focus: [], actions: [], reviews: [] }

/** Opens a board with a key. Resolves when its documents are being fetched; throws ApiError where the key opens nothing. */
export async function openBoard(boardId: string, key: string): Promise<Board> {
  const first = await firstAnswer(boardId, key).catch(async error => {
    if (isGone(error)) await forgetBoard(boardId)
    throw error
  })
  const { workshop } = first
  const { generation, kind } = first.info
  const facilitates = kind === 'facilitator'
  const clock = serverClock({ sentAt: first.sentAt, receivedAt: first.receivedAt, serverNow: first.info.now })
  // A phone that was off when the meeting was closed parts with its ballot now.
  if (first.info.closed) await forgetBoard(boardId, { closed: true })
  const info = atom(first.info)
  const steering = atom<Steering | null>(null)
  const results = atom<Results | null>(null)
  const wall = atom<Wall>(emptyWall)
  const problem = atom<BoardProblem | null>(null)
  const hindrance = atom<Hindrance | null>(null)
  const forgotten = atom(false)
  const at: Address = { board: boardId, key, generation, who: kind }

  async function onClosed(name: DocumentName, code: number, shared: SharedDocument): Promise<void> {
    const now = leavesOpen(code) ? await api.info(boardId, key).catch((error: Error) => error) : null
    // A ballot and the wall are opened with one key: the other of them has been here before.
    if (documents.get(name) !== shared) return
    const meaning = meaningOfClose(code, now, seats.own.get() !== null)
    if (meaning === 'closed') {
      await onBoardClosed()
      // One that this device does not remember is no seat of its own: nothing else parts with it.
      return name.startsWith('ballot.') ? documents.forget([name]) : undefined
    }
    if (meaning === 'unseated') return void (await seats.release(true))
    if (meaning === 'deleted') {
      await Promise.all([...documents.all()].map(each => each.deleteLocalCopy()))
      await forgetBoard(boardId)
    }
    // What the server does not take must not stay.
    if (meaning === 'refused' || meaning === 'too-large') await shared.deleteLocalCopy()
    problem.set(closeProblems[meaning])
  }
  const documents = openDocuments(onClosed)
  const openWall = (at: Address, keep: boolean) => documents.open('wall', at, keep, doc => wall.set(readWall(doc)))

  const tabs = openTabs(word => {
    if (word.say === 'seated' && word.board === boardId) seats.takeKept()
    if (word.say !== 'forget' || (word.board ?? boardId) !== boardId) return
    documents.leaveDevice()
    seats.keepInTab()
    forgotten.set(true)
    tabs.tell({ say: 'open', title: info.get().title })
  })
  const seats = boardSeats(
    documents,
    { id: boardId, key, at: made => ({ board: boardId, key: made.key, generation, who: made.participant }) },
    {
      mayTake: () => kind === 'participant' && !info.get().closed,
      // The ballot's key also opens the wall. No other is used for it, so that the server knows a participant's notes as one writer's.
      onTaken: at => {
        session.keep()
        published.keep()
        openWall(at, true)
      },
      readAlong: () => openWall(at, false),
      tellTabs: () => tabs.tell({ say: 'seated', board: boardId })
    }
  )

  /** The ballot is gone from the server and leaves this device too; the wall is read with the board's own key. */
  async function onBoardClosed(): Promise<void> {
    if (info.get().closed) return
    info.set({ ...info.get(), closed: true })
    if (!seats.own.get()) return
    const written = documents.get('wall')
    for (let waited = 0; written?.status() === 'saving' && waited < LAST_WORD; waited += 100) await new Promise(resolve => setTimeout(resolve, 100))
    // What is not saved by now the server takes no more: it is said before it is forgotten.
    if (written && !['saved', 'connecting', 'offline'].includes(written.status())) problem.set(closeProblems['lost-word'])
    await seats.release()
    await forgetBoard(boardId, { closed: true })
    openWall(at, false)
  }

  /** The title as it has been corrected, since the board's facts were read. */
  const takeTitle = () => {
    const title = markedTitle(readTitle(session.doc) || first.info.title, first.info.settings)
    if (title !== info.get().title) info.set({ ...info.get(), title })
  }
  const readSession = (doc: Y.Doc) => {
    takeTitle()
    steering.set(readSteering(doc, workshop))
    watch.look()
  }
  const session = documents.open('session', at, facilitates, readSession, {
    steady: true,
    onTime: sample => clock.take(sample),
    // One network carries them all.
    onLost: () => {
      for (const document of documents.all()) document.askSoon()
    }
  })
  const published = documents.open('results', at, facilitates, doc => {
    results.set(readResults(doc))
    if (results.get()?.closed && !info.get().closed) void onBoardClosed()
  })
  if (!seats.takeKept() && (kind !== 'participant' || first.info.closed)) openWall(at, facilitates)

  const clockLook = setInterval(() => clock.jumped() && session.askSoon(), CLOCK_LOOK)
  const answers = () =>
    ask('/healthz').then(
      () => true,
      () => false
    )
  const watch = watchHindrance({ connected: session.connected, here: () => steering.get() !== null, answers }, to => hindrance.set(to))

  return {
    info,
    workshop,
    steering,
    results,
    settings: computed([info, results], (info, results) => results?.settings ?? info.settings),
    closed: computed([info, results], (info, results) => info.closed || Boolean(results?.closed)),
    wall,
    seats,
    status: documents.status,
    problem,
    hindrance,
    forgotten,
    remembers: kind !== 'participant' || deviceRemembers(),
    serverNow: clock.now,
    window: randomId(),
    documents: { session: session.doc, wall: () => documents.get('wall')?.doc ?? null },
    key,
    drafts: createDrafts(),
    async refresh() {
      info.set(await api.info(boardId, key))
      takeTitle()
    },
    stop() {
      clearInterval(clockLook)
      watch.end()
      tabs.stop()
      documents.stop()
    }
  }
}
