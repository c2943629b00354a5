import type { LinkFault } from '../../core/board/link.ts'
import { linkSentences, parseFragment } from '../../core/board/link.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'

/** What the minutes' page knows: it is fetching, it has them, or why not and whether trying again can help. */
export type Loaded =
  { state: 'loading' } | { state: 'ready'; minutes: Minutes } | { state: 'failed'; title: string; sentence: string; again: boolean }

const failed = (title: string, sentence: string, again = false): Loaded => ({ state: 'failed', title, sentence, again })

/** What to tell a person about an answer that brought no minutes. `status` 0: there was no answer at all. */
export function failure(status: number): Loaded {
  if (status === 0) return failed('Ingen forbindelse', 'Referatet kunne ikke hentes. Se efter, om du er på nettet, og prøv igen.', true)
  if (status === 401 || status === 403)
    return failed('Linket åbner ikke referatet', 'Nøglen i linket passer ikke. Kopiér hele linket igen, eller bed mødelederen om et nyt.')
  if (status === 404 || status === 410)
    return failed(
      'Mødet findes ikke længere',
      'Det er slettet, enten af mødelederen, eller fordi datoen var nået. Har I printet eller gemt referatet, er det jeres eneste udgave.'
    )
  if (status === 429) return failed('Vent lidt', 'Referatet er hentet mange gange på kort tid. Vent et minut, og prøv igen.', true)
  return failed('Det gik galt hos os', 'Referatet kunne ikke hentes lige nu. Det er ikke væk. Prøv igen om et øjeblik.', true)
}

export const faultTitles: Record<LinkFault, string> = { missing: 'Linket åbner ikke noget referat', incomplete: 'Linket er ikke helt' }

/** The minutes of the board in a page's fragment, through `fetchMinutes`, whose errors carry an HTTP status. Never throws. */
export async function loadMinutes(hash: string, fetchMinutes: (board: string, key: string) => Promise<Minutes>): Promise<Loaded> {
  const link = parseFragment(hash)
  if ('reason' in link) return failed(faultTitles[link.reason], linkSentences[link.reason])
  try {
    return { state: 'ready', minutes: await fetchMinutes(link.board, link.key) }
  } catch (error) {
    return failure((error as { status?: number }).status ?? 500)
  }
}

/** A file name that every system takes: "referat-luu-moede-2026-11-23.json". */
export function fileName(minutes: Pick<Minutes, 'title'>, date: string, ending: string): string {
  const letters: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa' }
  const title = minutes.title
    // An å may come as two code points, from a Mac's file names or keyboard.
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøå]/g, letter => letters[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
  return `${['referat', title, date].filter(Boolean).join('-')}.${ending}`
}
