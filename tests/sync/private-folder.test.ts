import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { type ServerProcess, serverProcess } from '../support/server/process.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/** Ballots lie unencrypted in the data folder: no other user of the machine may read a file of it. */

let folder: string
let data: string
let server: ServerProcess
const umask = process.umask()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pejling-private-'))
  data = join(folder, 'data')
  // As most systems have it: others may read what is made.
  process.umask(0o022)
})
afterEach(async () => {
  process.umask(umask)
  await server.end('SIGKILL')
  rmSync(folder, { recursive: true })
})

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
async function makeBoard(): Promise<void> {
  const settings = { privacy: 'private', minimum: 5, keepDays: 1 }
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/boards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Møde', workshop: testWorkshop, settings })
  })
  expect(((await answer.json()) as MadeBoard).board).toHaveLength(12)
}
/** Each of its files with its mode. */
const files = (): Record<string, string> => Object.fromEntries(readdirSync(data).map(name => [name, mode(join(data, name))]))

it('[data-private] a new folder is 0700, and each file in it 0600, the log and the lock among them', async () => {
  server = await serverProcess(data)
  await server.start()
  await makeBoard()
  expect(mode(data)).toBe('700')
  expect(Object.keys(files())).toEqual(expect.arrayContaining(['lock', 'pejling.db', 'pejling.db-shm', 'pejling.db-wal', 'secret']))
  expect(Object.entries(files()).filter(([, bits]) => bits !== '600')).toEqual([])
  expect(server.output()).not.toContain('could read the data')
})

it('[data-private] an existing folder is mended at the start, with a line that says so, and the next start has nothing to say', async () => {
  server = await serverProcess(data)
  await server.start()
  await makeBoard()
  await server.end('SIGTERM')
  writeFileSync(join(data, 'notes.txt'), 'x')
  mkdirSync(join(data, 'compiled'))
  for (const name of ['', 'lock', 'pejling.db', 'secret', 'notes.txt']) chmodSync(join(data, name), name === '' ? 0o755 : 0o644)
  await server.start()
  expect(mode(data)).toBe('700')
  const { compiled, ...rest } = files()
  expect(compiled).toBe('755')
  expect(Object.entries(rest).filter(([, bits]) => bits !== '600')).toEqual([])
  const line = () => server.output().match(/warn Other users of this machine could read the data: 5 of its files and folders/g)?.length
  await until(() => line() === 1, 'the line')
  await server.end('SIGTERM')
  await server.start()
  expect(line()).toBe(1)
})
