import { atom, type ReadableAtom } from 'nanostores'

/** Notes that have been begun and not put up, by place (step and lane): kept here while the facilitator leads to other steps and back. */
export type Drafts = { list: ReadableAtom<Record<string, string>>; keep: (place: string, text: string) => void }

/** Drafts of this page, none at first. */
export function createDrafts(): Drafts {
  const list = atom<Record<string, string>>({})
  return { list, keep: (place, text) => list.set({ ...list.get(), [place]: text }) }
}
