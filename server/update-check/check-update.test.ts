import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, editText, readWall, removeRecord, setField, textOf } from '../../src/documents/wall.ts'
import { testWorkshop } from '../../tests/support/server/workshop.ts'
import { limits } from '../limits.ts'
import { applyChecked } from './apply-checked.ts'
import { checkUpdate, SERVER_CLIENT } from './check-update.ts'

/** The server's side of a wall, as room.ts uses the check: looked at, then applied, nothing else. */
function serverWall(): { doc: Y.Doc; sent: Uint8Array[]; take(update: Uint8Array): ReturnType<typeof checkUpdate> } {
  const doc = new Y.Doc()
  doc.clientID = SERVER_CLIENT
  for (const root of ['notes', 'focus', 'actions', 'reviews']) doc.getMap(root)
  const sent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => sent.push(update))
  return {
    doc,
    sent,
    take(update) {
      const verdict = checkUpdate(doc, 'wall', update, () => true, limits)
      if (verdict.ok && verdict.changes) applyChecked(doc, verdict)
      return verdict
    }
  }
}

/** What people do at a wall, as numbers: who, what, on which note, where in it. */
const act = fc.record({ who: fc.nat(3), what: fc.nat(6), note: fc.nat(4), at: fc.nat(40), text: fc.string({ maxLength: 12 }) })
type Act = { who: number; what: number; note: number; at: number; text: string }

type Person = { doc: Y.Doc; made: Uint8Array[] }
function perform({ doc }: Person, { what, note, at, text }: Act): void {
  const id = `n${note}`
  if (what === 0) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text })
  else if (what === 1) doc.getMap('notes').delete(id)
  else if (what === 2) addRecord(doc, 'actions', `a${note}`, { focus: 'f' }, { what: text })
  else {
    const shared = textOf(doc, 'notes', id, 'text')
    if (!shared) return
    const now = shared.toString()
    const cut = at % (now.length + 1)
    editText(shared, what === 3 ? now.slice(0, cut) : now.slice(0, cut) + text + now.slice(cut))
  }
}

describe('checkUpdate', () => {
  it('what it lets through is integrated whole, whatever the history, order and loss: nothing pends, and all end equal', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 200 }), (acts, chances) => {
        let turn = 0
        const chance = (of: number): number => (chances.length === 0 ? 0 : (chances[turn++ % chances.length] as number)) % of
        const server = serverWall()
        /** What Yjs by itself makes of the same, and tells others of it. */
        const beside = serverWall()
        const take = (update: Uint8Array): ReturnType<typeof checkUpdate> => {
          const verdict = server.take(update)
          if (verdict.ok && verdict.changes) Y.applyUpdate(beside.doc, verdict.news)
          return verdict
        }
        const people = Array.from({ length: 4 }, (): Person => {
          const person: Person = { doc: new Y.Doc(), made: [] }
          person.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && person.made.push(update))
          return person
        })
        for (const one of acts) {
          const person = people[one.who] as Person
          perform(person, one)
          // What was made is sent, twice, late, out of order or cut short; or all that the person has; or the person hears the rest.
          const kind = chance(8)
          const some = person.made[chance(person.made.length || 1)]
          if (kind < 3 && some) take(some)
          else if (kind === 3 && some) expect(take(some.slice(0, chance(some.length || 1))).ok).toBe(false)
          else if (kind === 4) take(Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(server.doc)))
          else if (kind > 5) Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(person.doc)), 'server')
          expect(server.doc.store.pendingStructs).toBeNull()
          expect(server.doc.store.pendingDs).toBeNull()
        }
        // Whoever has seen only what the server has sent on has the same, with nothing pending.
        const other = new Y.Doc()
        for (const update of server.sent) Y.applyUpdate(other, update)
        expect([other.store.pendingStructs, other.store.pendingDs]).toEqual([null, null])
        expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(server.doc))
        // All that an honest person has is let through, and then all are equal.
        for (const { doc } of people) expect(take(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc))).ok).toBe(true)
        for (const { doc } of people) {
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(doc)))
          expect(readWall(doc)).toEqual(readWall(server.doc))
          expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(server.doc))
        }
        expect(server.sent).toEqual(beside.sent)
        expect(Y.encodeStateAsUpdate(server.doc)).toEqual(Y.encodeStateAsUpdate(beside.doc))
      }),
      { numRuns: 300 }
    )
  })

  it('what it refuses has not touched the document', () => {
    const made: Uint8Array[] = []
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => made.push(update))
    for (let i = 0; i < 6; i++) addRecord(doc, 'notes', `n${i}`, { step: 's', lane: 'l' }, { text: `Hej ${i}` })
    fc.assert(
      fc.property(fc.nat(5), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 4 }), (which, changes) => {
        const server = serverWall()
        for (const update of made.slice(0, 3)) server.take(update)
        const before = Y.encodeStateAsUpdate(server.doc)
        const update = (made[which] as Uint8Array).slice()
        for (const [at, value] of changes) update[at % update.length] = value
        const verdict = server.take(update)
        if (!verdict.ok || !verdict.changes) expect(Y.encodeStateAsUpdate(server.doc)).toEqual(before)
        else expect([server.doc.store.pendingStructs, server.doc.store.pendingDs]).toEqual([null, null])
        readWall(server.doc)
      }),
      { numRuns: 2000 }
    )
  })

  it('goes by none of the values that a key has had to set it once more', () => {
    const server = serverWall()
    const person = new Y.Doc()
    const sets: Uint8Array[] = []
    person.on('update', (update: Uint8Array) => sets.push(update))
    const set = (i: number) => person.getMap('notes').set('n1', new Y.Map([['lane', `${i}`]]))
    for (let i = 0; i < 50; i++) set(i)
    for (const update of sets) server.take(update)
    const looked: string[] = []
    const before = server.doc.getMap('notes')._map.get('n1')?.left as Y.Item
    before.left = new Proxy(before.left as Y.Item, {
      get(item, name) {
        looked.push(String(name))
        return Reflect.get(item, name)
      }
    })
    set(50)
    expect(checkUpdate(server.doc, 'wall', sets.at(-1) as Uint8Array, () => true, limits)).toMatchObject({ ok: true, changes: true })
    expect(looked).toEqual([])
  })
})

