import type { Report } from '../report/facts.ts'
import { type FaultKind, type Storage, StorageFault } from '../storage/storage.ts'
import { wrapStorage } from '../storage/wrap-storage.ts'

/** The storage as the rooms use it, and whether it stores at all. */
export type StorageBreaker = {
  /** The same storage; every rejection is inspected for storage faults. */
  readonly storage: Storage
  /** What keeps the storage from storing; null if nothing is known to. */
  readonly fault: FaultKind | null
  /** Rejects where nothing can be stored. Asked more often than `every`, it answers what it knows: a probe costs a large write. */
  check(): Promise<void>
  stop(): void
}

/**
 * [saved-means-on-disk] From the first write that storage refuses for a reason of its own, nothing more is asked of it than
 * reading and deleting, until a probe every `every` ms goes through again. A damaged file stays so: it takes a restore and a start.
 */
export function createStorageBreaker(raw: Storage, report: Report, every: number): StorageBreaker {
  let fault: FaultKind | null = null
  let probing: NodeJS.Timeout | null = null
  let checking: Promise<void> | null = null
  /** When a probe last went through, ms of the process's clock. */
  let checked = Number.NEGATIVE_INFINITY

  function end(): void {
    clearInterval(probing ?? undefined)
    probing = null
  }

  function failed(error: unknown): void {
    if (!(error instanceof StorageFault) || fault === 'damaged') return
    if (fault !== error.fault) report({ name: 'storage-trouble', trouble: error.fault, error })
    fault = error.fault
    if (fault === 'damaged') end()
    else probing ??= setInterval(() => probe().catch(() => undefined), every).unref()
  }

  function well(): void {
    checked = performance.now()
    if (fault === null || fault === 'damaged') return
    fault = null
    end()
    report({ name: 'storage-well' })
  }

  function check(): Promise<void> {
    if (fault !== null) return Promise.reject(new StorageFault(fault, 'Nothing can be stored'))
    return performance.now() - checked < every ? Promise.resolve() : probe()
  }

  function probe(): Promise<void> {
    checking ??= storage
      .probe()
      .then(well)
      .finally(() => {
        checking = null
      })
    return checking
  }

  const grows: ReadonlySet<keyof Storage> = new Set(['make', 'commit'])
  const storage = wrapStorage(raw, async (name, next) => {
    if (fault !== null && grows.has(name)) throw new StorageFault(fault, 'Not tried: the last write failed')
    try {
      return await next()
    } catch (error) {
      failed(error)
      throw error
    }
  })

  return {
    storage,
    get fault() {
      return fault
    },
    check,
    stop: end
  }
}
