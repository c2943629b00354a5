import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { MESSAGE_SYNC, SYNC_STEP_1 } from '../../../src/core/board/wire.ts'
import type { Frame } from './browser.ts'

/** What a client was told by the sync sockets, document by document: the state it can know, and the raw bytes. */
export type Heard = Map<string, { doc: Y.Doc; bytes: Buffer }>

/** Replays received frames. The document's name is the last part of the socket's path. */
export function heard(frames: readonly Frame[]): Heard {
  const all: Heard = new Map()
  for (const { url, sent, payload } of frames) {
    if (sent) continue
    const name = new URL(url).pathname.split('/').at(-1) ?? ''
    const known = all.get(name) ?? { doc: new Y.Doc(), bytes: Buffer.alloc(0) }
    all.set(name, known)
    known.bytes = Buffer.concat([known.bytes, payload])
    const decoder = decoding.createDecoder(new Uint8Array(payload))
    if (decoding.readVarUint(decoder) !== MESSAGE_SYNC) continue
    if (decoding.readVarUint(decoder) === SYNC_STEP_1) continue
    Y.applyUpdate(known.doc, decoding.readVarUint8Array(decoder))
  }
  return all
}
