import { check } from '@astrojs/check'
import { root } from './spawn.mjs'

/**
 * The types of every `.astro` file, and of no other: `svelte-check` reads the rest. Ends with 1 at an error or a warning.
 * The tool's own command passes over the first two of its options, so that it could not be told to fail at a warning.
 */
const wrong = await check({
  root,
  tsconfig: 'tests/support/run/tsconfig.astro.json',
  watch: false,
  preserveWatchOutput: true,
  minimumSeverity: 'warning',
  minimumFailingSeverity: 'warning'
})
process.exitCode = wrong ? 1 : 0
