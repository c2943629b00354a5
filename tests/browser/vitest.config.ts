import { defineConfig } from 'vitest/config'

/**
 * Tests that need the built site and a browser. One file at a time: each starts a server and a Chromium, and a meeting of
 * ten windows on two cores leaves room for nothing else.
 */
export default defineConfig({
  test: {
    name: 'browser',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 30_000 } }
  }
})
