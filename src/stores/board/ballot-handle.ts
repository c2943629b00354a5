import { atom, type ReadableAtom } from 'nanostores'
import type * as Y from 'yjs'
import type { Ballot } from '../../core/ballot/ballot.ts'
import { readBallot } from '../../documents/ballot.ts'
import type { Seat } from '../../sync/seat.ts'
import type { Address } from '../../sync/shared-document.ts'
import type { OpenDocuments } from './open-documents.ts'

/**
 * One person's ballot as it is open on this device. What people do in a step, and the step's view, take a handle: so a device may hold several, one
 * after the other on a device that is passed round, or side by side as ballots on paper are typed in.
 */
export type BallotHandle = {
  participant: string
  /** Empty until it has arrived. */
  ballot: ReadableAtom<Ballot>
  /** Step id → index of the item that is on the screen. */
  places: ReadableAtom<Record<string, number>>
  setPlace: (step: string, index: number) => void
  /** A seat's `counted`, apart from the places: who answers has moved nowhere as an answer is saved. See late-answers.ts. */
  answersAtReveal: ReadableAtom<Seat['counted']>
  keepAnswersAtReveal: (answers: Record<string, string>) => void
  doc: Y.Doc
  /** All that a device needs to come back to it. */
  seat: () => Seat
}

/** Opens a ballot with its own key. `keep`: how this device remembers it, called as often as the seat changes; null where it shall not. */
export function openBallot(documents: OpenDocuments, at: Address, seat: Seat, keep: ((seat: Seat) => void) | null): BallotHandle {
  const ballot = atom<Ballot>({ answers: {}, votes: {}, done: [] })
  const places = atom(seat.places)
  const answersAtReveal = atom(seat.counted)
  const now = (): Seat => ({ ...seat, places: places.get(), counted: answersAtReveal.get() })
  const { doc } = documents.open(`ballot.${seat.participant}`, at, keep !== null, doc => ballot.set(readBallot(doc)))
  return {
    participant: seat.participant,
    ballot,
    places,
    setPlace(step, index) {
      if (places.get()[step] === index) return
      places.set({ ...places.get(), [step]: index })
      keep?.(now())
    },
    answersAtReveal,
    keepAnswersAtReveal(answers) {
      answersAtReveal.set(answers)
      keep?.(now())
    },
    doc,
    seat: now
  }
}
