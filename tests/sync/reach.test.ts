import { request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { networkOrigins } from '../../server/transport/http/addresses.ts'
import type { BoardInfo } from '../../src/core/board/api.ts'
import { startServer, type TestServer } from '../support/server/server.ts'

let server: TestServer
afterEach(() => server.stop())

/** Asks as a browser on this machine does; fetch does not let a program name the host. */
const infoFor = (board: string, key: string, headers: Record<string, string>): Promise<BoardInfo> =>
  new Promise((resolve, reject) => {
    const options = { port: server.port, path: `/api/boards/${board}`, headers: { authorization: `Bearer ${key}`, ...headers } }
    request({ host: '127.0.0.1', ...options }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve(JSON.parse(text) as BoardInfo))
    })
      .on('error', reject)
      .end()
  })

it('[own-network] tells its addresses on the networks to who steers or shows a meeting on its own machine, and to nobody else', async () => {
  server = await startServer({ host: '0.0.0.0' })
  const { board, keys } = await server.make()
  const here = { host: `localhost:${server.port}` }
  const named = networkOrigins({ address: '0.0.0.0', family: 'IPv4', port: server.port })
  for (const key of [keys.facilitator, keys.screen]) expect((await infoFor(board, key, here)).reach).toEqual(named)
  expect(await infoFor(board, keys.participant, here)).not.toHaveProperty('reach')
  for (const headers of [{ host: 'pejling.example.dk' }, { ...here, 'x-forwarded-for': '203.0.113.5' }, { ...here, via: '1.1 proxy' }])
    expect(await infoFor(board, keys.facilitator, headers)).not.toHaveProperty('reach')
})

it('[own-network] names the public address where one is set, and no other', async () => {
  server = await startServer({ host: '0.0.0.0', publicUrl: 'https://pejling.example.dk/' })
  const { board, keys } = await server.make()
  for (const key of Object.values(keys)) {
    const { reach } = await infoFor(board, key, { host: `localhost:${server.port}` })
    expect(reach).toEqual(['https://pejling.example.dk'])
  }
})
