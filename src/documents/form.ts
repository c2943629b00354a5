import type { DocumentKind } from '../core/board/access.ts'

/**
 * What each kind of document may hold, for reading and for the server's check of an update's form.
 * `values`: a Y.Map of JSON values. `records`: a Y.Map of Y.Maps, whose values are JSON values or Y.Text.
 * Roots written by the server alone are marked, so that no client's update may touch them.
 */
export type Root = { shape: 'values' | 'records'; writer: 'client' | 'server' }

export const roots: Record<DocumentKind, Record<string, Root>> = {
  // The workshop lay in the session until it was served over HTTP: boards that are older still hold it there.
  session: { workshop: { shape: 'values', writer: 'server' }, steering: { shape: 'values', writer: 'client' } },
  wall: {
    notes: { shape: 'records', writer: 'client' },
    focus: { shape: 'records', writer: 'client' },
    actions: { shape: 'records', writer: 'client' },
    reviews: { shape: 'records', writer: 'client' }
  },
  ballot: {
    me: { shape: 'values', writer: 'client' },
    answers: { shape: 'values', writer: 'client' },
    votes: { shape: 'values', writer: 'client' },
    done: { shape: 'values', writer: 'client' }
  },
  results: {
    board: { shape: 'values', writer: 'server' },
    progress: { shape: 'values', writer: 'server' },
    previews: { shape: 'values', writer: 'server' },
    published: { shape: 'values', writer: 'server' }
  }
}

/** A ballot's keys, "step/item" and "step/option": one value a key, so that a change of mind costs a few bytes. */
export const joinKey = (step: string, id: string): string => `${step}/${id}`
/** The parts of a key, two of one that `joinKey` has made. */
export const splitKey = (key: string): string[] => key.split('/')

/** The document's name on the wire: "session", "wall", "results" or "ballot.<participant>". */
export type DocumentName = 'session' | 'wall' | 'results' | `ballot.${string}`

/** What a name on the wire stands for; null where it stands for nothing. Participants' ids are `[A-Za-z0-9_-]{1,40}`. */
export function parseDocumentName(name: string): { kind: DocumentKind; participant?: string } | null {
  if (name === 'session' || name === 'wall' || name === 'results') return { kind: name }
  const participant = /^ballot\.([A-Za-z0-9_-]{1,40})$/.exec(name)?.[1]
  return participant === undefined ? null : { kind: 'ballot', participant }
}
