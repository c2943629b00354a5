import type { TestProject } from 'vitest/node'
import { startServer } from './server.ts'

/** Where a server that runs already is reached. */
export type SharedServer = { origin: string; port: number }

declare module 'vitest' {
  interface ProvidedContext {
    server: SharedServer
  }
}

/** Starts the one server that all browser tests share, before the first file, and removes it with its data after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { origin, port, remove } = await startServer()
  project.provide('server', { origin, port })
  return remove
}
