import { join } from 'node:path'
import { limits } from '../../server/limits.ts'
import { createLog } from '../../server/report/log.ts'
import { serve } from '../../server/serve.ts'
import { openPostgres } from '../../server/storage/postgres/open.ts'
import { givenSecret, serverSecret } from '../../server/storage/secret.ts'
import { sqliteWorkerStorage } from '../../server/storage/sqlite/worker.ts'

/**
 * Our server with other limits than the usual, for the bursts that the usual ones refuse: everything else as in
 * server/main.ts. `PORT`, `DATA_DIR` or `DATABASE_URL` and `SECRET`, and `LIMITS` as JSON; limits that it does not know are an error.
 */
const { PORT, DATA_DIR = '', LIMITS = '{}', DATABASE_URL, SECRET = '' } = process.env
const wished = JSON.parse(LIMITS) as Record<string, number>
const unknown = Object.keys(wished).filter(name => !(name in limits))
if (unknown.length > 0) throw new Error(`No such limits: ${unknown.join(', ')}`)
const secret = DATABASE_URL === undefined ? serverSecret(DATA_DIR) : givenSecret({ SECRET })
const kept =
  DATABASE_URL === undefined
    ? { storage: await sqliteWorkerStorage(join(DATA_DIR, 'pejling.db')) }
    : await openPostgres({ url: DATABASE_URL, secret, address: `http://127.0.0.1:${PORT}` })
await serve({
  port: Number(PORT),
  host: '127.0.0.1',
  ...kept,
  secret,
  dist: '/nowhere',
  publicUrl: null,
  log: createLog('info', console.log, () => new Date()),
  limits: wished
})
// A profile is written where a process ends by itself.
process.on('SIGINT', () => process.exit())
