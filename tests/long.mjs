import { ensureBuilt } from '../server/build.mjs'
import { command, runNode } from './support/run/spawn.mjs'

/**
 * `npm run test:long`: what takes too long for `npm test`, or is judged in milliseconds, on a machine that has nothing else to do.
 * `npm run test:long -- kill audit` runs the parts of those names. Ends with 1 where anything failed, or where no part has such a name.
 */

const vitest = command('vitest')
const browser = ['run', '--config', 'tests/browser/vitest.config.ts']

/** @type {{ name: string, what: string, script: string, args: string[], env?: Record<string, string> }[]} */
const parts = [
  { name: 'hostile', what: 'what brings Yjs to its knees, judged by the clock too', script: vitest, args: ['run', 'tests/hostile'] },
  { name: 'attacks', what: '20,000 attacks, of each kind enough', script: vitest, args: ['run', 'tests/fuzz'] },
  {
    name: 'simulation',
    what: 'meetings of 300 seeds',
    script: vitest,
    args: ['run', 'tests/simulation'],
    env: { SEEDS: '1-300' }
  },
  {
    name: 'sizes',
    what: 'the big screen, the focus, long words, what moves, the dark, and networks that block, in all sizes, places, states and ways',
    script: vitest,
    args: [...browser, 'big-screen', 'focus', 'long-words', 'layout-shift', 'dark', 'connection']
  },
  {
    name: 'drejeboeger',
    what: 'each drejebog, the script of two where nothing or too little is answered, and groups of 3, 8 and 20 with answers shown in each way, from the lobby to the minutes',
    script: vitest,
    args: [...browser, 'drejeboeger', 'script']
  },
  {
    name: 'word',
    what: 'the Word document, opened by LibreOffice where there is one',
    script: vitest,
    args: ['run', 'src/islands/minutes/word-file.test.ts']
  },
  { name: 'paper', what: 'everything that is printed, as a PDF and as a page', script: vitest, args: [...browser, 'print', 'pages', 'budget'] },
  {
    name: 'looks',
    what: 'every component in every state, beside the pictures that are kept of them',
    script: 'tests/looks/run.ts',
    args: []
  },
  { name: 'kill', what: 'a meeting that is killed 50 times', script: 'tests/durability/kill.ts', args: ['50', '1'] },
  { name: 'end', what: 'a meeting that is ended 20 times', script: 'tests/durability/kill.ts', args: ['20', '2', 'SIGTERM'] },
  {
    name: 'takeover',
    what: 'a meeting of thirty over several servers: killed, frozen, cut off, without PostgreSQL, with one that restarts, replaced one by one, with clocks apart',
    script: 'tests/durability/takeover.ts',
    args: ['all', '20', '1']
  },
  { name: 'proxies', what: 'the load balancers of hosting/, those that are here', script: 'tests/durability/proxies.ts', args: [] },
  {
    name: 'fuzz',
    what: 'a million attacks of seed 1, judged by the clock too',
    script: 'tests/fuzz/fuzz.ts',
    args: ['--seed', '1', '--count', '1000000']
  },
  { name: 'engines', what: 'a whole meeting in Chromium, Firefox, WebKitGTK and a Chromium of 2022', script: 'tests/engines/run.ts', args: [] },
  { name: 'audit', what: 'Lighthouse, the Nu checker, axe, bytes and slow networks', script: 'tests/audit/run.ts', args: [] },
  { name: 'bench', what: 'the server beside its peers', script: 'tests/bench/run.ts', args: [] }
]

const wished = process.argv.slice(2)
const chosen = parts.filter(({ name }) => wished.length === 0 || wished.includes(name))
if (!chosen.length) {
  console.log(`There is no such part. There are ${parts.map(({ name }) => name).join(', ')}.`)
  process.exitCode = 1
} else ensureBuilt()

for (const { name, what, script, args, env } of chosen) {
  console.log(`\n${name}: ${what}`)
  const { ok, seconds } = await runNode(script, args, { timeout: 7_200_000, env: { LONG_RUN: '1', ...env }, show: true })
  console.log(`${ok ? '✓' : '✗'} ${name}  ${Math.round(seconds)} s`)
  if (!ok) process.exitCode = 1
}
