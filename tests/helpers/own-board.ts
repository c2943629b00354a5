import type { MadeBoard, MadeParticipant } from '../../src/core/api.ts'
import type { Ballot } from '../../src/core/ballot.ts'
import { boardLink } from '../../src/core/link.ts'
import type { Settings } from '../../src/core/settings.ts'
import { type Side, type Step, type Workshop, type WorkshopData, type WorkshopTemplate, withChoice } from '../../src/core/workshop.ts'
import { setAnswer, setDone, setMe } from '../../src/documents/ballot.ts'
import type { RunningServer } from './browser-server.ts'
import { connect } from './server-clients.ts'

/** A board with a workshop of the test's own, made as any program may make one: POST /api/boards. */
export type OwnBoard = {
  board: string
  code: string
  keys: MadeBoard['keys']
  workshop: Workshop
  /** Paths of the three ways to open it. */
  links: { facilitator: string; participant: string; screen: string }
  /** A person without a browser, over the wire: sits on a side and answers. Resolves when all of it is on disk. */
  answer: (side: Side, answers: Ballot['answers']) => Promise<void>
}

type OwnStep = Step extends infer S ? (S extends Step ? Omit<S, 'minutes' | 'say' | 'ifQuiet' | 'see' | 'prompts'> : never) : never

/** The LUU meeting's words, sides and six headlines, with other steps of a minute each, and other instruments where they are given. */
export async function makeOwnBoard(
  server: RunningServer,
  steps: OwnStep[],
  privacy: Settings['privacy'] = 'private',
  instruments?: WorkshopData['instruments']
): Promise<OwnBoard> {
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const answer = await fetch(server.origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const template = withChoice(await call<WorkshopTemplate>('GET', '/workshops/luu-strategisk-droeftelse.json'))
  const words = { minutes: 1, say: ['Læs op.'], ifQuiet: '', see: '', prompts: [] }
  const workshop: Workshop = {
    ...template,
    ...(instruments && { instruments }),
    minutes: steps.length,
    steps: steps.map(step => ({ ...words, ...step }))
  }
  const settings = { privacy, minimum: 5, keepDays: 7 }
  const { board, code, keys } = await call<MadeBoard>('POST', '/api/boards', { title: 'Et møde for sig', workshop, settings })
  const link = (key: string): string => boardLink('', board, key)
  return {
    board,
    code,
    keys,
    workshop,
    links: { facilitator: link(keys.facilitator), participant: link(keys.participant), screen: link(keys.screen) },
    async answer(side, answers) {
      const { participant, key } = await call<MadeParticipant>('POST', `/api/boards/${board}/participants`, undefined, keys.participant)
      const client = connect({ port: server.port, board, document: `ballot.${participant}`, key })
      await client.synced()
      setMe(client.doc, { side, role: 'strategisk' })
      for (const [step, given] of Object.entries(answers)) {
        for (const [item, answer] of Object.entries(given)) setAnswer(client.doc, step, item, answer)
        setDone(client.doc, step, true)
      }
      await client.allSaved()
      client.stop()
    }
  }
}
