import type { Fact } from './facts.ts'
import type { Metrics } from './metrics.ts'

/** Facts that wait to be counted, of 100 bytes each. */
const MOST = 5000

/**
 * Metrics that are loaded when asked for, when first read, or when much has happened: it takes as long as a fifth of a start, and
 * those who come back after a crash wait for none of it. No fact is lost.
 */
export function laterMetrics(): Metrics & { load(): void } {
  let metrics: Metrics | null = null
  let loading: Promise<Metrics> | null = null
  const waiting: Fact[] = []

  const loaded = (): Promise<Metrics> =>
    (loading ??= import('./metrics.ts').then(({ createMetrics }) => {
      metrics = createMetrics()
      for (const fact of waiting.splice(0)) metrics.record(fact)
      return metrics
    }))

  const load = (): void => {
    // Where it fails, who reads them is told.
    loaded().catch(() => undefined)
  }

  return {
    record(fact) {
      if (metrics) return metrics.record(fact)
      waiting.push(fact)
      if (waiting.length === MOST) load()
    },
    read: async () => (await loaded()).read(),
    load
  }
}
