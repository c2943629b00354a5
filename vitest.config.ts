import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const tests = ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/**/*.test.ts']
const elsewhere = ['tests/browser/**', 'node_modules/**', 'dist/**']
/** Files that put another module in the place of one need modules of their own. */
const mocking = globSync(tests, { cwd: root }).filter(file => readFileSync(`${root}/${file}`, 'utf8').includes('vi.mock('))

/** Everything that runs in Node without a browser and without a built site. A worker keeps its modules from file to file. */
export default defineConfig({
  test: {
    pool: 'forks',
    // A third of the time a test waits for a process of its own, so that two cores have work for three.
    maxWorkers: Math.max(3, availableParallelism()),
    // Tests wait for things. This only ends one that hangs: a loaded machine takes ten times as long as a quiet one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', isolate: false, include: tests, exclude: [...elsewhere, ...mocking] } },
      { extends: true, test: { name: 'mocking', include: mocking, exclude: elsewhere } }
    ]
  }
})
