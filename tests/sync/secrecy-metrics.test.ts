import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { setAnswer, setDone, setVote } from '../../src/documents/ballot.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Client, connect, stopClients } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

/** What somebody reads who polls `/metrics`, and the log, while one person answers on a server where nothing else happens. */

let server: TestServer
let board: MadeBoard
let ballot: Client
beforeAll(async () => {
  server = await startServer()
  board = await server.make()
  const { participant, key } = await server.participant(board)
  ballot = connect({ port: server.port, board: board.board, document: `ballot.${participant}`, key })
  await ballot.synced()
  await ballot.allSaved()
})
afterAll(async () => {
  stopClients()
  await server.stop()
})

const own = async (): Promise<string[]> => (await server.call('GET', '/metrics')).text.split('\n').filter(line => line.startsWith('pejling_'))

it.each<[string, () => void]>([
  ['a word of the scale', () => setAnswer(ballot.doc, 'svar', 'K1', 3)],
  ['"ved ikke"', () => setAnswer(ballot.doc, 'svar', 'K2', 'unknown')],
  ['an answer that is taken back', () => setAnswer(ballot.doc, 'svar', 'K1', undefined)],
  ['a dot', () => setVote(ballot.doc, 'vaelg', 'A', true)],
  ['being done with a step', () => setDone(ballot.doc, 'svar', true)]
])('[secret-before-reveal] no figure and no line of the log moves at %s', async (_, act) => {
  const before = await own()
  const facts = server.facts.length
  act()
  await ballot.allSaved()
  expect(await own()).toEqual(before)
  expect(server.facts.slice(facts)).toEqual([])
})

it('what somebody writes on the wall is counted, so that the figures above could have moved', async () => {
  const wall = connect({ port: server.port, board: board.board, document: 'wall', key: board.keys.participant })
  await wall.synced()
  const before = await own()
  addRecord(wall.doc, 'notes', 'n1', { step: 'sedler', lane: 'hjaelper' }, { text: 'Mere tid' })
  await wall.allSaved()
  expect(await own()).not.toEqual(before)
})
