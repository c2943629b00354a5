import { createServer, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** What is answered in the server's place. */
export type Rewritten = { status: number; body: string; type?: string }

/** A proxy in front of a server on this machine that can answer in its place, as the server's next release or a proxy without a server would. */
export type RewritingProxy = {
  origin: string
  /** `answer` is asked of every call from now on, with the path and what the server says; null lets that through. */
  rewrite: (answer: (path: string, own: { status: number; body: string }) => Rewritten | null) => void
  /** `address` is asked for what every sync socket from now on asks the server for; those that are open it cuts. */
  rewriteSockets: (address: (url: string) => string) => void
  remove: () => Promise<void>
}

export async function newRewritingProxy(port: number): Promise<RewritingProxy> {
  let answer: Parameters<RewritingProxy['rewrite']>[0] = () => null
  let address = (url: string): string => url
  const sockets = new Set<Duplex>()
  const ask = (near: IncomingMessage): Promise<{ far: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      // Plain, so that a body can be read.
      const headers = { ...near.headers, 'accept-encoding': 'identity' }
      const sent = request({ port, host: '127.0.0.1', method: near.method, path: near.url, headers }, async far => {
        const parts: Buffer[] = []
        for await (const part of far) parts.push(part)
        resolve({ far, body: Buffer.concat(parts) })
      })
      sent.on('error', reject)
      near.pipe(sent)
    })
  const proxy = createServer(async (near, out) => {
    const asked = await ask(near).catch(() => null)
    if (!asked) return out.destroy()
    const { far, body } = asked
    const own = { status: far.statusCode ?? 0, body: body.toString() }
    const other = answer(new URL(near.url ?? '/', 'http://proxy').pathname, own)
    if (other)
      out
        .writeHead(other.status, { 'content-type': other.type ?? far.headers['content-type'] ?? 'text/html', 'cache-control': 'no-cache' })
        .end(other.body)
    else out.writeHead(own.status, far.headers).end(body)
  })
  proxy.on('upgrade', (near, socket, head) => {
    const far = connect(port, '127.0.0.1')
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    for (const [from, to] of [
      [socket, far],
      [far, socket]
    ] as const)
      from.on('error', () => from.destroy()).on('close', () => to.destroy())
    const lines = Array.from({ length: near.rawHeaders.length / 2 }, (_, at) => `${near.rawHeaders[2 * at]}: ${near.rawHeaders[2 * at + 1]}`)
    far.write(`${near.method} ${address(near.url ?? '/')} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    far.write(head)
    socket.pipe(far).pipe(socket)
  })
  await new Promise<void>((resolve, reject) => proxy.on('error', reject).listen(0, '127.0.0.1', resolve))
  const at = proxy.address()
  if (!at || typeof at === 'string') throw new Error('The proxy has no port')
  return {
    origin: `http://127.0.0.1:${at.port}`,
    rewrite: to => {
      answer = to
    },
    rewriteSockets: to => {
      address = to
      for (const socket of sockets) socket.destroy()
    },
    remove: () => {
      for (const socket of sockets) socket.destroy()
      proxy.closeAllConnections()
      return new Promise(resolve => proxy.close(() => resolve()))
    }
  }
}
