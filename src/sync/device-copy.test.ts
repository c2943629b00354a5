import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { deleteCopy } from './delete-copy.ts'
import { type DeviceCopy, keepCopy } from './device-copy.ts'

const NAME = 'pejling/bord/1/mig/wall'
const text = (doc: Y.Doc): string => doc.getText('t').toString()
const type = (doc: Y.Doc, what: string) => doc.getText('t').insert(doc.getText('t').length, what)

/** However slow the machine is. */
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 25_000, interval: 20 })

/** A document with a copy, and everything that a listener which comes after the copy has heard. */
function open(): { doc: Y.Doc; copy: DeviceCopy; heard: () => number } {
  const doc = new Y.Doc()
  const copy = keepCopy(NAME, doc)
  let heard = 0
  doc.on('update', () => heard++)
  return { doc, copy, heard: () => heard }
}

/** What the device would show of it on the next day. */
async function stored(): Promise<string> {
  const { doc, copy } = open()
  await copy.read
  copy.close()
  return text(doc)
}
const rows = async (): Promise<number> => {
  const request = indexedDB.open(NAME)
  await new Promise(resolve => {
    request.onsuccess = resolve
  })
  const count = request.result.transaction('updates').objectStore('updates').count()
  await new Promise(resolve => {
    count.onsuccess = resolve
  })
  request.result.close()
  return count.result
}

/** The databases that the code opens, so that a test can do to them what browsers do. */
let databases: IDBDatabase[]
let factory: IDBFactory
beforeEach(() => {
  databases = []
  factory = new IDBFactory()
  vi.stubGlobal('indexedDB', {
    open: (name: string) => {
      const request = factory.open(name)
      request.addEventListener('success', () => databases.push(request.result))
      return request
    },
    deleteDatabase: (name: string) => factory.deleteDatabase(name)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a copy on the device', { timeout: 30_000 }, () => {
  it('[offline-kept] holds what was typed, also before it was open', async () => {
    const { doc, copy } = open()
    type(doc, 'før ')
    await copy.read
    type(doc, 'efter')
    await until(async () => expect(await stored()).toBe('før efter'))
  })

  it('[board-offline] begun after its document has come, holds it all the same', async () => {
    const doc = new Y.Doc()
    type(doc, 'fra serveren ')
    const copy = keepCopy(NAME, doc)
    await copy.read
    await until(async () => expect(await stored()).toBe('fra serveren '))
    type(doc, 'og mere')
    await until(async () => expect(await stored()).toBe('fra serveren og mere'))
  })

  it('[offline-kept] is put together from two tabs of one person', async () => {
    const [one, two] = [open(), open()]
    await Promise.all([one.copy.read, two.copy.read])
    type(one.doc, 'A')
    type(two.doc, 'B')
    await until(async () => expect([...(await stored())].sort().join('')).toBe('AB'))
  })

  it('is written anew as a whole before it grows long, with what another tab has stored', async () => {
    const [one, two] = [open(), open()]
    await Promise.all([one.copy.read, two.copy.read])
    type(two.doc, 'B')
    for (let letter = 0; letter < 320; letter++) {
      type(one.doc, 'A')
      // Each is a write of its own, as people type.
      await Promise.resolve()
    }
    await until(async () => expect((await stored()).length).toBe(321))
    expect(await rows()).toBeLessThan(300)
  })

  it('passes over what is damaged', async () => {
    const { doc, copy } = open()
    await copy.read
    type(doc, 'helt')
    await until(async () => expect(await stored()).toBe('helt'))
    databases[0]
      ?.transaction('updates', 'readwrite')
      .objectStore('updates')
      .add(Uint8Array.of(255, 255, 255, 7))
    expect(await stored()).toBe('helt')
  })

  it('is gone once forgotten, and stays gone for a tab that has it open', async () => {
    const [one, two] = [open(), open()]
    await Promise.all([one.copy.read, two.copy.read])
    type(one.doc, 'A')
    await two.copy.forget()
    type(one.doc, 'B')
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(await factory.databases()).toEqual([])
    expect(await deleteCopy(NAME)).toBe(true)
    expect(one.heard()).toBe(2)
  })
})

describe('[saved-means-on-disk] a copy that fails costs only itself', { timeout: 30_000 }, () => {
  const broken = () => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError')
  }

  it('when the browser closes it: listeners go on hearing, and it is opened once more with the whole document', async () => {
    const { doc, copy, heard } = open()
    await copy.read
    type(doc, 'før ')
    // As when site data is cleared or storage is short. The event comes later, or not at all.
    databases[0]?.close()
    type(doc, 'imens ')
    await until(() => expect(databases).toHaveLength(2))
    type(doc, 'efter')
    await until(async () => expect(await stored()).toBe('før imens efter'))
    expect(heard()).toBe(3)
  })

  it('when it is closed again and again: once more and no more', async () => {
    const { doc, copy, heard } = open()
    await copy.read
    for (let time = 0; time < 5; time++) {
      const before = databases.length
      databases.at(-1)?.close()
      type(doc, 'x')
      await until(() => expect(databases.length).toBeGreaterThanOrEqual(Math.min(2, before + 1)))
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    expect([databases.length, heard()]).toEqual([2, 5])
  })

  it('when it throws whatever is asked of it', async () => {
    vi.stubGlobal('indexedDB', { open: broken, deleteDatabase: broken })
    const { doc, copy, heard } = open()
    await copy.read
    type(doc, 'a')
    await copy.forget()
    expect(heard()).toBe(1)
  })

  it('when it is full', async () => {
    const { doc, copy, heard } = open()
    await copy.read
    const store = (databases[0] as IDBDatabase).transaction('updates').objectStore('updates')
    const add = vi.spyOn(Object.getPrototypeOf(store) as IDBObjectStore, 'add').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    })
    type(doc, 'a')
    await until(() => expect(databases).toHaveLength(2))
    type(doc, 'b')
    add.mockRestore()
    expect(heard()).toBe(2)
  })

  it.each(['open', 'transaction'] as const)('when it never answers (%s): nobody waits for it longer than a few seconds', async what => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const silent = { addEventListener() {}, objectStore: () => ({ add() {}, clear() {}, getAll: () => ({}) }), close() {} }
    vi.stubGlobal('indexedDB', {
      open: () => {
        const request: { onsuccess?: () => void; result?: unknown } = {}
        if (what === 'transaction') {
          request.result = { transaction: () => silent, close() {} }
          queueMicrotask(() => request.onsuccess?.())
        }
        return request
      },
      deleteDatabase: () => ({})
    })
    const { doc, copy, heard } = open()
    let read = false
    void copy.read.then(() => (read = true))
    type(doc, 'a')
    await vi.advanceTimersByTimeAsync(10_000)
    type(doc, 'b')
    expect([read, heard()]).toEqual([true, 2])
    const forgotten = copy.forget()
    await vi.advanceTimersByTimeAsync(10_000)
    await forgotten
  })
})
