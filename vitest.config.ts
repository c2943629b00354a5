import { defineConfig } from 'vitest/config'

/** The unit project: everything that runs in Node without a browser and without a built site. */
export default defineConfig({
  test: {
    name: 'unit',
    environment: 'node',
    // Tests wait for things. This only ends one that hangs: a loaded machine takes ten times as long as a quiet one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'node_modules/**', 'dist/**']
  }
})
