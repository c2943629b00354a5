import type { MadeBoard } from '../../../src/core/board/api.ts'
import { testWorkshop } from '../../support/server/workshop.ts'
import type { Place } from './client.ts'
import type { Running } from './peers.ts'

/** Without the words that instruments have brought since: an earlier checkout takes part too, and refuses what it does not know. */
const workshop = {
  ...testWorkshop,
  instruments: Object.fromEntries(Object.entries(testWorkshop.instruments).map(([name, { patterns: _, ...instrument }]) => [name, instrument]))
}

/** As many documents as are wanted: for our server boards that are made by its HTTP call, for the others just names. */
export async function places(server: Running, count: number): Promise<Place[]> {
  const { ports, peer } = server
  const [port] = ports
  const made: Place[] = []
  for (let i = 0; i < count; i++) {
    if (peer.dialect !== 'ours') {
      made.push({ ports, dialect: peer.dialect, board: `board-${i}`, key: null })
      continue
    }
    const answer = await fetch(`http://127.0.0.1:${port}/api/boards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Møde ${i}`, workshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })
    })
    if (answer.status !== 201) throw new Error(`Board ${i} was not made: ${answer.status} ${await answer.text()}`)
    const { board, keys } = (await answer.json()) as MadeBoard
    made.push({ ports, dialect: 'ours', board, key: keys.participant })
  }
  return made
}
