import type { z } from 'zod'
import { firstDocuments } from '../../../server/boards/first-documents.ts'
import { limits } from '../../../server/limits.ts'
import { changeBoard, joinBoard, makeBoard, readBody } from '../../../server/transport/http/bodies.ts'
import type { MakeBoard } from '../../../src/core/board/api.ts'
import { randomFrom } from '../random.ts'
import { type Body, costlyBoards, costlyJson, randomBoard } from './worst-bodies.ts'

/** A body that anyone may send, and what looking at it costs: ms of the processor, on average, and as a multiple of the reference. */
export type Cost = { call: string; what: string; bytes: number; ms: number; times: number; answer: string }
type Wish = { call: string; body: Body; schema: z.ZodType }

/** What everything is held up against: parsing the largest body of nothing but numbers, which no check can be spared. */
const REFERENCE = `[${'0,'.repeat(limits.bodyBytes / 2 - 2)}0]`

/** As the server does it: counted, parsed, checked, and its first documents made. */
function look({ call, schema }: Wish, bytes: Uint8Array): string {
  try {
    const body = readBody(bytes, schema, limits)
    if (call !== 'POST /api/boards') return 'ok'
    firstDocuments((body as MakeBoard).settings)
    return 'ok'
  } catch (error) {
    return (error as { code?: string }).code ?? 'thrown'
  }
}

/** Ms of the processor in this thread: what else the machine does is not in it. (@types/node does not know it yet.) */
const cpu = (): number => {
  const { user, system } = (process as unknown as { threadCpuUsage(): NodeJS.CpuUsage }).threadCpuUsage()
  return (user + system) / 1000
}
const timed = (work: () => unknown): number => {
  const start = cpu()
  work()
  return cpu() - start
}

type Measured = { wish: Wish; bytes: Uint8Array; total: number; answer: string }

/** Each of the wishes so many times, by turns, with the reference between them; the first rounds only warm the code. */
function measure(wishes: Wish[], rounds: number): Cost[] {
  const warming = 3
  let reference = 0
  let references = 0
  const measured: Measured[] = wishes.map(wish => ({ wish, bytes: new TextEncoder().encode(wish.body.text), total: 0, answer: '' }))
  for (let i = 0; i < rounds + warming; i++) {
    for (const one of measured) {
      const parsing = timed(() => JSON.parse(REFERENCE))
      const ms = timed(() => {
        one.answer = look(one.wish, one.bytes)
      })
      if (i < warming) continue
      reference += parsing
      references++
      one.total += ms
    }
  }
  return measured.map(({ wish, bytes, total, answer }) => {
    const ms = total / rounds
    return { call: wish.call, what: wish.body.what, bytes: bytes.length, ms, times: ms / (reference / references), answer }
  })
}

/** The costliest bodies of each call that anyone may send: those that were thought out, and the worst of so many that chance has made. */
export function bodyCosts(random: number, rounds: number): Cost[] {
  const make = (body: Body): Wish => ({ call: 'POST /api/boards', body, schema: makeBoard })
  const thought: Wish[] = [
    ...costlyJson(limits.bodyBytes).map(make),
    ...costlyBoards(limits.bodyParts, limits.bodyBytes).map(make),
    ...costlyJson(limits.smallBodyBytes).flatMap(body => [
      { call: 'POST /api/join', body, schema: joinBoard },
      { call: 'PATCH /api/boards/:board', body, schema: changeBoard }
    ])
  ]
  const { next } = randomFrom(7)
  const made = Array.from({ length: random }, () => make(randomBoard(next, limits.bodyParts)))
  const costs = measure(made, 2)
  const worst = made.toSorted((a, b) => (costs[made.indexOf(b)]?.ms ?? 0) - (costs[made.indexOf(a)]?.ms ?? 0)).slice(0, 10)
  return measure([...thought, ...worst], rounds)
}

// Run by itself it prints the milliseconds: `node tests/support/hostile/body-costs.ts`.
if (process.argv[1] === import.meta.filename) {
  const costs = bodyCosts(2000, 40).toSorted((a, b) => b.ms - a.ms)
  for (const { call, what, bytes, ms, times, answer } of costs)
    console.log(ms.toFixed(2).padStart(7), 'ms', times.toFixed(1).padStart(5), String(bytes).padStart(7), call, '|', what, '|', answer)
}
