import { connect, createServer, type Server, type Socket } from 'node:net'

/** A network cable between a phone and the server that a test can pull out: a TCP relay on a port of its own. */
export type Cable = {
  origin: string
  /** Ends every connection at once and refuses new ones, as a phone without coverage sees it. */
  cut: () => void
  mend: () => void
  remove: () => Promise<void>
}

export async function newCable(port: number): Promise<Cable> {
  const open = new Set<Socket>()
  let whole = true
  const relay: Server = createServer(near => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(from)
      from.on('error', () => from.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve, reject) => relay.on('error', reject).listen(0, '127.0.0.1', resolve))
  const address = relay.address()
  if (!address || typeof address === 'string') throw new Error('The relay has no port')
  const cut = (): void => {
    whole = false
    for (const socket of open) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    cut,
    mend: () => {
      whole = true
    },
    remove: () => {
      cut()
      return new Promise(resolve => relay.close(() => resolve()))
    }
  }
}
