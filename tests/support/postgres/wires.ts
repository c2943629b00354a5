import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to a server, which can be cut: nothing passes any more, and neither end is told. */
export type Wire = {
  readonly port: number
  /** Nothing passes, and nobody is told. */
  cut(): void
  /** All connections end, and no other comes about. */
  refuse(): void
  mend(): void
  stop(): Promise<void>
}

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}
const quiet = (socket: Socket): Socket => socket.on('error', () => undefined)

/** A wire to what listens on a port, of this machine where no host is named. */
export async function wireTo(port: number, host = '127.0.0.1'): Promise<Wire> {
  const ends = new Set<Socket>()
  let state: 'whole' | 'cut' | 'refusing' = 'whole'
  const server = createServer(near => {
    if (state === 'refusing') return near.destroy()
    const far = quiet(connect(port, host))
    quiet(near)
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      ends.add(from)
      from.on('data', bytes => {
        if (state === 'whole') to.write(bytes)
      })
      from.on('close', () => {
        ends.delete(from)
        if (state !== 'cut') to.destroy()
      })
    }
  })
  const own = await listen(server)
  return {
    port: own,
    cut() {
      state = 'cut'
    },
    refuse() {
      state = 'refusing'
      for (const end of ends) end.destroy()
    },
    mend() {
      // What went astray is not sent again: those connections are of no more use.
      for (const end of ends) end.destroy()
      state = 'whole'
    },
    async stop() {
      for (const end of ends) end.destroy()
      server.close()
      await once(server, 'close')
    }
  }
}

/** A load balancer in front of servers on this machine, that asks each how it is and sends new connections round to those that are ready. */
export type Balancer = { readonly port: number; stop(): Promise<void> }

/** Ms between two questions, and how long an answer may take. */
const ASK_EVERY = 250
const ASK_WITHIN = 1000

/** `/healthz` decides whether a server's connections live on, `/readyz` whether it is given others. */
export async function balance(ports: readonly number[]): Promise<Balancer> {
  const targets = ports.map(port => ({ port, ready: true, open: new Set<Socket>() }))
  const asks = async (port: number, path: string): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(ASK_WITHIN) }).then(
      async answer => {
        await answer.arrayBuffer()
        return answer.ok
      },
      () => false
    )
  const watch = setInterval(() => {
    for (const target of targets) {
      asks(target.port, '/readyz').then(ready => (target.ready = ready))
      asks(target.port, '/healthz').then(alive => alive || target.open.forEach(socket => void socket.destroy()))
    }
  }, ASK_EVERY)
  let turn = 0
  const all = new Set<Socket>()
  const server = createServer(near => {
    quiet(near)
    all.add(near)
    near.on('close', () => all.delete(near))
    const order = targets.map((_, at) => targets[(at + turn) % targets.length]).filter(target => target?.ready)
    turn++
    const go = (): void => {
      const target = order.shift()
      if (!target) return void near.destroy()
      const far = connect(target.port, '127.0.0.1')
      let there = false
      far.once('connect', () => {
        there = true
        target.open.add(near)
        near.on('close', () => {
          target.open.delete(near)
          far.destroy()
        })
        near.pipe(far).pipe(near)
      })
      far.on('error', () => (there ? near.destroy() : go()))
      far.on('close', () => there && near.destroy())
    }
    go()
  })
  const port = await listen(server)
  return {
    port,
    async stop() {
      clearInterval(watch)
      for (const socket of all) socket.destroy()
      server.close()
      await once(server, 'close')
    }
  }
}
