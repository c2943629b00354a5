/** From one try to the next, ms: on a network that comes and goes, soon at first. */
const PAUSES = [1_000, 2_000, 4_000]
const LONGEST_PAUSE = 8_000

/**
 * Loads a part of the page, `load` being its `import()`, and tries until it is there. Calls `onFailed` after each failure with what
 * went wrong. Tries again at once when the network is back. Where a browser keeps a failed module for good, only a reload
 * brings it: `onFailed` has to offer one.
 */
export async function loadPart<Part>(load: () => Promise<Part>, onFailed: (error: unknown) => void): Promise<Part> {
  for (let tries = 0; ; tries++) {
    try {
      const part = await load()
      // A task of its own for what is drawn with it: a slow phone takes a touch in between.
      await new Promise(resolve => setTimeout(resolve))
      return part
    } catch (error) {
      onFailed(error)
      // A style that failed stands in the page as if it were loaded, and would not be asked for again.
      for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) if (!link.sheet) link.remove()
      await new Promise<void>(resolve => {
        const again = () => {
          clearTimeout(timer)
          window.removeEventListener('online', again)
          resolve()
        }
        const timer = setTimeout(again, PAUSES[tries] ?? LONGEST_PAUSE)
        window.addEventListener('online', again)
      })
    }
  }
}
