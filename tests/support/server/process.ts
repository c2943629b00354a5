import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { freePort } from './free-port.ts'
import type { Held, Looks, Question } from './inside-server.ts'
import { until } from './until.ts'

const insideServer = new URL('./inside-server.ts', import.meta.url)

/** The server as a process of its own, to be killed and started again on the same data. */
export type ServerProcess = {
  readonly port: number
  readonly pid: number | undefined
  start(): Promise<void>
  end(signal: NodeJS.Signals): Promise<number | null>
  /** What only the process itself can tell: see inside-server.ts. */
  ask<Q extends Question>(question: Q): Promise<Q extends 'looks' ? Looks : Held>
  output(): string
}

/** `inside`: what is put before the command, and the host at which it is then reached. */
export async function serverProcess(
  dataDir: string,
  env: Record<string, string> = {},
  { inside = [], host = '127.0.0.1' }: { inside?: readonly string[]; host?: string } = {}
): Promise<ServerProcess> {
  const port = await freePort()
  let child: ChildProcess | null = null
  let output = ''
  return {
    port,
    get pid() {
      return child?.exitCode === null ? child.pid : undefined
    },
    output: () => output,
    async start() {
      const main = resolve(import.meta.dirname, '../../../server/run.mjs')
      const [program = '', ...args] = [...inside, process.execPath, `--import=${insideServer}`, main]
      const started = spawn(program, args, {
        env: { PATH: process.env.PATH ?? '', PORT: String(port), HOST: host, DATA_DIR: dataDir, ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc']
      })
      child = started
      for (const stream of [started.stdout, started.stderr]) stream?.on('data', text => (output += text))
      await until(async () => started.exitCode !== null || (await isUp(host, port)), 'the server to listen', 50_000)
      if (started.exitCode !== null) throw new Error(`The server ended: ${output}`)
    },
    async end(signal) {
      const ending = child
      child = null
      if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null
      const exit = once(ending, 'exit')
      ending.kill(signal)
      return (await exit)[0] as number | null
    },
    async ask(question) {
      if (!child) throw new Error('The server does not run')
      const answer = once(child, 'message')
      child.send(question)
      return (await answer)[0]
    }
  }
}

async function isUp(host: string, port: number): Promise<boolean> {
  return fetch(`http://${host}:${port}/healthz`).then(
    answer => answer.ok,
    () => false
  )
}
