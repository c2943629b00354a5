import { inTime } from './delete-copy.ts'

const STORE = 'updates'

/** Opens a database of one store without key paths, and makes it where there is none. Rejected where the browser does not, or not in time. */
export const openDatabase = (name: string): Promise<IDBDatabase> => {
  let late = false
  return inTime<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true })
    request.onerror = failed
    request.onsuccess = () => (late ? request.result.close() : done(request.result))
  }).catch(error => {
    late = true
    throw error
  })
}

/** One transaction on its store; fulfilled when it is complete. */
export const transact = (database: IDBDatabase, work: (store: IDBObjectStore) => void): Promise<void> =>
  inTime((done, failed) => {
    const transaction = database.transaction(STORE, 'readwrite')
    transaction.oncomplete = () => done()
    transaction.onabort = failed
    work(transaction.objectStore(STORE))
  })
