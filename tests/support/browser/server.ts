import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../house/imports.ts'
import { freePort } from '../server/free-port.ts'

/** The real server as a process of its own, on the built site, with a data folder that lives as long as the test. */
export type RunningServer = {
  /** "http://127.0.0.1:46123" */
  origin: string
  port: number
  dataDir: string
  /** What the server has written so far, both streams. */
  log: () => string
  /** Ends it with SIGTERM, as an operator does; rejects unless it ends by itself with code 0. */
  stop: () => Promise<void>
  /** Pulls the plug (SIGKILL). */
  kill: () => Promise<void>
  /** Starts it again on the same port and data, after stop or kill. */
  start: () => Promise<void>
  /** Ends it, if it still runs, and deletes its data. */
  remove: () => Promise<void>
}

/** A server that needs longer than this to be ready on a busy machine is broken. */
const READY_WITHIN_MS = 20_000
/** Time to let go of sockets and storage; see also compose.yaml's stop_grace_period. */
const STOP_WITHIN_MS = 15_000

export async function startServer(environment: Record<string, string> = {}): Promise<RunningServer> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'pejling-test-'))
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let log = ''
  let ended: Promise<number | null> = Promise.resolve(0)

  const start = async (): Promise<void> => {
    const { PUBLIC_URL: _, DATABASE_URL: __, REDIS_URL: ___, ...inherited } = process.env
    const started = spawn(process.execPath, [join(root, 'server/run.mjs')], {
      cwd: root,
      env: { ...inherited, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...environment },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child = started
    ended = new Promise(resolve => started.on('close', code => resolve(code)))
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
    const until = Date.now() + READY_WITHIN_MS
    while (Date.now() < until) {
      if (started.exitCode !== null) throw new Error(`The server ended with code ${started.exitCode} before it was ready:\n${log}`)
      const answer = await fetch(`${origin}/readyz`).catch(() => null)
      if (answer?.ok) return
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    started.kill('SIGKILL')
    throw new Error(`The server was not ready within ${READY_WITHIN_MS / 1000} s:\n${log}`)
  }

  const kill = async (): Promise<void> => {
    child?.kill('SIGKILL')
    await ended
    child = null
  }

  const stop = async (): Promise<void> => {
    if (!child) return
    const late = setTimeout(() => child?.kill('SIGKILL'), STOP_WITHIN_MS)
    child.kill('SIGTERM')
    const code = await ended
    clearTimeout(late)
    child = null
    if (code !== 0) throw new Error(`The server did not end cleanly on SIGTERM (code ${code}):\n${log}`)
  }

  const remove = async (): Promise<void> => {
    await kill()
    rmSync(dataDir, { recursive: true, force: true })
  }

  await start().catch(async error => {
    await remove()
    throw error
  })
  return { origin, port, dataDir, log: () => log, stop, kill, start, remove }
}
