import { findLink, parseFragment } from '../../core/board/link.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import type { ChosenFile } from '../../schemas/open-file.ts'
import { faultsInWords, openMinutesFile } from '../../schemas/open-minutes.ts'
import { loadMinutes } from './load.ts'

/** Minutes from another meeting, or why there are none and what to do. `note`: said of an older file. */
export type Brought = { ok: true; minutes: Minutes; note: string } | { ok: false; sentence: string }

/** Where a plain link of this site leads to another site; null where it is none, or leads here. */
function elsewhere(text: string, host: string): string | null {
  const url = URL.parse?.(text.trim()) ?? null
  return url && /^\/(bord|referat)\/?$/.test(url.pathname) && url.host !== host ? url.host : null
}

/**
 * The minutes that a link opens: of the minutes, a facilitator or a participant. The key is used to read, and kept nowhere.
 * A key of another site is not sent to this one. `fetchMinutes` as in `loadMinutes`.
 */
export async function bringFromLink(text: string, host: string, fetchMinutes: (board: string, key: string) => Promise<Minutes>): Promise<Brought> {
  const other = elsewhere(text, host)
  if (other) return { ok: false, sentence: `Linket fører til ${other}. Hent referatet som JSON dér, og vælg filen her.` }
  const link = findLink(text)
  if (!link) {
    const cut = 'reason' in parseFragment(text.split('#')[1] ?? '') && text.includes('#')
    return {
      ok: false,
      sentence: `${cut ? 'Linket er ikke helt.' : 'Det er ikke et link til et møde.'} Kopiér hele linket til referatet, og sæt det ind igen.`
    }
  }
  const loaded = await loadMinutes(`#${link.board}.${link.key}`, fetchMinutes)
  if (loaded.state === 'ready') return { ok: true, minutes: loaded.minutes, note: '' }
  return { ok: false, sentence: loaded.state === 'failed' ? `${loaded.title}. ${loaded.sentence}` : '' }
}

/** The minutes in a file, which never leaves the browser. */
export async function bringFromFile(file: ChosenFile): Promise<Brought> {
  const read = await openMinutesFile(file)
  return read.ok ? read : { ok: false, sentence: faultsInWords(read.faults) }
}
