import type { FollowUpPoint } from '../core/minutes/follow-up.ts'
import { addRecord, records } from '../documents/wall.ts'
import { api } from '../sync/api.ts'
import { openDocument } from '../sync/shared-document.ts'

/** So long the server is waited for, ms. */
const WAIT = 20_000

/**
 * Lays points of the last agreement into a new board's wall, with the facilitator's key. Resolves when they are on the server's disk;
 * throws where they are not. Each has an id of the caller's, so that a second try lays in only what is missing.
 */
export async function layIn(board: string, key: string, points: readonly (FollowUpPoint & { id: string })[]): Promise<void> {
  const { generation } = await api.info(board, key)
  await new Promise<void>((resolve, reject) => {
    let written = false
    const end = (settle: () => void) => {
      clearTimeout(timer)
      shared.stop()
      settle()
    }
    const timer = setTimeout(() => end(() => reject(new Error('The wall was not saved in time'))), WAIT)
    const shared = openDocument({ board, key, generation, who: 'facilitator' }, 'wall', {
      keep: false,
      onArrived: () => {
        if (written) return
        written = true
        const there = new Set(records(shared.doc, 'reviews').map(([id]) => id))
        shared.doc.transact(() => {
          for (const { id, what, from } of points)
            if (!there.has(id)) addRecord(shared.doc, 'reviews', id, { status: null, decision: null, ...from }, { what })
        })
      },
      onStatus: () => {
        if (written && shared.status() === 'saved') end(resolve)
      },
      onClosed: code => end(() => reject(new Error(`The wall was closed with ${code}`)))
    })
  })
}
