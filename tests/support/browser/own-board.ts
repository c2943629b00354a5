import type * as Y from 'yjs'
import type { Ballot } from '../../../src/core/ballot/ballot.ts'
import type { MadeBoard, MadeParticipant } from '../../../src/core/board/api.ts'
import { boardLink } from '../../../src/core/board/link.ts'
import type { Settings } from '../../../src/core/board/settings.ts'
import {
  type LastMeeting,
  type Side,
  type Step,
  type Workshop,
  type WorkshopData,
  type WorkshopTemplate,
  withChoice
} from '../../../src/core/workshop/workshop.ts'
import { setAnswer, setDone, setMe, setVote } from '../../../src/documents/ballot.ts'
import { type Act, steer } from '../../../src/documents/steer.ts'
import { type Client, connect } from '../server/clients.ts'
import type { SharedServer } from './shared-server.ts'

/** A board with a workshop of the test's own, made as any program may make one: POST /api/boards. */
export type OwnBoard = {
  board: string
  code: string
  keys: MadeBoard['keys']
  workshop: Workshop
  /** Paths of the three ways to open it. */
  links: { facilitator: string; participant: string; screen: string }
  /** A person without a browser, over the wire: sits on a side, answers and votes. Resolves when all of it is on disk. */
  answer: (side: Side | null, answers: Ballot['answers'], votes?: Ballot['votes']) => Promise<void>
  /** A facilitator without a browser. Resolves when it is on disk. */
  steer: (act: Act) => Promise<void>
  /** Writes on the wall, as a facilitator. Resolves when it is on disk. */
  write: (change: (wall: Y.Doc) => void) => Promise<void>
  /** Deletes it, as a facilitator elsewhere may. */
  remove: () => Promise<void>
}

type Words = Pick<Step, 'minutes' | 'say' | 'ifQuiet' | 'see' | 'prompts'>
export type OwnStep = Step extends infer S ? (S extends Step ? Omit<S, keyof Words> & Partial<Words> : never) : never

/** A meeting's words, sides and statements, those of the LUU unless another is named, with other steps of a minute each, its own where `steps` is null, and other instruments where they are given. */
export async function makeOwnBoard(
  server: SharedServer,
  steps: OwnStep[] | null,
  privacy: Settings['privacy'] = 'private',
  instruments?: WorkshopData['instruments'],
  { slug = 'luu-strategisk-droeftelse', title = 'Et møde for sig', last }: { slug?: string; title?: string; last?: LastMeeting } = {}
): Promise<OwnBoard> {
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const answer = await fetch(server.origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  const template = withChoice(await call<WorkshopTemplate>('GET', `/workshops/${slug}.json`))
  const words = { minutes: 1, say: ['Læs op.'], ifQuiet: '', see: '', prompts: [] }
  const workshop: Workshop = {
    ...template,
    ...(instruments && { instruments }),
    ...(last && { last }),
    ...(steps && { minutes: steps.length, steps: steps.map(step => ({ ...words, ...step }) as Step) })
  }
  const settings = { privacy, minimum: 5, keepDays: 7 }
  const { board, code, keys } = await call<MadeBoard>('POST', '/api/boards', { title, workshop, settings })
  const link = (key: string): string => boardLink('', board, key)
  const open = async (document: string, key: string): Promise<Client> => {
    const client = connect({ port: server.port, board, document, key })
    await client.synced()
    return client
  }
  const as = async (document: string, key: string, act: (doc: Y.Doc) => void): Promise<void> => {
    const client = await open(document, key)
    act(client.doc)
    await client.allSaved()
    client.stop()
  }
  return {
    board,
    code,
    keys,
    workshop,
    links: { facilitator: link(keys.facilitator), participant: link(keys.participant), screen: link(keys.screen) },
    async answer(side, answers, votes = {}) {
      const { participant, key } = await call<MadeParticipant>('POST', `/api/boards/${board}/participants`, undefined, keys.participant)
      await as(`ballot.${participant}`, key, doc => {
        if (side) setMe(doc, { side, role: 'strategisk' })
        for (const [step, given] of Object.entries(answers)) {
          for (const [item, answer] of Object.entries(given)) setAnswer(doc, step, item, answer)
          setDone(doc, step, true)
        }
        for (const [step, options] of Object.entries(votes)) {
          for (const option of options) setVote(doc, step, option, true)
          setDone(doc, step, true)
        }
      })
    },
    steer: act => as('session', keys.facilitator, doc => steer(doc, 'uden-browser', act)),
    write: change => as('wall', keys.facilitator, change),
    remove: () => call<void>('DELETE', `/api/boards/${board}`, undefined, keys.facilitator)
  }
}
