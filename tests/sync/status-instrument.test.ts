import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../server/limits.ts'
import type { Answer } from '../../src/core/ballot/ballot.ts'
import { isWithheld } from '../../src/core/figures/results.ts'
import { people } from '../../src/core/figures/scale.ts'
import { minutesText } from '../../src/core/minutes/minutes-text.ts'
import { ITEMS_MOST } from '../../src/core/workshop/workshop.ts'
import { readMinutesFile } from '../../src/schemas/minutes-file.ts'
import { stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, reveal, seen } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { statusInstrument, statusWorkshop } from '../support/server/status-workshop.ts'

/** An instrument of many commitments, in words of its own, played on a real server. */
let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  stopClients()
  await server.stop()
})

const bytes = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).byteLength

it('carries 130 commitments in five status words from the answers of five people to the minutes', async () => {
  const workshop = statusWorkshop(130)
  const { items, sections } = statusInstrument(130, 10)
  const board = await server.make({ workshop })
  const phones = await Promise.all(Array.from({ length: 5 }, () => joinPhone(server, board)))
  // All say "på plads" of the first; of the others by turns each of the five words.
  const words: Answer[] = [2, 1, 0, 'unknown', 'notApplicable']
  for (const [person, phone] of phones.entries())
    await answer(phone, Object.fromEntries(items.map(({ id }, i) => [id, i === 0 ? 2 : (words[(i + person) % 5] ?? 2)])))
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  const results = clientOf(server, board, 'results', board.keys.facilitator)
  await Promise.all([session.synced(), results.synced()])
  expect((await server.workshop(board)).instruments.seks).toEqual(workshop.instruments.seks)
  expect((await seen(results, r => r.progress.svar?.done === 5)).progress.svar).toEqual({ answered: 5, done: 5 })
  await reveal(session, 'svar')
  const published = (await seen(results, r => 'svar' in r.published)).published.svar
  if (published?.kind !== 'rate') throw new Error('no rating is published')
  expect(Object.keys(published.items)).toHaveLength(130)
  expect(published.items.B1).toEqual({ counts: [0, 0, 5], unknown: 0 })
  expect(published.items.B2).toEqual({ counts: [1, 1, 1], unknown: 1, notApplicable: 1 })
  for (const figure of Object.values(published.items)) expect(isWithheld(figure) ? 0 : people(figure)).toBe(5)

  const minutes = await server.minutes(board)
  expect(readMinutesFile(JSON.stringify(minutes))).toEqual({ ok: true, minutes, note: '' })
  const [rating] = minutes.ratings
  expect(rating?.elements.flatMap(element => element.items)).toHaveLength(130)
  expect(rating).toMatchObject({ notApplicable: 'ikke relevant hos os', question: 'Hvor langt er I med det?' })
  const text = minutesText(minutes)
  expect(text).toContain('på plads 1. ved ikke: 1. ikke relevant hos os: 1.')
  expect(text.split('\n').filter(line => /^Kapitel \d+ om/.test(line))).toEqual(sections?.map(({ title }) => `${title}:`))
  expect(text).not.toMatch(/højt|lavt|på skalaen/)
})

it('has room for as many items as there may be, answered by somebody who changes their mind about each again and again', async () => {
  const workshop = statusWorkshop()
  const instrument = statusInstrument(ITEMS_MOST, 10)
  const long = (id: string): string => id.padEnd(40, 'x')
  instrument.sections = instrument.sections?.map(section => ({ ...section, items: section.items.map(long) })) ?? []
  instrument.items = instrument.items.map(item => ({ ...item, id: long(item.id), bySide: { skole: `Hos os på skolen: ${item.text}` } }))
  workshop.instruments.seks = instrument
  const board = await server.make({ workshop })
  const phone = await joinPhone(server, board)
  for (const value of [0, 1, 2, 1, 'unknown'] satisfies Answer[])
    await answer(phone, Object.fromEntries(instrument.items.map(({ id }) => [id, value])))
  expect(bytes(phone.ballot.doc)).toBeLessThan(limits.documentBytes.ballot / 2)
  const results = await seen(phone.results, r => r.progress.svar?.done === 1)
  expect(results.answered).toBe(1)
  // The words of a drejebog of ours, 23 kB at most, fit beside it.
  expect(JSON.stringify(workshop).length + 23_000).toBeLessThan(limits.bodyBytes)
})
