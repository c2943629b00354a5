import * as Y from 'yjs'
import { setAnswer, setDone, setMe, setVote } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, editText, readWall, removeRecord, setField, textOf, type WallRoot } from '../../src/documents/wall.ts'
import type { Random } from '../support/random.ts'
import { shortText, type Target } from './parts.ts'

/** What a client does to a document of its own, one thing at a time; each is an update that builds on those before. */
export class HonestClient {
  private readonly doc = new Y.Doc()
  private readonly kind: Target['kind']
  private last: Uint8Array = Y.encodeStateAsUpdate(this.doc)

  constructor(kind: Target['kind'], client: number) {
    this.kind = kind
    this.doc.clientID = client
    this.doc.on('update', (update: Uint8Array) => {
      this.last = update
    })
  }

  act(random: Random): void {
    const { doc } = this
    doc.transact(() => this[this.kind === 'results' ? 'wall' : this.kind](random))
  }

  /** What the last act has made. */
  update(): Uint8Array {
    return this.last
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  private wall(random: Random): void {
    const { doc } = this
    const [note] = readWall(doc).notes.map(({ id }) => id)
    const roll = random.int(10)
    const id = `h${doc.clientID}.${random.int(1e6)}`
    if (!note || roll < 2) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text: shortText(random) })
    else if (roll === 2) addRecord(doc, random.one<WallRoot>(['actions']) as 'actions', id, { focus: 'f' }, { what: shortText(random) })
    else if (roll === 3) removeRecord(doc, 'notes', note)
    else if (roll === 4) setField(doc, 'notes', note, 'lane', shortText(random))
    else {
      const shared = textOf(doc, 'notes', note, 'text') as Y.Text
      const now = shared.toString()
      const at = random.int(now.length + 1)
      editText(shared, now.slice(0, at) + shortText(random) + now.slice(at + random.int(4)))
    }
  }

  private ballot(random: Random): void {
    const { doc } = this
    const roll = random.int(10)
    if (roll < 6) setAnswer(doc, 'svar', `K${random.int(30)}`, random.one([0, 1, 2, 3, 'unknown', undefined]))
    else if (roll < 8) setVote(doc, 'svar', `o${random.int(5)}`, random.chance(0.5))
    else if (roll === 8) setDone(doc, 'svar', random.chance(0.7))
    else setMe(doc, { side: 'praktik' as never })
  }

  private session(random: Random): void {
    steer(this.doc, `w${random.int(9)}`, random.one([{ step: 'svar' }, { clock: { left: random.int(1000) } as never }, { clock: null }, {}]))
  }
}
