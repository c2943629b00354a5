import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it, vi } from 'vitest'
import { serverProcess } from '../support/server/process.ts'
import { startServer } from '../support/server/server.ts'
import { mountedDisk } from '../support/server/small-disk.ts'

const folder = mkdtempSync(join(tmpdir(), 'pejling-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function start(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/run.mjs')], { env: { DATA_DIR: join(folder, 'data'), ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  const [code] = await once(child, 'close')
  return { code, said }
}

it.each([
  ['a port that is no number', { PORT: 'many' }, /^PORT is "many".*set it to a number/],
  ['a level that there is not', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud".*error, warn, info, debug/],
  ['an address without https', { PUBLIC_URL: 'pejling.example' }, /^PUBLIC_URL is .*whole address/],
  ['a data folder that cannot be made', { DATA_DIR: '/dev/null/data' }, /^The data folder \/dev\/null\/data cannot be written.*DATA_DIR/],
  ['a host that is not this machine', { HOST: '192.0.2.1', PORT: '0' }, /^HOST is "192.0.2.1".*leave it out/]
])('says in one sentence what is wrong with %s and what to do, and ends with 1', async (_, env, sentence) => {
  const { code, said } = await start(env)
  expect(code).toBe(1)
  expect(said.trim()).toMatch(sentence)
  expect(said.trim().split('\n')).toHaveLength(1)
})

it('says so where the port is taken', async () => {
  const taken = createServer().listen(0)
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const { code, said } = await start({ PORT: String(port) })
  taken.close()
  expect({ code, said: said.trim() }).toEqual({ code: 1, said: expect.stringMatching(/^Port \d+ is taken by another program: .*PORT=\d+\.$/) })
})

it('goes on, and reports it, where its port has trouble later', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen')
  const server = await startServer()
  const [http] = listening.mock.contexts as [Server]
  listening.mockRestore()
  // What node says when a process has too many files open. Without a listener `emit` throws it.
  http.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }))
  expect(server.facts).toContainEqual({ name: 'server-error', error: expect.objectContaining({ code: 'EMFILE' }) })
  expect((await server.call('GET', '/healthz')).status).toBe(200)
  expect((await server.call('GET', '/metrics')).text).toContain('pejling_failures_total{what="server-error"} 1')
  await server.stop()
})

it('says so where the data is not what it was', async () => {
  writeFileSync(join(folder, 'pejling.db'), 'no database, and long enough not to be taken for an empty one'.repeat(99), { mode: 0o600 })
  const { code, said } = await start({ DATA_DIR: folder, PORT: '0' })
  expect({ code, said: said.trim() }).toEqual({ code: 1, said: expect.stringMatching(/^The data in .* cannot be opened: file is not a database.*$/) })
})

it('says so where the data is of a newer version, and leaves it as it is', async () => {
  const path = join(folder, 'newer', 'pejling.db')
  mkdirSync(join(folder, 'newer'), { mode: 0o700 })
  const db = new DatabaseSync(path)
  db.exec('CREATE TABLE of_tomorrow (x); PRAGMA user_version = 1000')
  db.close()
  chmodSync(path, 0o600)
  const before = readFileSync(path)
  const { code, said } = await start({ DATA_DIR: join(folder, 'newer'), PORT: '0' })
  expect({ code, said: said.trim() }).toEqual({
    code: 1,
    said: expect.stringMatching(/^The data in .* cannot be opened: The database was written by a newer Pejling: start that one, or restore/)
  })
  expect(readFileSync(path).equals(before)).toBe(true)
})

it('says so where another server has the data, which goes on undisturbed', async () => {
  const data = join(folder, 'held')
  const server = await serverProcess(data)
  await server.start()
  const { code, said } = await start({ DATA_DIR: data, PORT: '0' })
  expect({ code, said: said.trim() }).toEqual({ code: 1, said: expect.stringMatching(/^Another Pejling runs on .*stop that one, or set DATA_DIR/) })
  expect((await fetch(`http://127.0.0.1:${server.port}/readyz`)).status).toBe(200)
  // However it ends, the next one gets it.
  await server.end('SIGKILL')
  await server.start()
  await server.end('SIGTERM')
})

/** A folder that this user cannot write: root can write all but a disk that is mounted so. */
function readOnlyFolder(): { folder: string; remove(): void } | null {
  const disk = mountedDisk()
  if (disk?.makeReadOnly()) return disk
  disk?.remove()
  if (process.getuid?.() === 0) return null
  const data = join(folder, 'read-only')
  mkdirSync(data)
  chmodSync(data, 0o555)
  return { folder: data, remove: () => chmodSync(data, 0o755) }
}
const readOnly = readOnlyFolder()
afterAll(() => readOnly?.remove())
if (readOnly)
  it('says so where the data folder is read-only', async () => {
    const { code, said } = await start({ DATA_DIR: readOnly.folder, PORT: '0' })
    expect({ code, said: said.trim() }).toEqual({
      code: 1,
      said: expect.stringMatching(/^The data folder .* cannot be written \(E\w+\): give this user/)
    })
  })

it('starts with nothing set but a place, and ends cleanly on Ctrl-C', async () => {
  const server = await serverProcess(join(folder, 'clean'))
  await server.start()
  expect(await server.end('SIGINT')).toBe(0)
  expect(server.output()).toMatch(/Listening on http:\/\/localhost:\d+\n.*Stopped/)
})
