import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, type MadeBoard } from '../../src/core/board/api.ts'
import { PROTOCOL, PROTOCOL_HEADER } from '../../src/core/board/protocol.ts'
import { connectRaw, syncFrame } from '../support/server/clients.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'

let server: TestServer
let board: MadeBoard
beforeAll(async () => {
  server = await startServer()
  board = await server.make()
})
afterAll(() => server.stop())

const later = String(Number(PROTOCOL) + 1)

it('[protocol-told] a call from a page of another protocol is told so in Danish, whatever it asks for', async () => {
  const ask = (told: string | null) => {
    const headers = { authorization: `Bearer ${board.keys.participant}`, ...(told === null ? {} : { [PROTOCOL_HEADER]: told }) }
    return fetch(`http://127.0.0.1:${server.port}/api/boards/${board.board}`, { headers })
  }
  for (const told of [null, PROTOCOL]) expect((await ask(told)).status, String(told)).toBe(200)
  for (const told of ['0', later]) {
    const answer = await ask(told)
    expect(answer.status, told).toBe(426)
    expect(await answer.json()).toEqual({ error: { code: 'other-release', message: expect.stringContaining('Hent siden igen') } })
  }
})

it('[protocol-told] a socket of such a page is closed with 4426 before it is shown anything', async () => {
  const at = { port: server.port, board: board.board, document: 'wall', key: board.keys.participant }
  for (const told of ['0', later]) {
    const raw = await connectRaw(at, { path: `/sync/${board.board}/wall?v=${told}` })
    await until(() => raw.closed !== null, 'the close')
    expect(raw.closed).toBe(closeCodes.otherProtocol)
    expect(raw.received).toEqual([])
  }
  const raw = await connectRaw(at, { path: `/sync/${board.board}/wall?v=${PROTOCOL}` })
  raw.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())))
  await until(() => raw.received.length > 0, 'the document')
  raw.stop()
})
