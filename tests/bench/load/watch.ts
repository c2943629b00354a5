import { cpus } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Running } from './peers.ts'

export type Seen = {
  /** Share of its core that the server's process used, 0 to 1 (more with threads on other cores). */
  cpu: number
  /** The same of the generator: near 1, and the generator is what was measured. */
  generatorCpu: number
  /** Ms by which the generator's own timers came too late, 99th percentile. */
  generatorDelay: number
  /** Share of all cores that neither of the two used and that was not idle: what else the machine was doing. */
  others: number
  /** Highest resident memory of the server, MB. */
  peak: number
}

/** Seconds that all cores together were busy, and all there were. */
function machine(): { busy: number; all: number } {
  let busy = 0
  let all = 0
  for (const { times } of cpus()) {
    const total = Object.values(times).reduce((sum, ms) => sum + ms, 0)
    all += total / 1000
    busy += (total - times.idle) / 1000
  }
  return { busy, all }
}

const EVERY = 10

/** Watches server and generator until the answer is called. */
export function watch(server: Running): () => Seen {
  const delay = monitorEventLoopDelay({ resolution: EVERY })
  delay.enable()
  const began = performance.now()
  const cpu = server.cpu()
  const own = process.cpuUsage()
  const before = machine()
  let peak = server.rss()
  const looking = setInterval(() => (peak = Math.max(peak, server.rss())), 250)
  return () => {
    clearInterval(looking)
    delay.disable()
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(own)
    const after = machine()
    const [used, generator] = [server.cpu() - cpu, (user + system) / 1e6]
    return {
      cpu: used / seconds,
      generatorCpu: generator / seconds,
      others: Math.max(0, after.busy - before.busy - used - generator) / Math.max(1e-9, after.all - before.all),
      generatorDelay: Math.max(0, delay.percentile(99) / 1e6 - EVERY),
      peak: Math.max(peak, server.rss())
    }
  }
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)))

/** Value below which so many of the sorted samples lie. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Rejects where a thing has not come after so long. */
export async function within<T>(ms: number, what: string, thing: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${ms / 1000} s`)), ms)
  })
  return Promise.race([thing, late]).finally(() => clearTimeout(timer))
}
