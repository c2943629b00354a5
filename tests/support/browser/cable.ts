import { connect, createServer, type Server, type Socket } from 'node:net'

/** A network cable between a phone and the server that a test can pull out: a TCP relay on a port of its own. */
export type Cable = {
  origin: string
  /**
   * Ends every connection at once and refuses new ones, as a phone without coverage sees it. `sync`: the sync sockets alone,
   * so that a page can be loaded anew, as behind a proxy that lets no WebSocket through.
   */
  cut: (what?: 'all' | 'sync') => void
  mend: () => void
  /** Lets every connection stand, new ones too, and carries nothing on it, as a network that has stalled, until `release`. */
  hold: () => void
  release: () => void
  remove: () => Promise<void>
}

const isSync = (first: Buffer): boolean => first.toString('latin1').startsWith('GET /sync/')

export async function newCable(port: number): Promise<Cable> {
  /** The phone's end of every connection, and the server's, and whether it carries a sync socket. */
  const open = new Map<Socket, { far: Socket; sync: boolean; begun: boolean }>()
  let held = false
  let missing: 'none' | 'all' | 'sync' = 'none'
  const relay: Server = createServer(near => {
    if (missing === 'all') {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    open.set(near, { far, sync: false, begun: false })
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      from.on('error', () => from.destroy())
      from.on('close', () => to.destroy())
    }
    near.on('close', () => open.delete(near))
    far.pipe(near)
    near.once('data', (first: Buffer) => {
      open.set(near, { far, sync: isSync(first), begun: true })
      if (missing === 'sync' && isSync(first)) return near.destroy()
      far.write(first)
      near.pipe(far)
    })
    if (held) near.pause()
  })
  await new Promise<void>((resolve, reject) => relay.on('error', reject).listen(0, '127.0.0.1', resolve))
  const address = relay.address()
  if (!address || typeof address === 'string') throw new Error('The relay has no port')
  const cut: Cable['cut'] = (what = 'all') => {
    missing = what
    for (const [near, { sync }] of open) if (what === 'all' || sync) near.destroy()
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    cut,
    mend: () => {
      missing = 'none'
    },
    hold: () => {
      held = true
      for (const [near, { far }] of open) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
    release: () => {
      held = false
      for (const [near, { far, begun }] of open) {
        if (begun) near.pipe(far)
        else near.resume()
        far.pipe(near)
      }
    },
    remove: () => {
      cut()
      return new Promise(resolve => relay.close(() => resolve()))
    }
  }
}
