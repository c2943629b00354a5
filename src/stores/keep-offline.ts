import { KEEP_HEADER } from '../core/board/keep-header.ts'
import { ask } from '../sync/api.ts'
import type { Board } from './board/board.ts'

/** As the build names it, see src/offline. */
const WORKER = '/sw.js'

/**
 * Has the browser keep the site for when there is no net. Answers whether it does: not on http:, in private windows of some browsers, or where the
 * browser has been told to save data. May never be fulfilled, as on a page that was loaded anew past the worker.
 */
export async function keepSite(): Promise<boolean> {
  if (!import.meta.env.PROD || (navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return false
  try {
    const workers = navigator.serviceWorker
    await workers.register(WORKER)
    if (!workers.controller) await new Promise(resolve => (workers.oncontrollerchange = resolve))
    return true
  } catch {
    return false
  }
}

/** Has the browser keep what this board is opened with, so that it opens without a net. Nothing is kept of one that this device was told to forget. */
export async function keepBoard({ info, key, seats, forgotten }: Board): Promise<void> {
  if (!(await keepSite()) || forgotten.get() || info.get().closed) return
  const address = `/api/boards/${info.get().board}`
  const keep = (path: string, key?: string) =>
    key && ask(path, { headers: { authorization: `Bearer ${key}`, [KEEP_HEADER]: '1' } }).catch(() => undefined)
  await keep(address, key)
  await keep(`${address}/workshop`, key)
  // The list of one's meetings asks with the ballot's own.
  await keep(address, seats.own.get()?.seat().key)
}
