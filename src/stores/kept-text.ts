/** One text that a device keeps for a page, and that no board knows of. */
export type KeptText = {
  /** What was kept; null where there is nothing, or nothing can be read. */
  read: () => string | null
  /** False where the browser does not keep it. */
  keep: (text: string) => boolean
  forget: () => void
}

/** `name` begins as all else that "Slet alt på denne enhed" deletes. */
export const keptText = (name: `pejling/${string}`): KeptText => ({
  read() {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  },
  keep(text) {
    try {
      localStorage.setItem(name, text)
      return true
    } catch {
      return false
    }
  },
  forget() {
    try {
      localStorage.removeItem(name)
    } catch {
      // Where nothing can be deleted nothing was kept.
    }
  }
})
