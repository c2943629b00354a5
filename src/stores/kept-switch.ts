import { atom, onMount, type ReadableAtom } from 'nanostores'

/** Something that is switched on for a device, and that no board knows of. */
export type KeptSwitch = { on: ReadableAtom<boolean>; choose: (on: boolean) => void }

/** Off until it is chosen. `name` begins as all else that "Slet alt på denne enhed" deletes. Without storage it holds in this page alone. */
export function keptSwitch(name: `pejling/${string}`): KeptSwitch {
  const on = atom(false)
  onMount(on, () => {
    try {
      on.set(localStorage.getItem(name) !== null)
    } catch {
      // Each page begins with it off.
    }
  })
  return {
    on,
    choose(value) {
      on.set(value)
      try {
        if (value) localStorage.setItem(name, '1')
        else localStorage.removeItem(name)
      } catch {
        // It holds in this page alone.
      }
    }
  }
}
