import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { playMeeting } from '../../server/demo/meeting.ts'
import { parseFragment } from '../../src/core/board/link.ts'
import { steer } from '../../src/documents/steer.ts'
import { readWall } from '../../src/documents/wall.ts'
import { connect, stopClients } from '../support/server/clients.ts'
import { reveal, seen } from '../support/server/meeting.ts'
import { startServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

it('the people of the demo answer, write and vote as the facilitator opens the steps', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'pejling-demo-'))
  mkdirSync(join(dist, 'workshops'))
  writeFileSync(join(dist, 'workshops/luu-strategisk-droeftelse.json'), JSON.stringify(testWorkshop))
  writeFileSync(join(dist, 'workshops/opfoelgningsmoede.json'), JSON.stringify({ ...testWorkshop, title: 'Opfølgning', privacy: 'cards' }))
  const server = await startServer({ dist })
  const told: string[] = []
  const people = await playMeeting(server.origin, Math.random, line => told.push(line), { pace: 0.01 })
  const fragment = /#\S+/.exec(told.find(line => line.startsWith('Facilitator')) ?? '')?.[0] ?? ''
  const link = parseFragment(fragment)
  if ('reason' in link) throw new Error('The demo told no whole link')
  const [session, wall, results] = ['session', 'wall', 'results'].map(document => connect({ port: server.port, document, ...link }))
  if (!session || !wall || !results) throw new Error('No clients')
  await Promise.all([session, wall, results].map(client => client.synced()))
  expect((await seen(results, r => r.people === 9)).published).toEqual({})

  steer(session.doc, 'w', { step: 'svar' })
  await seen(results, r => r.progress.svar?.done === 9)
  await reveal(session, 'svar')
  steer(session.doc, 'w', { step: 'sedler' })
  await until(() => readWall(wall.doc).notes.length === 10, 'the notes')
  steer(session.doc, 'w', { step: 'stem' })
  await seen(results, r => r.progress.stem?.done === 9)
  await reveal(session, 'stem')
  const { published } = await seen(results, r => 'stem' in r.published)
  expect(published).toMatchObject({ svar: { kind: 'rate', answered: 9 }, stem: { kind: 'vote', voters: 9 } })

  people.leave()
  // Where answers are not shown, nobody gives any, and the board is called as its drejebog.
  const others = await playMeeting(server.origin, Math.random, line => told.push(line), { pace: 0.01, workshop: 'opfoelgningsmoede' })
  const second = parseFragment(/#\S+/.exec(told.findLast(line => line.startsWith('Facilitator')) ?? '')?.[0] ?? '')
  if ('reason' in second) throw new Error('The second demo told no whole link')
  expect(await server.info(second.board, second.key)).toMatchObject({ title: 'Opfølgning (demo)', settings: { privacy: 'cards' } })
  others.leave()
  await expect(playMeeting(server.origin, Math.random, () => undefined, { workshop: 'findes-ikke' })).rejects.toThrow(/404/)
  stopClients()
  await server.stop()
  rmSync(dist, { recursive: true })
})
