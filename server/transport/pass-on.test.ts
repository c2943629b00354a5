import { randomBytes } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcp, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../tests/support/server/until.ts'
import { createPassOn, type PassOn, type Place } from './pass-on.ts'

/** The board's owner is frozen: its system takes connections, and it answers nothing. */
let frozen: Server
let here: HttpServer
let passOn: PassOn
let alive: Place[]
let owner: Place | null
let changed: () => void
/** Sockets that have reached the frozen server. */
let reached: Socket[]
/** Paths of the calls that were handled here. */
let handled: string[]
const open: Socket[] = []

const portOf = (server: Server | HttpServer): number => (server.address() as AddressInfo).port
const listens = (server: Server | HttpServer): Promise<void> => new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve()))

beforeEach(async () => {
  reached = []
  handled = []
  frozen = createTcp(socket => {
    reached.push(socket.on('error', () => undefined))
  })
  await listens(frozen)
  owner = { id: '2', address: `http://127.0.0.1:${portOf(frozen)}` }
  alive = [{ id: '1', address: 'http://127.0.0.1:1' }, owner]
  passOn = createPassOn({
    places: {
      me: '1',
      get servers() {
        return alive
      },
      ownerElsewhere: async () => owner,
      on: (_event, listener) => {
        changed = listener
      }
    },
    secret: randomBytes(32),
    report: () => undefined,
    addressOf: () => '192.0.2.1'
  })
  here = createServer((request, response) => passOn.call(request, response, () => response.end('here')))
  here.on('upgrade', async (request, stream, head) => {
    if (await passOn.socket(request, stream, head)) return
    handled.push(String(request.url))
    stream.end('HTTP/1.1 101 Switching Protocols\r\n\r\nhere')
  })
  await listens(here)
})
afterEach(() => {
  passOn.stop()
  for (const socket of [...open.splice(0), ...reached]) socket.destroy()
  frozen.close()
  here.close()
})

const endOwner = (): void => {
  alive = alive.filter(({ id }) => id !== '2')
  owner = null
  changed()
}

function upgrade(): { said: () => string; ended: () => boolean } {
  let said = ''
  let ended = false
  const socket = connect(portOf(here), '127.0.0.1')
  open.push(socket)
  socket.on('data', text => (said += text)).on('end', () => (ended = true))
  socket.write('GET /sync/b/wall HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  return { said: () => said, ended: () => ended }
}

it('[one-owner] a socket that a frozen server does not answer is handled here as soon as that one’s lease has ended, and need not come back', async () => {
  const client = upgrade()
  await until(() => reached.length === 1, 'it to be asked')
  expect(client.said()).toBe('')
  endOwner()
  await until(() => client.said().endsWith('here'), 'an answer')
  expect(handled).toEqual(['/sync/b/wall'])
  expect(reached).toHaveLength(1)
})

it('[one-owner] it is asked anew where such a socket belongs, also where nobody has told of the end', async () => {
  const client = upgrade()
  await until(() => reached.length === 1, 'it to be asked')
  owner = null
  await until(() => client.said().endsWith('here'), 'an answer')
  expect(handled).toEqual(['/sync/b/wall'])
})

it('[one-owner] a socket that it has answered before is ended then', async () => {
  const client = upgrade()
  await until(() => reached.length === 1, 'it to be asked')
  reached[0]?.write('HTTP/1.1 101 Switching Protocols\r\n\r\nthere')
  await until(() => client.said().endsWith('there'), 'its answer')
  expect(client.ended()).toBe(false)
  endOwner()
  await until(() => client.ended(), 'the end')
  expect(handled).toEqual([])
})

it('[one-owner] a call that it does not answer is refused for the moment then', async () => {
  const answer = fetch(`http://127.0.0.1:${portOf(here)}/api/boards/b`)
  await until(() => reached.length === 1, 'it to be asked')
  endOwner()
  expect((await answer).status).toBe(503)
  expect(await (await fetch(`http://127.0.0.1:${portOf(here)}/api/boards/b`)).text()).toBe('here')
})
