import { spawnSync } from 'node:child_process'

/** A network of the kernel's own, by which a server process is connected: `ip netns`. */
export type Cable = {
  /** Where what runs in it is reached, by us and by the others. */
  readonly host: string
  /** What is put before a command to run it there. */
  readonly inside: readonly string[]
  cut(): void
  mend(): void
}
export type Cables = {
  readonly cables: readonly Cable[]
  /** All of them, as PostgreSQL writes networks. */
  readonly network: string
  /** This side's own address. */
  readonly host: string
  stop(): void
}

const ip = (...args: string[]): void => {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr ?? 'there is no such program'}`)
}

/** So many networks that all see each other. A sentence where the machine lets nobody make them: it takes root, and `ip`. */
export function layCables(count: number): Cables | string {
  if (process.getuid?.() !== 0) return 'Only root may cut cables: not tried'
  const name = `pj${process.pid.toString(36)}`
  const subnet = `10.213.${process.pid % 250}`
  const namespaces = Array.from({ length: count }, (_, at) => `${name}n${at}`)
  const stop = (): void => {
    for (const namespace of namespaces) spawnSync('ip', ['netns', 'del', namespace])
    spawnSync('ip', ['link', 'del', name])
  }
  try {
    ip('link', 'add', name, 'type', 'bridge')
    ip('addr', 'add', `${subnet}.1/24`, 'dev', name)
    ip('link', 'set', name, 'up')
    const cables = namespaces.map((namespace, at) => {
      const [near, far, host] = [`${name}h${at}`, `${name}f${at}`, `${subnet}.${at + 2}`]
      ip('netns', 'add', namespace)
      ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far)
      ip('link', 'set', near, 'master', name, 'up')
      ip('link', 'set', far, 'netns', namespace)
      const inside = ['ip', 'netns', 'exec', namespace]
      ip('-n', namespace, 'addr', 'add', `${host}/24`, 'dev', far)
      ip('-n', namespace, 'link', 'set', far, 'up')
      ip('-n', namespace, 'link', 'set', 'lo', 'up')
      return { host, inside, cut: () => ip('link', 'set', near, 'down'), mend: () => ip('link', 'set', near, 'up') }
    })
    return { cables, network: `${subnet}.0/24`, host: `${subnet}.1`, stop }
  } catch (error) {
    stop()
    return `This machine lets nobody make networks of the kernel's own: not tried (${(error as Error).message.trim()})`
  }
}
