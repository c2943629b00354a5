import { createHash, createHmac } from 'node:crypto'
import { Agent, request as ask, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Report } from '../report/facts.ts'
import { rememberAddress } from './client-address.ts'
import { Problem } from './http/problems.ts'

/** A server that lives, and where the others reach it. */
export type Place = { readonly id: string; readonly address: string }

/** Which server has which board. */
export type Places = {
  readonly me: string | null
  readonly servers: readonly Place[]
  ownerElsewhere(board: string, take: boolean): Promise<Place | null>
  /** Calls each time that `servers` are others than before. */
  on(event: 'servers', listener: () => void): void
}

/** Names a request that another server of ours has passed on: it carries the word that only they know. */
const PASSED = 'x-pejling-passed'
/** Ms that another server may take over a call or an upgrade: one that is frozen answers nothing. */
const PATIENCE = 5000
/** Ms of that after which it is asked anew whose the board is. */
const ATTEMPT = 1000
/** Ms after which a server that could not be reached is tried again. */
const AGAIN = 100

/** Headers that are of one connection, or that this server writes itself. */
const ownHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'x-forwarded-for', PASSED])

const UNAVAILABLE = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** [one-owner] What came to the wrong server. */
export type PassOn = {
  /** Handles a call here, or passes it on whole to where it belongs. */
  call(request: IncomingMessage, response: ServerResponse, here: RequestListener): void
  /** Passes an upgrade on with its whole socket: true, or false where it belongs here. */
  socket(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<boolean>
  /** From now on this server takes no board that another could take. */
  leave(): void
  /** Cuts what it still passes on. */
  stop(): void
}

/**
 * Finds the owner of the board that a request is about, and passes the request on to it with the address that it came from. What budgets are kept of by address, codes and
 * new boards, goes to one server for each address, so that nobody has as many tries as there are servers. A request that was passed on is never passed on again. `secret`: the
 * one that all servers share. `addressOf`: where a request comes from.
 */
export function createPassOn(parts: { places: Places; secret: Uint8Array; report: Report; addressOf: (request: IncomingMessage) => string }): PassOn {
  const { places, report, addressOf } = parts
  const word = createHmac('sha256', parts.secret).update('passed on').digest('base64url')
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })
  /** Sockets and calls that depend on another server, answered yet or not, each with that server's id. */
  const ends = new Map<{ destroy(): unknown }, string>()
  /** Called when others live than before. */
  const waiting = new Set<() => void>()
  let leaving = false

  places.on('servers', () => {
    const alive = new Set(places.servers.map(({ id }) => id))
    // A server that is frozen closes nothing: its people come back by themselves, to the next owner.
    for (const [end, id] of ends) if (!alive.has(id)) end.destroy()
    for (const wake of waiting) wake()
  })
  const changeWithin = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const wake = (): void => {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      waiting.add(wake)
    })

  /** The same server for the same name at all servers, as long as they know of the same ones. */
  function byName(name: string): Place | null {
    const weight = ({ id }: Place): string => createHash('sha256').update(`${id} ${name}`).digest('hex')
    const open = leaving ? places.servers.filter(({ id }) => id !== places.me) : places.servers
    const [first] = open.map(server => ({ server, weight: weight(server) })).sort((a, b) => (a.weight < b.weight ? 1 : -1))
    return first && first.server.id !== places.me ? first.server : null
  }

  async function target(request: IncomingMessage): Promise<Place | null> {
    // It looks at its clocks too: who was frozen gives its boards up before it says anything of them.
    const { me } = places
    if (isPassed(request)) return null
    const [path = ''] = (request.url ?? '').split('?')
    const [, board] = /^\/(?:sync|api\/boards)\/([A-Za-z0-9_-]+)(?:\/|$)/.exec(path) ?? []
    if (board !== undefined) return (await places.ownerElsewhere(board, !leaving).catch(() => null)) ?? (leaving ? byName(board) : null)
    const isCounted = request.method === 'POST' && /^\/api\/(join|recover|boards)\/?$/.test(path)
    return isCounted && me !== null ? byName(addressOf(request)) : null
  }

  function isPassed(request: IncomingMessage): boolean {
    const said = request.headers[PASSED]
    // Both are hashed, so that the time of comparing tells nothing.
    const same = typeof said === 'string' && createHash('sha256').update(said).digest().equals(createHash('sha256').update(word).digest())
    if (same) rememberAddress(request, String(request.headers['x-forwarded-for'] ?? ''))
    return same
  }

  const headersFor = (request: IncomingMessage, connection: string): string[] => {
    const kept: string[] = []
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2)
      if (!ownHeaders.has(name.toLowerCase())) kept.push(name, value)
    }
    return [...kept, 'Connection', connection, 'X-Forwarded-For', addressOf(request), PASSED, word]
  }

  function passCall(request: IncomingMessage, response: ServerResponse, to: Place): void {
    report({ name: 'passed-on', what: 'call' })
    const { hostname, port } = new URL(to.address)
    const { method, url } = request
    const sent = ask({ agent, hostname, port, method, path: url, headers: headersFor(request, 'keep-alive'), timeout: PATIENCE })
    const fail = (): void => {
      sent.destroy()
      if (response.headersSent) return void response.destroy()
      const { status, body } = new Problem('try-again')
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '1' }).end(JSON.stringify(body))
    }
    ends.set(sent, to.id)
    sent.on('timeout', fail).on('error', fail)
    sent.on('close', () => ends.delete(sent))
    response.on('close', () => sent.destroy())
    sent.on('response', answer => {
      const headers = answer.rawHeaders.filter((_, at, all) => !/^(connection|keep-alive|transfer-encoding)$/i.test(all[at - (at % 2)] ?? ''))
      response.sendDate = false
      response.writeHead(answer.statusCode ?? 502, headers)
      answer.on('error', fail)
      answer.pipe(response)
    })
    request.pipe(sent)
  }

  /** Asks another server for an upgrade. Resolves with the connection and the first bytes of its answer; rejects where none come within `ms`. */
  function upgradeAt(to: Place, request: IncomingMessage, head: Buffer, ms: number): Promise<{ other: Socket; first: Buffer }> {
    const { hostname, port } = new URL(to.address)
    const other = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), noDelay: true })
    const patience = setTimeout(() => other.destroy(), ms)
    ends.set(other, to.id)
    const settled = (): void => {
      clearTimeout(patience)
      ends.delete(other)
    }
    return new Promise((resolve, reject) => {
      other.on('error', reject)
      other.on('close', () => {
        settled()
        reject(new Error('The other server ended it'))
      })
      other.once('connect', () => {
        const headers = headersFor(request, 'Upgrade')
        const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1]}`] : []))
        other.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
        if (head.length > 0) other.write(head)
      })
      other.once('data', (first: Buffer) => {
        settled()
        other.pause()
        resolve({ other, first })
      })
    })
  }

  function join(stream: Duplex, other: Socket, first: Buffer, to: Place): void {
    report({ name: 'passed-on', what: 'socket' })
    ends.set(stream, to.id)
    stream.on('close', () => {
      ends.delete(stream)
      other.destroy()
    })
    stream.write(first)
    // The other server's last words still go out, among them why it closed.
    const end = (): unknown => stream.end(() => stream.destroy())
    if (other.destroyed) return void end()
    other.on('close', end)
    stream.pipe(other)
    other.pipe(stream)
  }

  return {
    call(request, response, here) {
      target(request).then(
        to => (to ? passCall(request, response, to) : here(request, response)),
        () => here(request, response)
      )
    },
    async socket(request, stream, head) {
      // The owner may have been killed, or be frozen, and its lease have some time to run: whoever is sent away meanwhile comes back later each time.
      for (const until = performance.now() + PATIENCE; performance.now() < until;) {
        const to = await target(request).catch(() => null)
        if (!to) return false
        const answered = await upgradeAt(to, request, head, Math.min(ATTEMPT, until - performance.now())).catch(() => null)
        if (stream.destroyed) answered?.other.destroy()
        else if (answered) join(stream, answered.other, answered.first, to)
        if (stream.destroyed || answered) return true
        await changeWithin(AGAIN)
      }
      stream.end(UNAVAILABLE)
      return true
    },
    leave() {
      leaving = true
    },
    stop() {
      for (const end of ends.keys()) end.destroy()
      agent.destroy()
    }
  }
}
