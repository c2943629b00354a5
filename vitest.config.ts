import { defineConfig } from 'vitest/config'

/** The unit project: everything that runs in Node without a browser and without a built site. */
export default defineConfig({
  test: {
    name: 'unit',
    environment: 'node',
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'node_modules/**', 'dist/**']
  }
})
