import { atom, type ReadableAtom } from 'nanostores'

/** Acts that wait for their time, each under a name, and can all be let go at once. */
export type PacedActs = {
  /** Does it in so many ms; nothing where one of this name waits already. */
  later: (name: string, ms: number, act: () => void) => void
  /** Does all that waits, now, in its order. */
  hurry: () => void
  /** Takes back all that waits. */
  clear: () => void
  waiting: ReadableAtom<number>
}

/** Acts in their own time. */
export function pacedActs(): PacedActs {
  const waiting = atom(0)
  const all = new Map<string, { timer: ReturnType<typeof setTimeout>; act: () => void }>()
  const tell = () => waiting.set(all.size)
  const go = (name: string) => {
    const entry = all.get(name)
    if (!entry) return
    clearTimeout(entry.timer)
    all.delete(name)
    entry.act()
    tell()
  }
  return {
    later(name, ms, act) {
      if (all.has(name)) return
      all.set(name, { timer: setTimeout(() => go(name), ms), act })
      tell()
    },
    hurry() {
      for (const name of [...all.keys()]) go(name)
    },
    clear() {
      for (const { timer } of all.values()) clearTimeout(timer)
      all.clear()
      tell()
    },
    waiting
  }
}
