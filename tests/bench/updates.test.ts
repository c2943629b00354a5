import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { newWriter, numbersIn, valueWith } from './load/updates.ts'

it('the bench’s updates are byte for byte those of Yjs', () => {
  const real = new Y.Doc()
  real.clientID = 1000
  const expected: Uint8Array[] = []
  real.on('update', update => expected.push(update))
  const writer = newWriter(1000)
  const made = [writer.first()]
  const record = new Y.Map<string>()
  real.getMap('notes').set(writer.record, record)
  for (let i = 0; i < 300; i++) {
    made.push(writer.set(`k${i % 3}`, valueWith(i)))
    record.set(`k${i % 3}`, valueWith(i))
  }
  expect(made.map(update => Buffer.from(update).toString('hex'))).toEqual(expected.map(update => Buffer.from(update).toString('hex')))

  const server = new Y.Doc()
  for (const update of made) Y.applyUpdate(server, update)
  expect(server.getMap('notes').toJSON()).toEqual({ w1000: { k0: '@@0000297', k1: '@@0000298', k2: '@@0000299' } })
  const numbers: number[] = []
  numbersIn(Buffer.from(Y.encodeStateAsUpdate(server)), number => numbers.push(number))
  expect(numbers.toSorted()).toEqual([297, 298, 299])
})
