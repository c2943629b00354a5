import type { Answer } from '../../../src/core/ballot/ballot.ts'
import type { MadeBoard } from '../../../src/core/board/api.ts'
import type { Results, SplitBy } from '../../../src/core/figures/results.ts'
import type { Side } from '../../../src/core/workshop/workshop.ts'
import { setAnswer, setDone, setMe, setVote } from '../../../src/documents/ballot.ts'
import { readResults } from '../../../src/documents/results.ts'
import { steer } from '../../../src/documents/steer.ts'
import { type Client, connect } from './clients.ts'
import type { TestServer } from './server.ts'
import { until } from './until.ts'

/** A participant with the documents that a phone has open. */
export type Phone = { participant: string; key: string; ballot: Client; results: Client }

export const clientOf = (server: TestServer, board: MadeBoard, document: string, key: string): Client =>
  connect({ port: server.port, board: board.board, document, key })

export async function joinPhone(server: TestServer, board: MadeBoard): Promise<Phone> {
  const { participant, key } = await server.participant(board)
  const ballot = clientOf(server, board, `ballot.${participant}`, key)
  const results = clientOf(server, board, 'results', key)
  await Promise.all([ballot.synced(), results.synced()])
  return { participant, key, ballot, results }
}

/** Answers of the step "svar", and that one is done with it; fulfilled when they are saved. */
export async function answer(phone: Phone, answers: Record<string, Answer>, side?: Side): Promise<void> {
  if (side) setMe(phone.ballot.doc, { side, role: 'udfoerende' })
  for (const [item, value] of Object.entries(answers)) setAnswer(phone.ballot.doc, 'svar', item, value)
  setDone(phone.ballot.doc, 'svar', true)
  await phone.ballot.allSaved()
}

export async function vote(phone: Phone, step: string, ...options: string[]): Promise<void> {
  for (const option of options) setVote(phone.ballot.doc, step, option, true)
  setDone(phone.ballot.doc, step, true)
  await phone.ballot.allSaved()
}

export async function reveal(session: Client, step: string, split: SplitBy | null = null): Promise<void> {
  steer(session.doc, 'vindue', { reveal: { step, split } })
  await session.allSaved()
}

export function resultsIn(client: Client): Results {
  const results = readResults(client.doc)
  if (!results) throw new Error('Results have not arrived')
  return results
}

/** Waits until a client sees results of this kind. */
export async function seen(client: Client, what: (results: Results) => boolean): Promise<Results> {
  await until(() => {
    const results = readResults(client.doc)
    return results !== null && what(results)
  }, 'results')
  return resultsIn(client)
}
