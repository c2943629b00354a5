import { ensureBuilt } from '../server/build.mjs'
import { command, runNode } from './support/run/spawn.mjs'

/**
 * `npm run test:long`: what takes too long for `npm test`, or is judged in milliseconds, on a machine that has nothing else to do.
 * Ends with 1 where anything failed.
 */

ensureBuilt()
const parts = [
  ['What brings Yjs to its knees, judged by the clock too', command('vitest'), ['run', 'tests/hostile']],
  ['200,000 attacks of seed 1, judged by the clock too', 'tests/fuzz/fuzz.ts', ['--seed', '1', '--count', '200000']],
  [
    'Meetings of 3, 8 and 20, answers shown in each way, from the lobby to the minutes',
    command('vitest'),
    ['run', '--config', 'tests/browser/vitest.config.ts', 'drejeboeger']
  ],
  ['A meeting that is killed 50 times', 'tests/durability/kill.ts', ['50', '1']],
  ['A meeting that is ended 20 times', 'tests/durability/kill.ts', ['20', '2', 'SIGTERM']]
]

for (const [title, script, args] of parts) {
  console.log(`\n${title}`)
  const { ok, seconds } = await runNode(script, args, { timeout: 3_600_000, env: { LONG_RUN: '1' }, show: true })
  console.log(`${ok ? '✓' : '✗'} ${title}  ${Math.round(seconds)} s`)
  if (!ok) process.exitCode = 1
}
