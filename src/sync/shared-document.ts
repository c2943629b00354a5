import * as decoding from 'lib0/decoding'
import type * as encoding from 'lib0/encoding'
import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCodes, MESSAGE_SAVED, SAVED, SUBPROTOCOL } from '../core/api.ts'
import type { DocumentName } from '../documents/form.ts'
import { type SaveStatus, type Saving, saveStatus } from './save-status.ts'

/** `who`: whose writing the copy on this device holds, a participant's id or a role. Two people on one device must not send each other's. */
export type Address = { board: string; key: string; generation: number; who: string }

export type SharedDocument = {
  doc: Y.Doc
  provider: WebsocketProvider
  status: () => SaveStatus
  /** Ends the connection and forgets nothing. */
  stop: () => void
  /** Ends the connection and deletes this device's copy. */
  forget: () => Promise<void>
}

/** The name of this device's copy of a document. The generation keeps two histories of one board apart. */
export const copyName = (at: Address, name: DocumentName): string => `pejling/${at.board}/${at.generation}/${at.who}/${name}`

const MESSAGE_SYNC = 0
const SYNC_STEP_1 = 0
/** A phone that has slept may hold a dead socket that still says it is open: older than this (ms), it is replaced at waking. */
const STALE_AFTER = 22_000
/** A device that has sent too fast waits so long before it tries again, ms. */
const TOO_FAST_PAUSE = 5_000

/**
 * One Yjs document of a board: synced with the server, kept on the device if `keep`, and knowing what is on the server's disk.
 * `onStatus` is called whenever the status may have changed; `onClosed` once, when the server has closed the door for good.
 */
export function openDocument(
  at: Address,
  name: DocumentName,
  options: { keep: boolean; onStatus: () => void; onClosed: (code: number) => void }
): SharedDocument {
  const doc = new Y.Doc()
  const saving: Saving = { connected: false, synced: false, sent: 0, confirmed: 0, dirty: false, stopped: false }
  const origin = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`
  // disableBc: the server alone decides what reaches whom, also between two tabs of one browser.
  const provider = new WebsocketProvider(`${origin}/sync/${at.board}`, name, doc, {
    protocols: [SUBPROTOCOL, at.key],
    params: { g: String(at.generation) },
    disableBc: true
  })
  provider.awareness.setLocalState(null)
  const copy = options.keep && 'indexedDB' in globalThis ? new IndexeddbPersistence(copyName(at, name), doc) : null

  // What the copy holds may not be on the server yet. Where the device lets none be opened (private windows), there is none to wait for.
  let copyRead = copy === null
  const onCopyRead = () => {
    copyRead = true
    options.onStatus()
  }
  void copy?.whenSynced.then(onCopyRead)
  void copy?._db.catch(onCopyRead)

  // The count that the server confirms: our answer to its step 1 (y-protocols always writes one), and every update sent after it.
  const sync = provider.messageHandlers[MESSAGE_SYNC] as Handler
  /** Which of this connection's messages holds all that was here before it; null before it is sent. */
  let ownState: number | null = null
  provider.messageHandlers[MESSAGE_SYNC] = (encoder, decoder, ...rest) => {
    const asksForOurs = decoding.peekVarUint(decoder) === SYNC_STEP_1
    sync(encoder, decoder, ...rest)
    if (asksForOurs) {
      saving.sent++
      ownState ??= saving.sent
      options.onStatus()
    }
  }
  provider.messageHandlers[MESSAGE_SAVED] = (_encoder, decoder) => {
    const kind = decoding.readVarUint(decoder)
    const count = decoding.readVarUint(decoder)
    if (kind !== SAVED) return
    saving.confirmed = count
    saving.synced = ownState !== null && count >= ownState
    if (saving.synced && count >= saving.sent) saving.dirty = false
    options.onStatus()
  }
  doc.on('update', (_update: Uint8Array, from: unknown) => {
    if (from === provider) return
    if (provider.wsconnected) saving.sent++
    // What this device did has no origin: it must not be taken for a copy that there is not.
    if (copy === null || from !== copy) saving.dirty = true
    options.onStatus()
  })
  provider.on('status', ({ status }) => {
    saving.connected = status === 'connected'
    if (saving.connected) Object.assign(saving, { synced: false, sent: 0, confirmed: 0 })
    ownState = null
    options.onStatus()
  })
  let pause: ReturnType<typeof setTimeout> | undefined
  provider.on('closed', ({ code }) => {
    if (code === closeCodes.tooFast) {
      pause = setTimeout(() => provider.connect(), TOO_FAST_PAUSE)
      return
    }
    saving.stopped = true
    options.onStatus()
    options.onClosed(code)
  })

  const wake = () => {
    if (saving.stopped || document.visibilityState === 'hidden') return
    const stale = provider.wsconnected && Date.now() - provider.wsLastMessageReceived > STALE_AFTER
    if (stale) provider.disconnect()
    if (!provider.wsconnected) {
      provider.wsUnsuccessfulReconnects = 0
      provider.connect()
    }
  }
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)

  const stop = () => {
    clearTimeout(pause)
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
    provider.destroy()
  }
  return {
    doc,
    provider,
    status: () => saveStatus({ ...saving, synced: saving.synced && copyRead }),
    stop: () => {
      stop()
      doc.destroy()
    },
    forget: async () => {
      stop()
      // Where the device lets no copy be opened, there is none to delete, and whoever forgets goes on.
      await copy?.clearData().catch(() => undefined)
    }
  }
}

type Handler = (encoder: encoding.Encoder, decoder: decoding.Decoder, provider: WebsocketProvider, emitSynced: boolean, type: number) => void
