/** An IndexedDB that is silent for this long (ms) is given up: Safari's can hang until the browser is started again. */
const ANSWER_WITHIN = 4_000

/** Rejects where what `begin` begins fails or is not done in time. */
export const inTime = <T>(begin: (done: (value: T) => void, failed: () => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), ANSWER_WITHIN)
    const failed = () => {
      clearTimeout(timer)
      reject(new Error('IndexedDB has failed'))
    }
    try {
      begin(value => {
        clearTimeout(timer)
        resolve(value)
      }, failed)
    } catch {
      failed()
    }
  })

/** Deletes a database. False where another tab keeps it, or IndexedDB fails. */
export const deleteCopy = (name: string): Promise<boolean> =>
  inTime<boolean>((done, failed) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => done(true)
    request.onerror = failed
  }).catch(() => false)
