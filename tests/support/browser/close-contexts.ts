import { afterAll } from 'vitest'
import { browser } from './shared.ts'

/** Runs with every file: a test that fails leaves its devices open, and the next file has the same Chromium. */
afterAll(async () => {
  for (const context of browser.contexts()) await context.close()
})
