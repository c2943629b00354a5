import { atom, type ReadableAtom } from 'nanostores'
import type * as Y from 'yjs'
import type { DocumentName } from '../../documents/form.ts'
import { type SaveStatus, worstStatus } from '../../sync/save-status.ts'
import { type Address, type DocumentOptions, openDocument, type SharedDocument } from '../../sync/shared-document.ts'

/** The documents of one board that are open on this device, by name. */
export type OpenDocuments = {
  /** Opens a document. `read` is called as it has arrived, and once for all changes of a turn. */
  open: (name: DocumentName, at: Address, keep: boolean, read: (doc: Y.Doc) => void, more?: Partial<DocumentOptions>) => SharedDocument
  get: (name: DocumentName) => SharedDocument | undefined
  all: () => Iterable<SharedDocument>
  /** Ends these documents, and deletes this device's copies of them. */
  forget: (names: Iterable<DocumentName>) => Promise<void>
  /** The worst of all that are open. */
  status: ReadableAtom<SaveStatus>
  /** Keeps no copy of any on this device from now on. */
  leaveDevice: () => void
  stop: () => void
}

/** `onClosed` is called once for a document that the server has closed for good; until it resolves, nothing is said of it. */
export function openDocuments(onClosed: (name: DocumentName, code: number, shared: SharedDocument) => Promise<void>): OpenDocuments {
  const opened = new Map<DocumentName, SharedDocument>()
  /** While it is found out why they were closed: it may be the meeting's normal end. */
  const closing = new Set<SharedDocument>()
  const status = atom<SaveStatus>('connecting')
  let left = false
  const tell = () => status.set(worstStatus([...opened.values()].map(shared => (closing.has(shared) ? 'connecting' : shared.status()))))

  return {
    open(name, at, keep, read, more = {}) {
      let waiting = false
      const readSoon = () => {
        if (waiting) return
        waiting = true
        queueMicrotask(() => {
          waiting = false
          read(shared.doc)
        })
      }
      const shared = openDocument(at, name, {
        keep: keep && !left,
        onStatus: () => queueMicrotask(tell),
        onArrived: readSoon,
        onClosed: code => {
          closing.add(shared)
          void onClosed(name, code, shared).finally(() => {
            closing.delete(shared)
            tell()
          })
        },
        ...more
      })
      opened.set(name, shared)
      shared.doc.on('update', readSoon)
      return shared
    },
    get: name => opened.get(name),
    all: () => opened.values(),
    async forget(names) {
      const parted = [...names].map(name => {
        const shared = opened.get(name)
        opened.delete(name)
        return shared
      })
      await Promise.all(parted.map(shared => shared?.deleteLocalCopy()))
      tell()
    },
    status,
    leaveDevice() {
      left = true
      for (const shared of opened.values()) shared.leaveDevice()
    },
    stop() {
      for (const shared of opened.values()) shared.stop()
    }
  }
}
