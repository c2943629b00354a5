import { atom, computed, type ReadableAtom } from 'nanostores'
import type * as Y from 'yjs'
import { type BoardInfo, closeCodes } from '../core/api.ts'
import type { Ballot } from '../core/ballot.ts'
import type { Results } from '../core/results.ts'
import type { Settings } from '../core/settings.ts'
import type { Steering } from '../core/steering.ts'
import type { Wall } from '../core/wall.ts'
import { hasWords, type Workshop } from '../core/workshop.ts'
import { readBallot } from '../documents/ballot.ts'
import type { DocumentName } from '../documents/form.ts'
import { readResults } from '../documents/results.ts'
import { readSteering, readTitle, readWorkshop } from '../documents/session.ts'
import { readWall } from '../documents/wall.ts'
import { ApiError, api } from '../sync/api.ts'
import { forgetBoard } from '../sync/device.ts'
import { type SaveStatus, worstStatus } from '../sync/save-status.ts'
import { deviceRemembers, forgetSeat, keepSeatInTab, readSeat, type Seat, writeSeat } from '../sync/seat.ts'
import { serverClock } from '../sync/server-clock.ts'
import { type Address, type DocumentOptions, openDocument, type SharedDocument } from '../sync/shared-document.ts'
import { alone, openTabs } from '../sync/tabs.ts'
import { firstAnswer } from './first-answer.ts'
import { type Hindrance, watchHindrance } from './hindrance.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export { type Trouble, troubleOf }

/** One board as its islands see it: what is known, as stores, and nothing of how it got here. */
export type Board = {
  info: ReadableAtom<BoardInfo>
  workshop: ReadableAtom<Workshop | null>
  steering: ReadableAtom<Steering | null>
  results: ReadableAtom<Results | null>
  /** The board's settings: as published, or as first fetched until the results have arrived. */
  settings: ReadableAtom<Settings>
  /** True from the moment that either the server's answer or the results say so. */
  closed: ReadableAtom<boolean>
  wall: ReadableAtom<Wall>
  /** This device's own ballot; null for who has none. */
  ballot: ReadableAtom<Ballot | null>
  /** Where this device's participant sits; null before "Begynd" and for who doesn't take part. */
  seat: ReadableAtom<Seat | null>
  /** Set when the server, restored from an older copy, no longer knows this participant: the seat is free again, and the answers are gone. */
  unseated: ReadableAtom<boolean>
  /** A seat's `counted`, apart from the seat: who sits has moved nowhere as an answer is saved. See late.ts. */
  counted: ReadableAtom<Seat['counted']>
  keepCounted: (counted: Record<string, string>) => void
  status: ReadableAtom<SaveStatus>
  /** Set when the board has gone away under our feet. */
  trouble: ReadableAtom<Trouble | null>
  /** What keeps the meeting from coming, while something does. The page goes on trying. */
  hindrance: ReadableAtom<Hindrance | null>
  /** Set when everything on this device was deleted from another tab: the meeting goes on in this one. */
  forgotten: ReadableAtom<boolean>
  /** Whether the device can remember a seat after the tab is closed. */
  remembers: boolean
  /** The server's clock, Unix ms. */
  serverNow: () => number
  /** This window, as told apart from a facilitator's other window. */
  window: string
  /** The wall and the ballot are opened with the seat; null before. */
  documents: { session: Y.Doc; wall: () => Y.Doc | null; ballot: () => Y.Doc | null }
  key: string
  /** Becomes a participant: makes a ballot and remembers it on this device. Throws ApiError. */
  takeSeat: () => Promise<void>
  /** Notes that have been begun and not put up, by step and lane: kept here while the facilitator leads to other steps and back. */
  drafts: ReadableAtom<Record<string, string>>
  keepDraft: (place: string, text: string) => void
  /** Where the participant is in a step's items. */
  setPlace: (step: string, index: number) => void
  /** Reads the board's facts anew (after closing, or a change of settings). Throws ApiError. */
  refresh: () => Promise<void>
  stop: () => void
}

