import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MadeBoard } from '../../../src/core/board/api.ts'
import { setTitle } from '../../../src/documents/steer.ts'
import { addRecord, removeRecord } from '../../../src/documents/wall.ts'
import { stopClients } from '../../support/server/clients.ts'
import { answer, clientOf, joinPhone, type Phone, reveal, seen } from '../../support/server/meeting.ts'
import { startServer } from '../../support/server/server.ts'

/**
 * Plays two meetings on a real server, one of which closes, and keeps what it has stored: see README.md.
 * `node tests/durability/kept/make-database.ts 1`: the number is the form's, `PRAGMA user_version`.
 */
const [version] = process.argv.slice(2)
if (!/^\d+$/.test(version ?? '')) throw new Error('Name the version of the form that is kept: node tests/durability/kept/make-database.ts 1')
const kept = (end: string): string => join(import.meta.dirname, `version-${version}.${end}`)
const folder = mkdtempSync(join(tmpdir(), 'pejling-kept-'))
const server = await startServer({ dataDir: folder })

async function meet(title: string): Promise<{ board: MadeBoard; phones: Phone[] }> {
  const board = await server.make({ title, settings: { keepDays: 90 } })
  await server.call('PATCH', `/api/boards/${board.board}`, { key: board.keys.facilitator, body: { minimum: 6 } })
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  const wall = clientOf(server, board, 'wall', board.keys.participant)
  const results = clientOf(server, board, 'results', board.keys.screen)
  await Promise.all([session, wall, results].map(client => client.synced()))
  const phones: Phone[] = []
  for (let i = 0; i < 6; i++) phones.push(await joinPhone(server, board))
  for (const [i, phone] of phones.entries()) await answer(phone, { K1: (i % 5) as 0, K2: 'unknown' }, i % 2 ? 'skole' : 'oplaering')
  setTitle(session.doc, `${title}, rettet`)
  await reveal(session, 'svar')
  await seen(results, ({ published }) => 'svar' in published)
  for (const id of ['n1', 'n2', 'gone']) addRecord(wall.doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
  removeRecord(wall.doc, 'notes', 'gone')
  addRecord(wall.doc, 'focus', 'f1', { element: 1, followUp: '2027-03-01' }, { want: 'En plan', sign: 'De kender den' })
  addRecord(wall.doc, 'actions', 'a1', { focus: 'f1' }, { what: 'Ring', who: 'Skolen', when: 'mandag' })
  await Promise.all([session.allSaved(), wall.allSaved()])
  return { board, phones }
}

const open = await meet('Åbent møde')
const closed = await meet('Lukket møde')
await server.call('POST', `/api/boards/${closed.board.board}/close`, { key: closed.board.keys.facilitator })
const parts = async ({ board, phones }: typeof open) => ({
  ...board,
  reader: (await server.info(board.board, board.keys.facilitator)).reader,
  ballots: phones.map(({ participant, key }) => ({ participant, key })),
  minutes: await server.minutes(board)
})
const told = { at: Date.now(), open: await parts(open), closed: await parts(closed) }
stopClients()
await server.stop()

const db = new DatabaseSync(join(folder, 'pejling.db'))
db.exec('PRAGMA journal_mode = DELETE; VACUUM')
db.close()
copyFileSync(join(folder, 'pejling.db'), kept('db'))
copyFileSync(join(folder, 'secret'), kept('secret'))
writeFileSync(kept('json'), `${JSON.stringify(told, null, 2)}\n`)
rmSync(folder, { recursive: true })
// What providers leave running would keep the process.
process.exit(0)
