import * as Y from 'yjs'
import { addRecord } from '../../../src/documents/wall.ts'

/** A sample is as many walls as take this long together, ms: Linux counts a running thread's time in steps of up to 4 ms, and one wall may take none. */
const SAMPLE = 25

/**
 * A measure that goes with the machine: what bare Yjs takes here and now to lay a wall of 350 notes that was written without a
 * connection, 2,100 structs. Processor time of this thread, so that what else the machine does does not count. 2.5 ms on an
 * EPYC of 2.4 GHz.
 */
export class Yardstick {
  private readonly update: Uint8Array
  private readonly samples: number[] = []

  constructor() {
    const doc = new Y.Doc()
    for (let i = 0; i < 350; i++) addRecord(doc, 'notes', `n${i}`, { step: 's', lane: 'l' }, { text: 'Hej' })
    this.update = Y.encodeStateAsUpdate(doc)
    // The first ones are compiled on the way.
    for (let i = 0; i < 20; i++) this.lay()
  }

  /** Measures once more, in between what is to be judged. */
  sample(): void {
    const before = process.threadCpuUsage()
    for (let walls = 1; ; walls++) {
      this.lay()
      const { user, system } = process.threadCpuUsage(before)
      const taken = (user + system) / 1000
      if (taken < SAMPLE) continue
      this.samples.push(taken / walls)
      return
    }
  }

  /** Ms that one wall takes: the middle of the latest samples. */
  get wall(): number {
    const latest = this.samples.slice(-15).toSorted((a, b) => a - b)
    return latest[latest.length >> 1] ?? Number.NaN
  }

  private lay(): void {
    Y.applyUpdate(new Y.Doc(), this.update)
  }
}