const gone: Trouble = { code: 'gone', message: 'Mødet findes ikke mere. Mødet og alt, hvad der hørte til det, er slettet.', retry: false }
const wrongKey: Trouble = {
  code: 'key',
  message: 'Linket passer ikke til mødet. Bed mødelederen om et nyt link, eller brug koden på skærmen.',
  retry: false
}
const closedTooSoon: Trouble = {
  code: 'closed',
  message: 'Mødet blev lukket, før det sidste, du skrev, nåede frem. Sig det til mødelederen. Hent siden igen.',
  retry: true
}
/** As a meeting is closed, the server's word on what was just typed is waited for so long, ms. */
const LAST_WORD = 3_000
/** How often it is looked whether the device's clock has been set, or the device has slept, ms. */
const CLOCK_LOOK = 1_000
const emptyWall: Wall = { notes: [], focus: [], actions: [], reviews: [] }

/** Not of crypto.randomUUID(): a page that is fetched over plain http, as in a workplace's own network, has none. */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('')

/** Whether the server has answered that it has no such board: deleted, or its date has come. */
const isGone = (error: unknown): boolean => error instanceof ApiError && error.code === 'no-board'

/** Opens a board with a key. Resolves when its documents are being fetched; throws ApiError where the key opens nothing. */
export async function openBoard(boardId: string, key: string): Promise<Board> {
  const {
    info: first,
    sentAt,
    receivedAt
  } = await firstAnswer(boardId, key).catch(async error => {
    if (isGone(error)) await forgetBoard(boardId)
    throw error
  })
  const clock = serverClock({ sentAt, receivedAt, serverNow: first.now })
  // A phone that was off when the meeting was closed parts with its ballot now.
  if (first.closed) await forgetBoard(boardId, { closed: true })
  const info = atom(first)
  const workshop = atom<Workshop | null>(null)
  const steering = atom<Steering | null>(null)
  const results = atom<Results | null>(null)
  const wall = atom<Wall>(emptyWall)
  const ballot = atom<Ballot | null>(null)
  const seat = atom<Seat | null>(null)
  const unseated = atom(false)
  const counted = atom<Seat['counted']>(null)
  const status = atom<SaveStatus>('connecting')
  const trouble = atom<Trouble | null>(null)
  const drafts = atom<Record<string, string>>({})
  const hindrance = atom<Hindrance | null>(null)
  const forgotten = atom(false)
  const opened = new Map<DocumentName, SharedDocument>()
  /** Documents that the server has closed, while it is found out why: it may be the meeting's normal end. */
  const closing = new Set<SharedDocument>()

  const onStatus = () => status.set(worstStatus([...opened.values()].map(d => (closing.has(d) ? 'connecting' : d.status()))))

  /** Reads the document into its store, once for all changes of a turn. */
  const follow = (doc: Y.Doc, read: () => void) => {
    let waiting = false
    doc.on('update', () => {
      if (waiting) return
      waiting = true
      queueMicrotask(() => {
        waiting = false
        read()
      })
    })
  }

  const open = (name: DocumentName, at: Address, keep: boolean, read: (doc: Y.Doc) => void, more: Partial<DocumentOptions> = {}): SharedDocument => {
    const shared = openDocument(at, name, {
      keep: keep && !forgotten.get(),
      onStatus: () => queueMicrotask(onStatus),
      onClosed: code => {
        closing.add(shared)
        void onClosed(name, code, shared).finally(() => {
          closing.delete(shared)
          onStatus()
        })
      },
      ...more
    })
    opened.set(name, shared)
    follow(shared.doc, () => read(shared.doc))
    return shared
  }

  const onClosed = async (name: DocumentName, code: number, shared: SharedDocument) => {
    if (code === closeCodes.deleted) {
      await forget()
      trouble.set(gone)
    } else if (code === closeCodes.notFound || code === closeCodes.unknownKey) {
      // A closed board has no ballots and no keys to them any more: that is its normal end, not an error.
      const now = await api.info(boardId, key).catch(error => error as unknown)
      // A ballot and the wall are opened with one key: the other of them has been here before.
      if (opened.get(name) !== shared) return
      if (isGone(now)) await forget()
      const known = now && typeof now === 'object' && 'closed' in now ? now : null
      const taken = seat.get()
      if (known?.closed) await leave()
      else if (known && taken && code === closeCodes.unknownKey) {
        unseated.set(true)
        seat.set(null)
        await giveUp(taken)
        onStatus()
      } else trouble.set(code === closeCodes.notFound ? gone : wrongKey)
    } else {
      if (code === closeCodes.notYours && (await api.info(boardId, key).catch(() => null))?.closed) {
        trouble.set(closedTooSoon)
        return
      }
      // Refused or out of step with the server (4400, 4403, 4409, 4413): this device's copy cannot be saved, so it must not stay.
      await opened.get(name)?.forget()
      trouble.set({
        code: 'refused',
        message:
          code === closeCodes.tooLarge
            ? 'Der er ikke plads til mere tekst her. Hent siden igen, og skriv kortere.'
            : 'Serveren kunne ikke tage imod det sidste, du skrev. Hent siden igen, og prøv en gang til.',
        retry: true
      })
    }
  }

  const forget = async () => {
    await Promise.all([...opened.values()].map(d => d.forget()))
    await forgetBoard(boardId)
  }

  const refresh = async () => {
    info.set(await api.info(boardId, key))
    takeTitle()
  }
  /** The title as it has been corrected, since the board's facts were read. */
  const takeTitle = () => {
    const title = readTitle(session.doc) || first.title
    if (title !== info.get().title) info.set({ ...info.get(), title })
  }

  const openWall = (at: Address, keep: boolean) => open('wall', at, keep, doc => wall.set(readWall(doc)))

  const sit = (taken: Seat) => {
    seat.set(taken)
    counted.set(taken.counted)
    // The ballot's key also opens the wall. No other is used for it, so that the server knows a participant's notes as one writer's.
    const own: Address = { board: boardId, key: taken.key, generation: first.generation, who: taken.participant }
    openWall(own, true)
    open(`ballot.${taken.participant}`, own, true, doc => ballot.set(readBallot(doc)))
    ballot.set({ answers: {}, votes: {}, done: [] })
  }

  /** Forgets the seat, and closes what was opened with it. */
  const giveUp = async (taken: Seat) => {
    forgetSeat(boardId)
    const names = ['wall', `ballot.${taken.participant}`] as const
    const left = names.map(name => opened.get(name))
    for (const name of names) opened.delete(name)
    await Promise.all(left.map(document => document?.forget()))
  }

  /** The board was closed: the ballot is gone from the server and leaves this device too; the wall is read with the board's own key. */
  const leave = async () => {
    if (info.get().closed) return
    info.set({ ...info.get(), closed: true })
    const taken = seat.get()
    if (!taken) return
    const written = opened.get('wall')
    for (let waited = 0; written?.status() === 'saving' && waited < LAST_WORD; waited += 100) await new Promise(resolve => setTimeout(resolve, 100))
    // What is not saved by now the server takes no more: it is said before it is forgotten.
    if (written && !['saved', 'connecting', 'offline'].includes(written.status())) trouble.set(closedTooSoon)
    await giveUp(taken)
    openWall(at, false)
    onStatus()
  }

  const at: Address = { board: boardId, key, generation: first.generation, who: first.kind }
  const readSession = (doc: Y.Doc) => {
    const read = readWorkshop(doc)
    if (!read) return
    if (!workshop.get()) {
      // Of a board from before instruments brought their words; no other loads those of then. Where they do not come, the next change asks anew.
      if (!hasWords(read)) {
        import('../core/earlier-words.ts').then(
          ({ withWords }) => {
            workshop.set(withWords(read))
            readSession(doc)
          },
          () => {}
        )
        return
      }
      workshop.set(read)
    }
    takeTitle()
    steering.set(readSteering(doc, read))
    watch.look()
  }
  const session = open('session', at, first.kind === 'facilitator', readSession, {
    steady: true,
    onTime: sample => clock.take(sample),
    // One network carries them all.
    onLost: () => {
      for (const document of opened.values()) document.askSoon()
    }
  })
  open('results', at, false, doc => {
    results.set(readResults(doc))
    if (results.get()?.closed && !info.get().closed) void leave()
  })
  const remembered = first.kind === 'participant' && !first.closed ? readSeat(boardId) : null
  if (remembered) sit(remembered)
  else if (first.kind !== 'participant' || first.closed) openWall(at, first.kind === 'facilitator')

  const tabs = openTabs(word => {
    if (word.say === 'seated' && word.board === boardId) sitAsDevice()
    if (word.say !== 'forget') return
    for (const document of opened.values()) document.leaveDevice()
    const taken = seat.get()
    if (taken) keepSeatInTab(boardId, { ...taken, counted: counted.get() })
    forgotten.set(true)
    tabs.tell({ say: 'open', title: info.get().title })
  })
  /** [person-once] Takes the seat that this device has, as another tab may have taken it. Answers whether there is one. */
  const sitAsDevice = (): boolean => {
    if (seat.get()) return true
    const taken = first.kind === 'participant' && !info.get().closed ? readSeat(boardId) : null
    if (taken) sit(taken)
    return taken !== null
  }
  const clockLook = setInterval(() => clock.jumped() && session.askSoon(), CLOCK_LOOK)
  const answers = () =>
    api.info(boardId, key).then(
      () => true,
      error => error instanceof ApiError && error.status > 0
    )
  const watch = watchHindrance({ connected: session.connected, here: () => workshop.get() !== null, answers }, to => hindrance.set(to))

  return {
    info,
    workshop,
    steering,
    results,
    settings: computed([info, results], (info, results) => results?.settings ?? info.settings),
    closed: computed([info, results], (info, results) => info.closed || Boolean(results?.closed)),
    wall,
    ballot,
    seat,
    unseated,
    counted,
    keepCounted: now => {
      const taken = seat.get()
      counted.set(now)
      if (taken) writeSeat(boardId, { ...taken, counted: now })
    },
    status,
    trouble,
    hindrance,
    forgotten,
    remembers: first.kind !== 'participant' || deviceRemembers(),
    serverNow: clock.now,
    window: randomId(),
    documents: {
      session: session.doc,
      wall: () => opened.get('wall')?.doc ?? null,
      ballot: () => {
        const taken = seat.get()
        return (taken && opened.get(`ballot.${taken.participant}`)?.doc) ?? null
      }
    },
    key,
    takeSeat: () =>
      alone(`pejling/${boardId}`, async () => {
        if (sitAsDevice()) return
        const made = await api.makeParticipant(boardId, key)
        // Where tabs cannot wait for each other, another one may have been quicker.
        if (sitAsDevice()) return
        const taken: Seat = { ...made, places: {}, counted: {} }
        writeSeat(boardId, taken)
        sit(taken)
        tabs.tell({ say: 'seated', board: boardId })
      }),
    drafts,
    keepDraft: (place, text) => drafts.set({ ...drafts.get(), [place]: text }),
    setPlace: (step, index) => {
      const taken = seat.get()
      if (!taken || taken.places[step] === index) return
      const next = { ...taken, places: { ...taken.places, [step]: index }, counted: counted.get() }
      seat.set(next)
      writeSeat(boardId, next)
    },
    refresh,
    stop: () => {
      clearInterval(clockLook)
      watch.end()
      tabs.stop()
      for (const document of opened.values()) document.stop()
    }
  }
}
