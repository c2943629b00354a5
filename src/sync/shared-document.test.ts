import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { closeCodes, MESSAGE_SAVED, MESSAGE_TIME, SAVED } from '../core/board/api.ts'
import { type DocumentOptions, openDocument } from './shared-document.ts'

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
  /** The server's answer to the question whether it is there. */
  answer = (now = 0) => this.tell(encoder => [MESSAGE_TIME, now].forEach(number => void encoding.writeVarUint(encoder, number)))
  /** How often that was asked. */
  get asked(): number {
    return this.sent.filter(message => message[0] === MESSAGE_TIME).length
  }
  /** What was sent that the server counts: answers to its question, and updates. */
  get counted(): number {
    return this.sent.filter(message => {
      const decoder = decoding.createDecoder(message)
      return decoding.readVarUint(decoder) === MESSAGE_SYNC && decoding.readVarUint(decoder) > 0
    }).length
  }
}

/** The copy on the device: read, or impossible to open, when the test says so. */
const device = vi.hoisted(() => ({ read: (_update?: Uint8Array) => {}, deleted: 0 }))
vi.mock('./device-copy.ts', async () => {
  const { applyUpdate } = await import('yjs')
  return {
    keepCopy: (_name: string, doc: Y.Doc) => {
      const copy = {
        read: new Promise<void>(resolve => {
          device.read = update => {
            if (update) applyUpdate(doc, update, copy)
            resolve()
          }
        }),
        close: () => {},
        forget: async () => void device.deleted++
      }
      return copy
    }
  }
})

const at = { board: 'board', key: 'key', generation: 1, who: 'me' }
const closed: number[] = []
const open = (keep = false, more: Partial<DocumentOptions> = {}) =>
  openDocument(at, 'wall', { keep, onStatus: () => {}, onClosed: code => closed.push(code), ...more })

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

  it('[saved-means-on-disk] says nothing of a lost connection before there was time for the first', () => {
    const { doc, status, stop } = open()
    doc.getText('t').insert(0, 'a')
    expect(status()).toBe('connecting')
    Socket.last.end(1006)
    vi.advanceTimersByTime(7_900)
    expect(status()).toBe('connecting')
    vi.advanceTimersByTime(200)
    expect(status()).toBe('unsaved')
    stop()
  })

  it('tries anew where a socket does not open, each time with more patience', () => {
    const { stop } = open()
    vi.advanceTimersByTime(7_900)
    expect(Socket.all).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(Socket.all).toHaveLength(2)
    vi.advanceTimersByTime(15_000)
    expect(Socket.all).toHaveLength(2)
    vi.advanceTimersByTime(2_000)
    expect(Socket.all).toHaveLength(3)
    stop()
    vi.advanceTimersByTime(600_000)
    expect(Socket.all).toHaveLength(3)
  })

  describe('asks whether the server is there', () => {
    /** Open, its states exchanged, and its first question answered. */
    const settle = (more: Partial<DocumentOptions> = {}) => {
      const opened = open(false, more)
      Socket.last.open()
      Socket.last.ask()
      Socket.last.confirm(1)
      Socket.last.answer()
      expect(opened.status()).toBe('saved')
      return opened
    }

    it('[connection-told] all the time for one document of the board, and knows within eight seconds that it is not', () => {
      const lost = vi.fn()
      const { status, stop } = settle({ steady: true, onLost: lost })
      for (let time = 0; time < 10; time++) {
        vi.advanceTimersByTime(3_000)
        Socket.last.answer()
      }
      expect([Socket.all.length, status()]).toEqual([1, 'saved'])
      expect(Socket.last.asked).toBeGreaterThan(5)
      vi.advanceTimersByTime(7_900)
      expect([Socket.all.length, status(), lost.mock.calls.length]).toEqual([2, 'offline', 1])
      stop()
    })

    it('only where something waits, for the others', () => {
      const { doc, status, stop } = settle()
      const { asked } = Socket.last
      vi.advanceTimersByTime(29_000)
      expect([Socket.last.asked, Socket.all.length]).toEqual([asked, 1])
      doc.getText('t').insert(0, 'a')
      vi.advanceTimersByTime(7_900)
      expect([Socket.all.length, status()]).toEqual([2, 'unsaved'])
      stop()
    })

    it('also where others are heard, and what is sent is not answered', () => {
      const { doc, status, stop } = settle()
      doc.getText('t').insert(0, 'a')
      for (let time = 0; time < 16; time++) {
        vi.advanceTimersByTime(490)
        if (Socket.all.length === 1) Socket.last.confirm(1)
      }
      expect([Socket.all.length, status()]).toEqual([2, 'unsaved'])
      stop()
    })

    it('[connection-told] at once as the browser says that it is offline, and is believed if it answers', () => {
      const { status, stop } = settle()
      window.dispatchEvent(new Event('offline'))
      expect(status()).toBe('offline')
      Socket.last.answer()
      expect(status()).toBe('saved')
      window.dispatchEvent(new Event('offline'))
      vi.advanceTimersByTime(2_100)
      expect([Socket.all.length, status()]).toEqual([2, 'offline'])
      Socket.last.open()
      expect(status()).toBe('connecting')
      stop()
    })

    it('not of a page that nobody sees, and as it is seen again', () => {
      const { stop } = settle({ steady: true })
      const { asked } = Socket.last
      Object.assign(document, { visibilityState: 'hidden' })
      vi.advanceTimersByTime(20_000)
      expect(Socket.last.asked).toBe(asked)
      Object.assign(document, { visibilityState: 'visible' })
      document.dispatchEvent(new Event('visibilitychange'))
      expect(Socket.last.asked).toBe(asked + 1)
      stop()
    })

    it('with twice the time after each that was not answered: a slow network is not a dead one', () => {
      const { stop } = settle({ steady: true })
      vi.advanceTimersByTime(7_000)
      expect(Socket.all).toHaveLength(2)
      Socket.last.open()
      Socket.last.ask()
      Socket.last.confirm(1)
      vi.advanceTimersByTime(30_000)
      expect(Socket.all).toHaveLength(2)
      stop()
    })

    it('[server-clock] and hears its clock with the answer', () => {
      const onTime = vi.fn()
      const { stop } = settle({ steady: true, onTime })
      vi.advanceTimersByTime(3_000)
      const sentAt = performance.now()
      // Asked within the last half second.
      vi.advanceTimersByTime(200)
      Socket.last.answer(1_800_000_000_000)
      const [sample] = onTime.mock.lastCall ?? []
      expect(sample).toMatchObject({ receivedAt: sentAt + 200, serverNow: 1_800_000_000_000 })
      expect(sample.sentAt).toBeLessThanOrEqual(sentAt)
      stop()
    })
  })
})
