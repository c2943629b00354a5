import { atom, onMount } from 'nanostores'

/** Named as all else that "Slet alt på denne enhed" deletes. */
const KEPT = 'pejling/larger-text'

/** Whether this device shows a meeting in larger text. It is kept for the device, and no board knows of it. */
export const largerText = atom(false)

onMount(largerText, () => {
  try {
    largerText.set(localStorage.getItem(KEPT) !== null)
  } catch {
    // Without storage each page begins with the usual size.
  }
})

/** Chooses larger text, or the usual size again. */
export function chooseLargerText(on: boolean): void {
  largerText.set(on)
  try {
    if (on) localStorage.setItem(KEPT, '1')
    else localStorage.removeItem(KEPT)
  } catch {
    // It holds in this page alone.
  }
}
