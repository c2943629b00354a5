import { WebSocketServer } from 'ws'

/**
 * The limit: passes every message on to the others of its path, and knows nothing of documents, rights or disks.
 * It answers sync step 1 with an empty step 2, so that the load generator need not know that.
 */
const rooms = new Map()
const EMPTY = Uint8Array.of(0, 1, 2, 0, 0)
const server = new WebSocketServer({ port: Number(process.env.PORT), host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket, { url }) => {
  const room = rooms.get(url) ?? new Set()
  rooms.set(url, room.add(socket))
  socket.on('error', () => undefined)
  socket.on('close', () => room.delete(socket))
  socket.on('message', data => {
    if (data[0] === 0 && data[1] === 0) return socket.send(EMPTY)
    if (data[0] === 0 && data[1] === 1) return
    for (const other of room) if (other !== socket) other.send(data)
  })
})
const say = l => {
  const m = process.memoryUsage()
  process.stderr.write(
    `${l} rss ${(m.rss / 1e6).toFixed(1)} heapTotal ${(m.heapTotal / 1e6).toFixed(1)} used ${(m.heapUsed / 1e6).toFixed(1)} ext ${(m.external / 1e6).toFixed(1)}\n`
  )
}
process.on('SIGUSR2', () => {
  say('now')
  globalThis.gc()
  say('gc ')
})
