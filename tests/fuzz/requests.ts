import { connect } from 'node:net'
import type { Random } from '../support/random.ts'
import { mutated } from './mutated.ts'

/** An HTTP request as it goes over the wire: near one that there is, or nothing like one. */
export function requestBytes(board: { board: string; code: string; keys: Record<string, string> }, random: Random): Uint8Array {
  if (random.chance(0.1)) return random.bytes(1 + random.int(200))
  const method = random.one(['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'BREW', 'CONNECT'])
  const id = random.chance(0.8) ? board.board : random.one(['', 'x', '%00', '..', '%2e%2e', 'a'.repeat(5000), "' OR 1=1 --"])
  const path = random.one([
    '/api/boards',
    '/api/join',
    '/api/recover',
    `/api/boards/${id}`,
    `/api/boards/${id}/participants`,
    `/api/boards/${id}/export`,
    `/api/boards/${id}/close`,
    `/sync/${id}/wall`,
    `/${'../'.repeat(random.int(5))}etc/passwd`,
    '/%c0%ae%c0%ae/',
    '/healthz',
    '/metrics',
    `/${random.one(['', '*', '?', '//', '%', '%zz', 'x'.repeat(20_000)])}`
  ])
  const key = random.chance(0.6) ? random.one(Object.values(board.keys)) : random.one(['', 'a'.repeat(24), 'x', 'x'.repeat(10_000)])
  const body = random.one([
    '',
    '{}',
    '[]',
    'null',
    '{"code":"CCCCCC"}',
    `{"code":"${board.code}"}`,
    '{"title":1}',
    '{"__proto__":{"x":1}}',
    `{"a":${'['.repeat(5000)}`,
    '{"minimum":1e999}',
    '\u0000'
  ])
  const length = random.chance(0.85) ? Buffer.byteLength(body) : random.one([-1, 0, 1, 1e9, 'x'])
  const lines = [
    `${method} ${path} ${random.one(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9'])}`,
    ...(random.chance(0.95) ? ['Host: localhost'] : []),
    `Authorization: ${random.one(['Bearer', 'bearer', 'Basic'])} ${key}`,
    `Content-Type: ${random.one(['application/json', 'application/json; charset=utf-8', 'text/plain', 'application/jsonx', ''])}`,
    ...(random.chance(0.1) ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${length}`]),
    ...(random.chance(0.1) ? ['Origin: https://elsewhere.example'] : []),
    ...(random.chance(0.1)
      ? [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Key: ${random.one(['', 'x', 'dGhlIHNhbXBsZSBub25jZQ=='])}`,
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Protocol: pejling, ${key}`
        ]
      : ['Connection: close']),
    ...(random.chance(0.05) ? [`X: ${'x'.repeat(random.int(40_000))}`] : [])
  ]
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
  return random.chance(0.3) ? mutated(bytes, random) : bytes
}

/** Sends bytes to the HTTP port. The kind of its first answer, as "2xx"; "none" where there is none in 300 ms: what is no whole request gets none. */
export function request(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise(resolve => {
    let kind = 'none'
    const stream = connect(port, '127.0.0.1')
    const give = setTimeout(() => stream.destroy(), 300)
    stream.on('error', () => undefined)
    stream.on('data', data => {
      kind = `${/^HTTP\/1.1 (\d)/.exec(data.toString('latin1'))?.[1] ?? '?'}xx`
      stream.destroy()
    })
    stream.on('close', () => {
      clearTimeout(give)
      resolve(kind)
    })
    stream.write(bytes)
  })
}
