import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, give, needNode } from './build.mjs'

/**
 * `npm run demo`: the server on a data folder that is thrown away, with a board that nine plausible people sit at.
 * `npm run demo -- teammoede-paa-skolen` plays that drejebog.
 */
needNode()
ensureBuilt()
const { serve } = await import('./serve.ts')
const { sqliteStorage } = await import('./storage/sqlite/sqlite.ts')
const { serverSecret } = await import('./storage/secret.ts')
const { playMeeting, USUAL_WORKSHOP } = await import('./demo/meeting.ts')

const dist = join(import.meta.dirname, '../dist')
const workshop = process.argv[2] ?? USUAL_WORKSHOP
const workshops = readdirSync(join(dist, 'workshops')).flatMap(file => (file.endsWith('.json') ? file.slice(0, -'.json'.length) : []))
if (!workshops.includes(workshop)) give(`There is no drejebog "${workshop}". There are: ${workshops.join(', ')}.`)
const port = Number(process.env.PORT ?? 4321)
const folder = mkdtempSync(join(tmpdir(), 'pejling-demo-'))
const storage = sqliteStorage(join(folder, 'pejling.db'))
const forget = () => rmSync(folder, { recursive: true, force: true })

const serving = await serve({ port, storage, secret: serverSecret(folder), dist, publicUrl: null, log: () => undefined }).catch(error => {
  forget()
  if (error.code === 'EADDRINUSE')
    give(`Port ${port} is taken by another program: stop that one, or start the demo on another port, such as PORT=${port + 1}.`)
  give(`The demo could not start: ${error.message}.`)
})

let meeting = null
const end = async () => {
  meeting?.leave()
  await serving.stop()
  await storage.close()
  forget()
  process.exit(0)
}
process.once('SIGINT', end)
process.once('SIGTERM', end)
process.setMaxListeners(0)
meeting = await playMeeting(`http://localhost:${serving.port}`, Math.random, console.log, { workshop })
