import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'
import { MESSAGE_SYNC, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from '../../../src/core/board/wire.ts'

/**
 * Somebody on another board who asks all the time, in a thread of its own so that the attackers' work does not count as the
 * server's. Tells of the longest wait, and of the most processor time that the server's main thread used within one wait: on
 * a busy machine it is that which says whether the server kept the neighbour waiting.
 */
const { url, key, pid } = workerData as { url: string; key: string; pid: number }
/** Sync step 1 of a client that has nothing. */
const ASK = Uint8Array.of(MESSAGE_SYNC, SYNC_STEP_1, 1, 0)
let worstWait = 0
let worstWork = 0
let waitsOver100 = 0
let waits = 0
let unexpected = 0
let asked = 0
let before = 0
/** Answers so far, and at which of them to tell: one that was waited for from before the order to after it is among them. */
let answers = 0
let tellAt = 0

/** Processor time of the server's main thread, ms; the clock's where the system does not tell. */
function work(): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return performance.now()
  }
}
function tell(): void {
  tellAt = 0
  parentPort?.postMessage({ worstWait, worstWork, waitsOver100, waits, unexpected })
}
function ask(): void {
  if (socket.readyState !== WebSocket.OPEN) return
  before = work()
  asked = performance.now()
  socket.send(ASK)
}

const socket = new WebSocket(url, ['pejling', key])
socket.on('open', ask)
socket.on('error', () => undefined)
socket.on('close', code => {
  parentPort?.postMessage({ closed: code })
  if (tellAt) tell()
})
socket.on('message', data => {
  const frame = data as Buffer
  if (frame[0] === MESSAGE_SYNC && frame[1] === SYNC_UPDATE) unexpected++
  if (frame[0] !== MESSAGE_SYNC || frame[1] !== SYNC_STEP_2) return
  const waited = performance.now() - asked
  const worked = Math.min(work() - before, waited)
  waits++
  worstWait = Math.max(worstWait, waited)
  worstWork = Math.max(worstWork, worked)
  if (waited > 100) waitsOver100++
  answers++
  if (tellAt && answers >= tellAt) tell()
  setTimeout(ask, 5)
})
// Under 200 messages a second, as for everybody.
parentPort?.on('message', (order: string) => {
  if (order === 'reset') {
    // The first answer may have come in pieces.
    worstWait = worstWork = waitsOver100 = waits = unexpected = 0
    return
  }
  if (order === 'stop') process.exit(0)
  tellAt = answers + 2
  if (socket.readyState > WebSocket.OPEN) tell()
})
