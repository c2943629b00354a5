import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../limits.ts'
import type { Outbound } from './messages.ts'
import { StoredDocument } from './stored-document.ts'

/** A document's log of so many rows, one value each. */
function logOf(rows: number): Uint8Array[] {
  const doc = new Y.Doc()
  const log: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => log.push(update))
  for (let i = 0; i < rows; i++) doc.getMap('answers').set(`k${i}`, i)
  return log
}
const open = (log: Uint8Array[]): StoredDocument => new StoredDocument('ballot', log, { ...limits, quietRows: 3 }, () => undefined)
const types = (messages: Outbound[]): string[] => messages.map(({ type }) => type)
/** What a client has when it is told to be synced, which step 2 does. */
function whenSynced(messages: Outbound[]): unknown {
  const doc = new Y.Doc()
  for (const message of messages) {
    if ('update' in message) Y.applyUpdate(doc, message.update)
    if (message.type === 'state') return doc.getMap('answers').toJSON()
  }
  return null
}

it('sends a short log as it is stored, step 2 last, and makes no document for it', () => {
  const document = open(logOf(3))
  expect(types(document.firstReply())).toEqual(['update', 'update', 'state'])
  expect(whenSynced(document.firstReply())).toEqual({ k0: 0, k1: 1, k2: 2 })
  expect(document.firstReply()).toBe(document.firstReply())
  expect(document.isLoaded).toBe(false)
  document.doc.getMap('answers')
  expect(types(document.firstReply())).toEqual(['state'])
  expect(whenSynced(document.firstReply())).toEqual({ k0: 0, k1: 1, k2: 2 })
})

it('sends a longer log as one document, and an empty one as step 2 alone', () => {
  const document = open(logOf(4))
  expect(types(document.firstReply())).toEqual(['state'])
  expect(whenSynced(document.firstReply())).toEqual({ k0: 0, k1: 1, k2: 2, k3: 3 })
  expect(whenSynced(open([]).firstReply())).toEqual({})
})

it('sends what has changed since it was opened too', () => {
  const document = open(logOf(3))
  document.firstReply()
  document.doc.getMap('answers').set('new', 1)
  expect(types(document.firstReply())).toEqual(['state'])
  expect(whenSynced(document.firstReply())).toEqual({ k0: 0, k1: 1, k2: 2, new: 1 })
})

it('[deleted-is-gone] sends no log of a wall in which something is deleted, and asks for it to be written anew', () => {
  const doc = new Y.Doc()
  const log: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => log.push(update))
  const wall = (): StoredDocument => new StoredDocument('wall', [...log], { ...limits, quietRows: 3 }, () => undefined)
  doc.getMap('notes').set('n', new Y.Map([['text', new Y.Text('kanariefugl')]]))
  expect(wall().needsCompaction).toBe(false)
  doc.getMap('notes').delete('n')
  const document = wall()
  expect([document.needsCompaction, document.hasDeletedText]).toEqual([true, true])
  expect(document.firstReply().some(message => 'update' in message && Buffer.from(message.update).includes('kanariefugl'))).toBe(false)
  const whole = document.rewrite()
  expect([document.needsCompaction, Buffer.from(whole).includes('kanariefugl')]).toEqual([false, false])
  // Written as a whole it says what is deleted too, and holds nothing of it.
  expect(new StoredDocument('wall', [whole], limits, () => undefined).needsCompaction).toBe(false)
  document.log(log.slice(0, 1))
  expect(document.needsCompaction).toBe(false)
  document.log(log.slice(1))
  expect(document.needsCompaction).toBe(true)
})
