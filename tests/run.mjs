import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './check.mjs'
import { count, withSecond, worthAnother } from './support/run/count.mjs'
import { command, root, run, runNode } from './support/run/spawn.mjs'

/**
 * `npm test`, and so `npm cit`: every check, the build, the unit, server and house tests, the byte budgets and the browser tests.
 * `--quick` (`npm run test:quick`) runs few of the browser tests: those that play a meeting, and the ways of answering.
 * The run ends with a line "N passed, N failed", counted from the reports, and code 1 where anything failed, is missing or did not run.
 */

/** Browser tests of the quick run: a whole meeting, and each way in which answers come. */
const QUICK = ['meeting.test.ts', 'ways-of-answering.test.ts', 'device.test.ts']
const isQuick = process.argv.includes('--quick')

const output = join(root, 'tests/.output')
const INSTALL_MS = 120_000
const TESTS_MS = 2_400_000

let passed = 0
/** @type {string[]} */
const failures = []
/** @type {string[]} */
const secondTries = []
const part = title => console.log(`\n${title}`)

/** Finds a Chromium or installs one: Playwright's own, else the distribution's package, its headless shell first. @returns {Promise<string | null>} */
async function chromium() {
  const { findChromium } = await import('./support/browser/find-chromium.ts')
  const found = findChromium()
  if (found) return found
  console.log('No Chromium found: installing one.')
  const steps = [{ program: process.execPath, args: [command('playwright-core'), 'install', 'chromium'] }]
  if (process.platform === 'linux') {
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args) => {
      const [program, ...rest] = [...asRoot, 'apt-get', ...args]
      return { program, args: rest, env: { DEBIAN_FRONTEND: 'noninteractive' } }
    }
    const install = name => apt('install', '-y', '--no-install-recommends', name)
    steps.push(apt('update'), install('chromium-headless-shell'), install('chromium'))
  }
  for (const { program, args, env } of steps) {
    const step = await run(program, args, { timeout: INSTALL_MS * (args.includes('-y') ? 3 : 1), env })
    const path = findChromium()
    // A download that misses the libraries it needs is found but does not start.
    if (path && (await run(path, ['--version'], { timeout: 20_000 })).ok) return path
    if (!step.ok)
      console.log(
        `  ${[program === process.execPath ? 'playwright-core' : program, ...args.slice(-3)].join(' ')}: ${(step.output.match(/^.*error:? .*$/im)?.[0] ?? step.output.split('\n').at(-1)).trim()}`
      )
  }
  return null
}

/** @param {string} name @param {string[]} args @param {Record<string, string>} [env] */
async function runVitest(name, args, env) {
  const file = join(output, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { ok } = await runNode(command('vitest'), ['run', ...reporters, ...args], { timeout: TESTS_MS, env, show: true })
  return { ok, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null }
}

/**
 * Runs vitest and adds its report to the sum. Files that failed by a time-out alone may be run once more by themselves, as
 * `worthAnother` says; both the failure and the second try are shown. @param {string} name @param {string[]} args @param {Record<string, string>} [env]
 */
async function vitest(name, args, env) {
  let { ok, report } = await runVitest(name, args, env)
  const again = worthAnother(report)
  if (again.length) {
    const short = again.map(file => file.replace(root, ''))
    part(`A second try of ${short.join(', ')}`)
    const second = await runVitest(`${name}-again`, [...args, ...again], env)
    if (second.report) {
      report = withSecond(report, second.report)
      ok = second.ok
      if (ok) secondTries.push(...short)
    }
  }
  const counted = count(name, report, ok, root)
  passed += counted.passed
  failures.push(...counted.failures)
  for (const test of counted.notRun) console.log(`  not run: ${test}`)
}

rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
const began = performance.now()

/** Builds the site. @returns {Promise<boolean>} whether that went well */
async function build() {
  const { npm_execpath: npm } = process.env
  const { ok, seconds, output } = await (npm ? runNode(npm, ['run', '--silent', 'build']) : run('npm', ['run', '--silent', 'build']))
  console.log(`${ok ? '✓' : '✗'} build  ${seconds.toFixed(1)} s`)
  if (!ok) console.log(output.replace(/^/gm, '    '))
  return ok
}

part('Build and checks, and beside them unit, server and house tests')
// Much of these tests is waiting for processes and sockets: one thing at a time has room beside them on two cores. The build is
// first, since it and the checks of types both write Astro's types. None of these tests needs the site, or minds one that is half there.
const beside = build().then(async built => ({ built, checks: await runChecks({ atOnce: 1, isBuilt: built, besideTests: true }) }))
await vitest('unit', [])
const { built, checks } = await beside
for (const check of [{ name: 'build', ok: built }, ...checks]) {
  if (check.ok) passed++
  else failures.push(check.name)
}

part(isQuick ? 'Some of the browser tests' : 'Byte budgets and browser tests')
const browser = await chromium().catch(error => console.log(error.message))
if (!browser) {
  failures.push('browser tests: no Chromium')
  console.log('✗ No Chromium could be found or installed, so the browser tests did not run.')
  console.log('  Install one (apt-get install chromium, or npx playwright-core install chromium), or name one in CHROMIUM_PATH.')
} else if (!built) {
  failures.push('browser tests: no built site')
  console.log('✗ The site was not built, so the browser tests did not run.')
} else await vitest('browser', ['--config', 'tests/browser/vitest.config.ts', ...(isQuick ? QUICK : [])], { CHROMIUM_PATH: browser })

if (failures.length) {
  part('Failed')
  for (const failure of failures) console.log(`✗ ${failure.split('\n')[0]}`)
}
for (const file of secondTries) console.log(`Passed only at the second try: ${file}`)
console.log(`\n${Math.round((performance.now() - began) / 1000)} s`)
if (!passed) console.log('Nothing passed, so nothing was tested.')
process.exitCode = failures.length || !passed ? 1 : 0
console.log(`${passed} passed, ${failures.length} failed`)
