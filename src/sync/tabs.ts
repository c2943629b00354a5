import { guarded } from './seat.ts'

/** What open tabs of one browser tell each other. None of it is needed for a meeting: a browser without it only knows less. */
export type TabWord =
  /** What is kept on this device is being deleted: of one board, or everything where none is named. */
  | { say: 'forget'; board?: string }
  /** The answer of a tab that has a meeting open: its title. */
  | { say: 'open'; title: string }
  /** This device has a seat in this board from now on. */
  | { say: 'seated'; board: string }

const CHANNEL = 'pejling'
/** A tab that holds a lock for longer than this (ms) is not waited for: it may hang. */
const LOCK_WITHIN = 8_000

export type Tabs = { tell: (word: TabWord) => void; stop: () => void }

/** Hears what other tabs of this browser tell, and tells them. A browser without BroadcastChannel hears nothing. */
export function openTabs(onWord: (word: TabWord) => void): Tabs {
  const channel = guarded(() => new BroadcastChannel(CHANNEL))
  if (channel) channel.onmessage = event => onWord(event.data as TabWord)
  return {
    tell: word => void guarded(() => channel?.postMessage(word)),
    stop: () => void guarded(() => channel?.close())
  }
}

/** Does something while no other tab of this browser does the same, as far as the browser can see to that (Web Locks, secure pages only). */
export async function alone<T>(name: string, act: () => Promise<T>): Promise<T> {
  let began = false
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), LOCK_WITHIN)
  const begin = () => {
    began = true
    clearTimeout(timer)
    return act()
  }
  try {
    return await navigator.locks.request(name, { signal: waiting.signal }, begin)
  } catch (error) {
    if (began) throw error
    return begin()
  }
}
