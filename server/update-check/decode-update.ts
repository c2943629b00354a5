import * as Y from 'yjs'

/** What is wrong with an update: see Verdict in check-update.ts. */
export class UpdateFault extends Error {
  readonly reason: 'malformed' | 'missing-dependency' | 'foreign' | 'form'
  constructor(reason: 'malformed' | 'missing-dependency' | 'foreign' | 'form') {
    super(reason)
    this.reason = reason
  }
}

/** Reading a struct or a deleted stretch takes as long as passing so many neighbours: see `limits.integrationBudget`. */
const READING = 5

/** The kinds of struct that a document may hold, by their numbers in an update: garbage, deleted, string, type, any, and skip, which is a gap. */
const kinds: ReadonlySet<number> = new Set([0, 1, 4, 7, 8, 10])

let left = 0
let work = { steps: 0 }
function count(): void {
  work.steps += READING
  if (--left < 0) throw new UpdateFault('form')
}
let reading: Counting | null = null
class Counting extends Y.UpdateDecoderV1 {
  /** Of two blocks of one client Y.applyUpdate keeps the last, and lacks what stands in the first. */
  private readonly clients = new Set<number>()
  constructor(decoder: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
    super(decoder)
    reading = this
  }
  override readClient(): number {
    const client = super.readClient()
    if (this.clients.has(client)) throw new UpdateFault('malformed')
    this.clients.add(client)
    return client
  }
  override readInfo(): number {
    count()
    const info = super.readInfo()
    // Refused before it is made, since a document inside a document takes 10 µs: see checkStruct.
    if (!kinds.has(info & 0b11111)) throw new UpdateFault('form')
    return info
  }
  override readDsClock(): number {
    count()
    return super.readDsClock()
  }
}

/**
 * As Y.decodeUpdate, and throws Bad where there is more to read than so many structs and deleted stretches: a megabyte can
 * hold 170,000 of them. Throws anything where the bytes are no update, or go on behind one. Adds what it has read to `steps`.
 */
export function decodeUpdate(update: Uint8Array, most: number, done: { steps: number }): ReturnType<typeof Y.decodeUpdate> {
  left = most
  work = done
  // Its type asks for version 2, its code for any decoder: Y.decodeUpdate calls it with that of version 1.
  const decoded = Y.decodeUpdateV2(update, Counting as unknown as typeof Y.UpdateDecoderV2)
  // What follows would be told to be saved and is not even read: an update of another version begins like an empty one.
  if (reading?.restDecoder.pos !== update.length) throw new UpdateFault('malformed')
  return decoded
}