describe('what the server has written itself', () => {
  const heardBy = (server: Y.Doc): Y.Doc => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
    return doc
  }
  const changeOf = (doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array => {
    const made: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => made.push(update))
    change(doc)
    return Y.mergeUpdates(made)
  }

  it('[server-seeds] on a wall is anybody’s to edit, replace and delete, like what people have written', () => {
    const server = serverWall()
    addRecord(server.doc, 'focus', 'f1', { element: 1, followUp: '' }, { want: 'En plan', sign: '' })
    for (const id of ['r1', 'r2']) addRecord(server.doc, 'reviews', id, { status: null }, { what: 'Ring', note: '' })
    const person = heardBy(server.doc)
    const acts: ((doc: Y.Doc) => void)[] = [
      doc => setField(doc, 'reviews', 'r1', 'status', 'gjort'),
      doc => editText(textOf(doc, 'focus', 'f1', 'want') as Y.Text, 'To planer'),
      doc => removeRecord(doc, 'reviews', 'r2')
    ]
    for (const act of acts) expect(server.take(changeOf(person, act))).toMatchObject({ ok: true, changes: true })
    expect(readWall(server.doc)).toEqual(readWall(person))
    expect(readWall(server.doc)).toMatchObject({ focus: [{ want: 'To planer' }], reviews: [{ id: 'r1', status: 'gjort' }] })
    // All that a client has, as it comes back: everything is known.
    expect(server.take(Y.encodeStateAsUpdate(person))).toMatchObject({ ok: true, changes: false })
    // Still nothing new in the server's name.
    const forger = heardBy(server.doc)
    forger.clientID = SERVER_CLIENT
    expect(server.take(changeOf(forger, doc => addRecord(doc, 'notes', 'n', { step: 's', lane: 'l' })))).toMatchObject({
      ok: false,
      reason: 'foreign'
    })
  })

  it('[server-seeds] stays as it is where only the server writes, also in a stretch with what clients may delete', () => {
    const doc = new Y.Doc()
    doc.clientID = SERVER_CLIENT
    // The title first: looking at a stretch may not stop there.
    doc.getMap('steering').set('title', 'Møde')
    doc.getMap('workshop').set('data', testWorkshop)
    const check = (update: Uint8Array) => checkUpdate(doc, 'session', update, () => true, limits)
    const refused = { ok: false, reason: 'foreign' }
    expect(check(changeOf(heardBy(doc), copy => copy.getMap('workshop').delete('data')))).toMatchObject(refused)
    expect(check(changeOf(heardBy(doc), copy => copy.getMap('workshop').set('data', {})))).toMatchObject(refused)
    const both = (copy: Y.Doc): void =>
      copy.transact(() => {
        for (const root of ['steering', 'workshop']) copy.getMap(root).clear()
      })
    expect(check(changeOf(heardBy(doc), both))).toMatchObject(refused)
    expect(check(changeOf(heardBy(doc), copy => copy.getMap('steering').set('title', 'Andet')))).toMatchObject({ ok: true, changes: true })
    expect(check(changeOf(heardBy(doc), copy => steer(copy, 'vindue', { step: 'svar' })))).toMatchObject({ ok: true, changes: true })
  })
})
