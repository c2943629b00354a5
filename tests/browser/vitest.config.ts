import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * Tests that need the built site and a browser: on one server, with a Chromium for each worker. Two cores are busy with two files at a time, and
 * three are no faster there.
 */
export default defineConfig({
  test: {
    name: 'browser',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    globalSetup: '../support/browser/shared-server.ts',
    setupFiles: '../support/browser/close-contexts.ts',
    // A worker keeps its modules, and so its Chromium, from file to file.
    pool: 'forks',
    isolate: false,
    maxWorkers: Math.min(Math.max(availableParallelism(), 2), 6),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 30_000 } }
  }
})
