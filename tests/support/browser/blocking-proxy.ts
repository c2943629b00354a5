import { connect, createServer, type Socket } from 'node:net'

/** What a proxy on the way does to the request of a WebSocket; ordinary calls it lets through. */
export const blockades = ['answers 403', 'swallows it', 'strips Upgrade', 'strips the subprotocol'] as const
export type Blockade = (typeof blockades)[number]

export type BlockingProxy = { origin: string; open: () => void; remove: () => Promise<void> }

const without = (head: string, names: RegExp): string =>
  head
    .split('\r\n')
    .filter(line => !names.test(line))
    .join('\r\n')

/** A proxy as of a workplace's network, in front of a server on this machine. `open` lets every WebSocket through from then on. */
export async function newBlockingProxy(port: number, blockade: Blockade): Promise<BlockingProxy> {
  const sockets = new Set<Socket>()
  let blocks = true
  const relay = createServer(near => {
    sockets.add(near)
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near))
    // A browser opens a connection of its own for each WebSocket, so that its request is the first on it, and in one piece.
    near.once('data', (first: Buffer) => {
      const head = first.toString('latin1')
      const blocked = blocks && head.startsWith('GET /sync/')
      if (blocked && blockade === 'swallows it') return
      if (blocked && blockade === 'answers 403') {
        near.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      const far = connect(port, '127.0.0.1')
      far.on('error', () => near.destroy()).on('close', () => near.destroy())
      near.on('close', () => far.destroy())
      const names = blockade === 'strips Upgrade' ? /^(upgrade|connection):/i : /^sec-websocket-protocol:/i
      far.write(blocked ? Buffer.from(without(head, names), 'latin1') : first)
      near.pipe(far).pipe(near)
    })
  })
  await new Promise<void>((resolve, reject) => relay.on('error', reject).listen(0, '127.0.0.1', resolve))
  const address = relay.address()
  if (!address || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    open: () => {
      blocks = false
    },
    remove: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => relay.close(() => resolve()))
    }
  }
}
