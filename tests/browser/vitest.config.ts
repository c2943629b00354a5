import { defineConfig } from 'vitest/config'

/** Tests that need the built site and a browser: two files at a time, on one server and a Chromium for each of the two: three are no faster on two cores. */
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
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 30_000 } }
  }
})
