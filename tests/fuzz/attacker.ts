import type { Socket } from 'node:net'
import { createDecoder, readVarUint } from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { limits } from '../../server/limits.ts'
import { decodeFrame } from '../../server/transport/sync/frame.ts'
import { closeCodes } from '../../src/core/board/api.ts'
import type { Random } from '../support/random.ts'
import { syncFrame } from '../support/server/clients.ts'
import type { Attack } from './attacks.ts'

/**
 * What came of an attack. `saved`: told to be on disk, or all in it known. `passed`: no document message, and the connection
 * went on. `refused`: the connection was closed for it. `unread`: there was no way in.
 */
export type Outcome = 'saved' | 'passed' | 'refused' | 'unread'
export type Place = { port: number; board: string; document: string; key: string }
/** `update`: of an attack that is a whole document message. */
export type Tell = {
  outcome(attack: Attack, outcome: Outcome, update: Uint8Array | null): void
  connection(): void
  closed(code: number): void
  trouble(sentence: string): void
}

const EMPTY = syncFrame(1, Uint8Array.of(0, 0))
const atTheDoor: number[] = [closeCodes.unknownKey, closeCodes.notYours, closeCodes.notFound]
/** So many connections in a row that take nothing, and the rest is left. */
const TRIES = 5
/** How long the server may take for an answer, ms; and how long is waited behind bytes that may have swallowed the question. */
const ANSWER = 20_000
const SWALLOWED = 300

/** What the server reads in an attack: a document message with its update, another message, or nothing that it understands. */
function readingOf({ bytes, as }: Attack): Uint8Array | 'other' | 'nothing' {
  if (as === 'text' || as === 'stream') return 'nothing'
  try {
    const message = decodeFrame(bytes, limits)
    if (message?.type === 'state' || message?.type === 'update') return message.update
    if (message?.type === 'ask') Y.encodeStateAsUpdate(new Y.Doc(), message.vector)
    return 'other'
  } catch {
    return 'nothing'
  }
}

/**
 * Sends attacks one behind the other, some at once, each of which is looked at: what stood behind one that the connection was
 * closed for goes over the next, one at a time. Behind each handful an empty state, whose answer says how much is saved.
 */
export async function attack(place: Place, attacks: Attack[], random: Random, tell: Tell): Promise<void> {
  const queue: Queue = { left: attacks, alone: 0 }
  let tries = 0
  while (queue.left.length > 0) {
    const before = queue.left.length
    await overOneConnection(place, queue, random, tell)
    tries = queue.left.length < before ? 0 : tries + 1
    if (tries < TRIES) continue
    for (const one of queue.left) tell.outcome(one, 'unread', null)
    return
  }
}

/** `alone`: so many of the next ones are sent one at a time, since it is not known which of them a connection was closed for. */
type Queue = { left: Attack[]; alone: number }

async function overOneConnection(place: Place, queue: Queue, random: Random, tell: Tell): Promise<void> {
  const line = new Line(place)
  tell.connection()
  let sent = 0
  /** Whether something was sent before that is no document message: a state vector that is none is refused a turn later than it is asked. */
  let hasAsked = false
  try {
    await line.until(() => line.open, ANSWER)
    while (queue.left.length > 0 && line.open) {
      const handful = queue.left.slice(0, queue.alone > 0 ? 1 : random.one([1, 2, 4, 8, 16, 16]))
      const readings = handful.map(readingOf)
      const numbers = readings.map(reading => (typeof reading === 'string' ? 0 : ++sent))
      sent++
      for (const one of handful) line.send(one)
      line.ask()
      const swallowed = handful.some(({ as }) => as === 'stream')
      const answered = await line.until(() => line.saved >= sent, swallowed ? SWALLOWED : ANSWER)
      if (!answered && line.open && !swallowed) tell.trouble(`No answer within ${ANSWER} ms, behind attack ${handful.at(-1)?.number}`)
      const outcome = (i: number, of: Outcome): void => {
        const reading = readings[i]
        tell.outcome(handful[i] as Attack, of, reading instanceof Uint8Array ? reading : null)
      }
      const rest = queue.left.slice(handful.length)
      const isOpenWhoseFault = hasAsked
      hasAsked ||= readings.some(reading => typeof reading === 'string')
      const isSaved = (i: number): boolean => (numbers[i] as number) > 0 && (numbers[i] as number) <= line.saved
      if (answered) {
        for (const [i, number] of numbers.entries()) outcome(i, number > 0 ? 'saved' : 'passed')
        queue.left = rest
        queue.alone = Math.max(0, queue.alone - handful.length)
      } else if (line.refused === null && line.code !== null && atTheDoor.includes(line.code)) {
        for (const one of queue.left) tell.outcome(one, 'unread', null)
        queue.left = []
      } else if (line.refused === closeCodes.tryAgain) return
      else if (handful.length === 1 && isOpenWhoseFault && !isSaved(0)) {
        // It may be what was asked before that it was closed for: this one goes first over the next.
        queue.alone = Math.max(1, queue.alone)
        return
      } else if (handful.length === 1) {
        outcome(0, isSaved(0) ? 'saved' : 'refused')
        queue.left = rest
        queue.alone = Math.max(0, queue.alone - 1)
        return
      } else {
        // What is not confirmed may have been looked at or not.
        for (const i of handful.keys()) if (isSaved(i)) outcome(i, 'saved')
        const again = handful.filter((_, i) => !isSaved(i))
        queue.left = [...again, ...rest]
        queue.alone = again.length
        return
      }
    }
  } finally {
    if (line.code !== null) tell.closed(line.code)
    line.stop()
  }
}

/** A connection to a document, and what it has been told. */
class Line {
  /** Of its document messages so many are on disk. */
  saved = 0
  /** The code that its last message was refused with. */
  refused: number | null = null
  /** The code that it was closed with. */
  code: number | null = null
  private readonly socket: WebSocket
  private changed: () => void = () => undefined

  constructor({ port, board, document, key }: Place) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${board}/${document}`, key === '' ? ['pejling'] : ['pejling', key])
    this.socket.on('error', () => undefined)
    this.socket.on('open', () => this.changed())
    this.socket.on('close', code => {
      this.code = code
      this.changed()
    })
    this.socket.on('message', data => {
      const frame = data as Buffer
      if (frame[0] !== 100) return
      const decoder = createDecoder(frame)
      const [, kind, count] = [readVarUint(decoder), readVarUint(decoder), readVarUint(decoder)]
      this.saved = Math.max(this.saved, count)
      if (kind === 1) this.refused = readVarUint(decoder)
      this.changed()
    })
  }

  get open(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  /** Whether it has come true before the connection was closed, or the time was over. */
  async until(isTrue: () => boolean, ms: number): Promise<boolean> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.changed()
    }, ms)
    while (!isTrue() && this.code === null && !late) await new Promise<void>(resolve => (this.changed = resolve))
    clearTimeout(timer)
    return isTrue()
  }

  send({ bytes, as }: Attack): void {
    if (!this.open) return
    if (as === 'frame') this.socket.send(bytes)
    else if (as === 'text') this.socket.send(Buffer.from(bytes).toString(), { binary: false })
    else if (as === 'stream') (this.socket as unknown as { _socket: Socket })._socket.write(bytes)
    else {
      const size = Math.ceil(bytes.length / 3)
      for (let i = 0; i < 3; i++) this.socket.send(bytes.subarray(i * size, (i + 1) * size), { binary: true, fin: i === 2 })
    }
  }

  ask(): void {
    if (this.open) this.socket.send(EMPTY)
  }

  stop(): void {
    this.socket.terminate()
  }
}
