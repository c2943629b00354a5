import * as Y from 'yjs'
import { deleteCopy } from './delete-copy.ts'
import { openDatabase, transact } from './local-database.ts'

/** This device's copy of a document. It may throw, be closed, hang or be full: that costs the copy, never the document or the wire. */
export type DeviceCopy = {
  /** Fulfilled when what was kept is in the document, or when there is nothing to wait for. Never rejected. */
  read: Promise<void>
  /** Ends it; what is kept stays. */
  close: () => void
  /** Ends it and deletes what is kept. Never rejected. */
  forget: () => Promise<void>
}

/** So many stored updates are replaced by the whole document. */
const ROWS = 300

/**
 * Keeps a document on this device, and puts into it what was kept. Instead of y-indexeddb, which writes inside Yjs' `update` event: what
 * it throws there, as on a database that the browser has closed, skips every later listener and ends all events of the document.
 */
export function keepCopy(name: string, doc: Y.Doc): DeviceCopy {
  let database: IDBDatabase | null = null
  let waiting: Uint8Array[] = []
  let rows = 0
  let mended = false
  let ended = false
  let onRead = () => {}
  const read = new Promise<void>(resolve => {
    onRead = resolve
  })

  // Called within Yjs' own event: it must not throw.
  const take = (update: Uint8Array, origin: unknown) => {
    if (origin === copy) return
    waiting.push(update)
    if (waiting.length === 1) queueMicrotask(write)
  }

  const end = () => {
    ended = true
    doc.off('update', take)
    waiting = []
    database?.close()
    database = null
    onRead()
  }

  /** After a failure, once: opens it anew and stores the whole document, since something may be missing in what is stored. */
  const mend = (failed: IDBDatabase | null) => {
    if (ended || failed !== database) return
    database?.close()
    database = null
    if (mended) return end()
    mended = true
    rows = ROWS
    void open()
  }

  /** Puts everything that is stored into the document: what another tab has stored, too. */
  const apply = (updates: Uint8Array[]) => {
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update, copy)
      } catch {
        // A damaged row is passed over. The next whole document replaces it.
      }
    }
  }

  function write() {
    const open = database
    if (!open) return
    const updates = waiting
    waiting = []
    const whole = rows >= ROWS
    rows = whole ? 1 : rows + updates.length
    transact(open, store => {
      const add = (update: Uint8Array) => store.add(update)
      if (!whole) return updates.forEach(add)
      const request = store.getAll()
      request.onsuccess = () => {
        try {
          apply(request.result)
          store.clear()
          add(Y.encodeStateAsUpdate(doc))
        } catch {
          store.transaction.abort()
        }
      }
    }).catch(() => mend(open))
  }

  const open = async () => {
    let opened: IDBDatabase | null = null
    try {
      opened = await openDatabase(name)
      if (ended) return opened.close()
      database = opened
      // Somebody deletes it on purpose, as "Slet alt" in another tab: then it stays deleted.
      opened.onversionchange = end
      opened.onclose = () => mend(opened)
      let kept: Uint8Array[] = []
      await transact(opened, store => {
        const request = store.getAll()
        request.onsuccess = () => {
          kept = request.result
        }
      })
      if (ended || database !== opened) return
      apply(kept)
      // What came before this copy was begun is in no update that waits.
      rows += kept.length || ROWS
      onRead()
      if (waiting.length > 0 || rows >= ROWS) write()
    } catch {
      mend(opened)
    }
  }

  const copy: DeviceCopy = {
    read,
    close: end,
    forget: async () => {
      end()
      await deleteCopy(name)
    }
  }
  doc.on('update', take)
  void open()
  return copy
}
