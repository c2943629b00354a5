import * as decoding from 'lib0/decoding'
import type * as encoding from 'lib0/encoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCodes, MESSAGE_SAVED, SAVED, SUBPROTOCOL } from '../core/board/api.ts'
import type { ClockSample } from '../core/board/clock.ts'
import { PROTOCOL } from '../core/board/protocol.ts'
import { MESSAGE_SYNC, SYNC_STEP_1 } from '../core/board/wire.ts'
import type { DocumentName } from '../documents/form.ts'
import { type DeviceCopy, keepCopy } from './device-copy.ts'
import { watchLine } from './line.ts'
import { type SaveStatus, type Saving, saveStatus } from './save-status.ts'

/** `who`: whose writing the copy on this device holds, a participant's id or a role. Two people on one device must not send each other's. */
export type Address = { board: string; key: string; generation: number; who: string }

export type SharedDocument = {
  doc: Y.Doc
  provider: WebsocketProvider
  status: () => SaveStatus
  /** Whether its socket is open, as far as is known. */
  connected: () => boolean
  /** Asks whether the server is still there, and connects anew where it does not answer soon. */
  askSoon: () => void
  /** Keeps a copy on this device from now on, but after `leaveDevice`. */
  keep: () => void
  /** Keeps no copy on this device from now on. */
  leaveDevice: () => void
  /** Ends the connection and forgets nothing. */
  stop: () => void
  /** Ends the connection and deletes this device's copy. */
  deleteLocalCopy: () => Promise<void>
}

export type DocumentOptions = {
  /** Whether a copy is kept on this device. */
  keep: boolean
  /** Whether its connection is watched all the time, for all documents of the board. */
  steady?: boolean
  /** The status may have changed. */
  onStatus: () => void
  /** The document is here as the server has it, also one in which nothing stands. */
  onArrived?: () => void
  /** Called once, when the server has closed the door for good. */
  onClosed: (code: number) => void
  /** The connection was given up, since the server did not answer. */
  onLost?: () => void
  /** The server has told its clock. */
  onTime?: (sample: ClockSample) => void
}

/** The name of this device's copy of a document. The generation keeps two histories of one board apart. */
export const copyName = (at: Address, name: DocumentName): string => `pejling/${at.board}/${at.generation}/${at.who}/${name}`

/** A phone that has slept may hold a dead socket that still says it is open: older than this (ms), it is replaced at waking. */
const STALE_AFTER = 22_000
/** A device that has sent too fast waits so long before it tries again, ms. */
const TOO_FAST_PAUSE = 5_000
/** A document that has not been open by then (ms) has no connection. */
const EARLY = 8_000

/** One Yjs document of a board: synced with the server, kept on the device if `keep`, and knowing what is on the server's disk. */
export function openDocument(at: Address, name: DocumentName, options: DocumentOptions): SharedDocument {
  const doc = new Y.Doc()
  const saving: Saving = { connected: false, early: true, doubted: false, synced: false, sent: 0, confirmed: 0, dirty: false, stopped: false }
  const origin = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`
  // disableBc: the server alone decides what reaches whom, also between two tabs of one browser.
  const provider = new WebsocketProvider(`${origin}/sync/${at.board}`, name, doc, {
    protocols: [SUBPROTOCOL, at.key],
    params: { g: String(at.generation), v: PROTOCOL },
    disableBc: true
  })
  provider.awareness.setLocalState(null)
  const early = setTimeout(() => {
    saving.early = false
    options.onStatus()
  }, EARLY)

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
  // After the connection and the count in the order of listeners: an extra comes last.
  let copy: DeviceCopy | null = null
  let mayKeep = true
  const keep = () => {
    if (mayKeep) copy ??= keepCopy(copyName(at, name), doc)
  }
  if (options.keep) keep()
  // What the copy holds may not be on the server yet.
  let copyRead = !options.keep
  void (copy as DeviceCopy | null)?.read.then(() => {
    copyRead = true
    options.onStatus()
  })

  provider.on('status', ({ status }) => {
    saving.connected = status === 'connected'
    if (saving.connected) Object.assign(saving, { synced: false, sent: 0, confirmed: 0, early: false, doubted: false })
    ownState = null
    options.onStatus()
  })
  provider.on('sync', arrived => {
    if (arrived) options.onArrived?.()
  })
  const line = watchLine(provider, {
    steady: options.steady ?? false,
    waits: () => saving.connected && (!saving.synced || saving.confirmed < saving.sent),
    synced: () => saving.synced,
    onLost: () => options.onLost?.(),
    onAnswer: sample => {
      saving.doubted = false
      options.onStatus()
      options.onTime?.(sample)
    }
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
  // Doubted until the server answers on this connection or a new one: a browser that is offline may still reach a server of its own network.
  const doubt = () => {
    saving.doubted = saving.connected
    saving.early = false
    options.onStatus()
  }
  window.addEventListener('online', wake)
  window.addEventListener('offline', doubt)
  document.addEventListener('visibilitychange', wake)

  const stop = () => {
    for (const timer of [pause, early]) clearTimeout(timer)
    window.removeEventListener('online', wake)
    window.removeEventListener('offline', doubt)
    document.removeEventListener('visibilitychange', wake)
    line.stop()
    provider.destroy()
  }
  return {
    doc,
    provider,
    status: () => saveStatus({ ...saving, synced: saving.synced && copyRead }),
    connected: () => saving.connected && !saving.doubted,
    askSoon: line.askSoon,
    keep,
    leaveDevice: () => {
      mayKeep = false
      copy?.close()
    },
    stop: () => {
      stop()
      copy?.close()
      doc.destroy()
    },
    deleteLocalCopy: async () => {
      stop()
      await copy?.forget()
    }
  }
}

type Handler = (encoder: encoding.Encoder, decoder: decoding.Decoder, provider: WebsocketProvider, emitSynced: boolean, type: number) => void
