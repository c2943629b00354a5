import type { Privacy } from '../workshop/workshop.ts'

/** What is decided when a board is made. */
export type Settings = {
  privacy: Privacy
  /** Smallest number of people that a figure is shown of, 5 to 20. Without meaning where privacy is not `private`. */
  minimum: number
  /** Days from the board's making until it is deleted by itself, 1 to 365. */
  keepDays: number
  /** [rehearsal-marked] Said as the board is made and never after: a rehearsal with played people, which is no meeting. */
  rehearsal?: true
}

/** Five lies between the limits that Danish surveys use (4 and 10). Our choice, not law; it can be raised, never lowered. */
export const MINIMUM_LOWEST = 5
export const MINIMUM_HIGHEST = 20
export const KEEP_DAYS_LONGEST = 365

/** A rehearsal that nobody ends is deleted by itself after so many days. */
export const REHEARSAL_DAYS = 1
/** People that are played in it: enough for a picture in a private board, and few enough to read one by one. */
export const PLAYED_PEOPLE = 8
const REHEARSAL_MARK = 'Øvelse: '

/** [rehearsal-marked] What a board is called on every screen and in every format: a rehearsal says so first, whatever its title is corrected to. */
export const markedTitle = (title: string, { rehearsal }: Pick<Settings, 'rehearsal'>): string =>
  rehearsal && !title.startsWith(REHEARSAL_MARK) ? REHEARSAL_MARK + title : title

/** From the least private. */
const secrecy: readonly Privacy[] = ['open', 'private', 'cards']

/**
 * The settings after a wish to change them, or why not. [open-to-private] Open may become private at any time, and both may become
 * cards as long as nothing is published: a picture that stands can't be taken back. Nothing becomes less private: people sat down
 * under what they were told. [settings-frozen] The minimum may be raised until the first ballot, never lowered.
 */
export function changeSettings(
  current: Settings,
  wish: { privacy?: Privacy; minimum?: number },
  { ballots, published }: { ballots: number; published: number }
): { ok: true; settings: Settings } | { ok: false; reason: 'frozen' | 'less-private' | 'published' | 'lower-minimum' | 'out-of-range' } {
  const privacy = wish.privacy ?? current.privacy
  const minimum = wish.minimum ?? current.minimum
  if (!Number.isInteger(minimum) || minimum < MINIMUM_LOWEST || minimum > MINIMUM_HIGHEST) return { ok: false, reason: 'out-of-range' }
  if (privacy === current.privacy && minimum === current.minimum) return { ok: true, settings: current }
  if (secrecy.indexOf(privacy) < secrecy.indexOf(current.privacy)) return { ok: false, reason: 'less-private' }
  if (privacy === 'cards' && current.privacy !== 'cards' && published > 0) return { ok: false, reason: 'published' }
  if (minimum < current.minimum) return { ok: false, reason: 'lower-minimum' }
  if (minimum !== current.minimum && ballots > 0) return { ok: false, reason: 'frozen' }
  return { ok: true, settings: { ...current, privacy, minimum } }
}
