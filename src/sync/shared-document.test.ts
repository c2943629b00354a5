import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { closeCodes, MESSAGE_SAVED, SAVED } from '../core/api.ts'
import { openDocument } from './shared-document.ts'

const MESSAGE_SYNC = 0

/** A connection whose server the test plays: what is sent is kept, nothing is answered by itself. */
class Socket {
  static OPEN = 1
  static all: Socket[] = []
  readonly OPEN = 1
  readyState = 0
  sent: Uint8Array[] = []
  onopen = () => {}
  onmessage = (_event: { data: ArrayBuffer }) => {}
  onclose = (_event: { code: number; reason: string }) => {}
  onerror = () => {}
  constructor() {
    Socket.all.push(this)
  }
  static get last(): Socket {
    return Socket.all.at(-1) as Socket
  }
  send(message: Uint8Array) {
    this.sent.push(message)
  }
  close() {}
  open() {
    this.readyState = 1
    this.onopen()
  }
  /** The server closes it. */
  end(code: number) {
    this.readyState = 3
    this.onclose({ code, reason: '' })
  }
  private tell(write: (encoder: encoding.Encoder) => void) {
    const encoder = encoding.createEncoder()
    write(encoder)
    const bytes = encoding.toUint8Array(encoder)
    this.onmessage({ data: bytes.slice().buffer })
  }
  /** The server asks for what it does not have. */
  ask = () =>
    this.tell(encoder => {
      encoding.writeVarUint(encoder, MESSAGE_SYNC)
      sync.writeSyncStep1(encoder, new Y.Doc())
    })
  /** The server has so many of this connection's messages on disk. */
  confirm = (count: number) => this.tell(encoder => [MESSAGE_SAVED, SAVED, count].forEach(number => void encoding.writeVarUint(encoder, number)))
  /** What was sent that the server counts: answers to its question, and updates. */
  get counted(): number {
    return this.sent.filter(message => {
      const decoder = decoding.createDecoder(message)
      return decoding.readVarUint(decoder) === MESSAGE_SYNC && decoding.readVarUint(decoder) > 0
    }).length
  }
}

/** The copy on the device: read, or impossible to open, when the test says so. */
const device = vi.hoisted(() => ({ read: (_update?: Uint8Array) => {}, fail: () => {}, deleted: 0 }))
vi.mock('y-indexeddb', async () => {
  const { applyUpdate } = await import('yjs')
  class IndexeddbPersistence {
    whenSynced: Promise<unknown>
    _db: Promise<unknown>
    constructor(_name: string, doc: Y.Doc) {
      this.whenSynced = new Promise(resolve => {
        device.read = update => {
          if (update) applyUpdate(doc, update, this)
          resolve(this)
        }
      })
      this._db = new Promise((_, reject) => {
        device.fail = () => reject(new Error('A mutation operation was attempted on a database that did not allow mutations.'))
      })
    }
    clearData = () =>
      this._db.then(() => {
        device.deleted++
      })
  }
  return { IndexeddbPersistence }
})

const at = { board: 'board', key: 'key', generation: 1, who: 'me' }
const closed: number[] = []
const open = (keep = false) => openDocument(at, 'wall', { keep, onStatus: () => {}, onClosed: code => closed.push(code) })

describe('openDocument', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    Socket.all = []
    closed.length = 0
    vi.stubGlobal('WebSocket', Socket)
    vi.stubGlobal('location', { protocol: 'http:', host: 'pejling.test' })
    vi.stubGlobal('window', new EventTarget())
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
    vi.stubGlobal('indexedDB', {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('counts as the server does', () => {
    const { doc, status, stop } = open()
    Socket.last.open()
    doc.getText('t').insert(0, 'a')
    Socket.last.ask()
    doc.getText('t').insert(1, 'b')
    expect(Socket.last.counted).toBe(3)
    Socket.last.confirm(2)
    expect(status()).toBe('saving')
    Socket.last.confirm(3)
    expect(status()).toBe('saved')
    stop()
  })

  it('waits after having sent too fast, says that it is away, and comes back as any other', () => {
    const { doc, status, stop } = open()
    Socket.last.open()
    Socket.last.ask()
    Socket.last.confirm(1)
    doc.getText('t').insert(0, 'a')
    Socket.last.end(closeCodes.tooFast)
    expect(status()).toBe('unsaved')
    expect(closed).toEqual([])
    expect(Socket.all).toHaveLength(1)
    vi.advanceTimersByTime(6_000)
    expect(Socket.all).toHaveLength(2)
    Socket.last.open()
    Socket.last.ask()
    expect(status()).toBe('saving')
    Socket.last.confirm(1)
    expect(status()).toBe('saved')
    stop()
  })

  it('does not come back once stopped, though it waited to', () => {
    const { stop } = open()
    Socket.last.open()
    Socket.last.end(closeCodes.tooFast)
    stop()
    vi.advanceTimersByTime(60_000)
    expect(Socket.all).toHaveLength(1)
  })

  it('is closed for good where the server says so', () => {
    const { status, stop } = open()
    Socket.last.open()
    Socket.last.end(closeCodes.deleted)
    expect(status()).toBe('stopped')
    expect(closed).toEqual([closeCodes.deleted])
    stop()
  })

  it('[saved-means-on-disk] says nothing of saved before what was typed without a connection is', () => {
    const { doc, status, stop } = open()
    doc.getText('t').insert(0, 'Skrevet uden forbindelse')
    Socket.last.open()
    doc.getText('t').insert(0, '!')
    // The server has the last letter; what stands before it, it has not asked for yet.
    Socket.last.confirm(1)
    expect(status()).toBe('saving')
    Socket.last.ask()
    Socket.last.confirm(1)
    expect(status()).toBe('saving')
    Socket.last.confirm(2)
    expect(status()).toBe('saved')
    stop()
  })

  it('[saved-means-on-disk] says nothing of saved before the copy on this device has been read', async () => {
    const { status, stop } = open(true)
    Socket.last.open()
    Socket.last.ask()
    Socket.last.confirm(1)
    expect(status()).toBe('connecting')
    const kept = new Y.Doc()
    kept.getText('t').insert(0, 'Fra i går')
    device.read(Y.encodeStateAsUpdate(kept))
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('saving')
    Socket.last.confirm(2)
    expect(status()).toBe('saved')
    stop()
  })

  it('waits for no copy where the device lets none be opened', async () => {
    const { status, stop } = open(true)
    Socket.last.open()
    Socket.last.ask()
    Socket.last.confirm(1)
    device.fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('saved')
    stop()
  })

  it('goes on where there is no copy to delete, since the device let none be opened', async () => {
    const { forget } = open(true)
    device.fail()
    await expect(forget()).resolves.toBeUndefined()
    expect(device.deleted).toBe(0)
  })
})
