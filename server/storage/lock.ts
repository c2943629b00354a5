import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Holds a data folder for this process alone, so that no two servers keep the same boards in memory, and nothing is restored
 * below a running one. The system lets go of it with the process, however that ends. Waits up to `ms` for one that is just
 * ending. Null where somebody else has it; throws where the folder cannot be written.
 */
export function holdFolder(dataDir: string, ms: number): { release(): void } | null {
  const db = new DatabaseSync(join(dataDir, 'lock'))
  try {
    db.exec(`PRAGMA busy_timeout = ${ms}; BEGIN EXCLUSIVE`)
    return { release: () => db.close() }
  } catch (error) {
    db.close()
    const { errcode } = error as { errcode?: number }
    if (errcode === 5) return null
    throw error
  }
}
