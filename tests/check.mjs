import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { command, root, runNode } from './support/run/spawn.mjs'

/**
 * `npm run check`: what can be found without running the product. One line a check, the output of those that fail.
 * tests/run.mjs counts each of them as one test.
 */

/** @typedef {{ name: string, ok: boolean, output: string, seconds: number }} Check */
/** @typedef {{ name: string, run: () => Promise<import('./support/run/spawn.mjs').Outcome> }} Task */

const tool = (name, args, as) => () => runNode(command(name, as), args)

async function house() {
  const began = performance.now()
  const { inWords, judgeHouse } = await import('./support/house/imports.ts')
  const { files, findings } = judgeHouse()
  const output = files ? findings.map(inWords).join('\n') : 'No source file found.'
  return { ok: output === '', output, seconds: (performance.now() - began) / 1000 }
}

/** Astro's types of content and pages, which both type checks read, are made without a build. @type {Task} */
const sync = { name: 'astro sync', run: tool('astro', ['sync']) }

/** @type {Task[]} */
const others = [
  { name: 'lint (biome)', run: tool('@biomejs/biome', ['check', '.']) },
  { name: 'format (prettier)', run: tool('prettier', ['--check', '--cache', '--log-level', 'warn', '.']) },
  { name: 'content', run: () => runNode(join(root, 'src/schemas/check-content.ts'), []) }
]

/** tests/house.test.ts judges the house too. @type {Task} */
const imports = { name: 'imports of the house', run: house }

/**
 * Reads what is no `.astro` file: by the native TypeScript 7, in half the processor time, where an install has it. Astro check cannot
 * use that yet, and both need TypeScript 6 beside it.
 */
function svelteAndScripts() {
  const native = existsSync(join(root, 'node_modules/@typescript/native')) ? ['--tsgo'] : []
  // What it keeps of components that are gone would be checked too.
  rmSync(join(root, '.svelte-check'), { recursive: true, force: true })
  return tool('svelte-check', ['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings', ...native])()
}

/** Each file is read by one of them: so a wrong type is said once. @type {Task[]} */
const types = [
  { name: 'types (svelte-check: .svelte, .ts)', run: svelteAndScripts },
  { name: 'types (astro check: .astro)', run: () => runNode(join(root, 'tests/support/run/check-astro.mjs'), []) }
]

/**
 * Runs the checks, the longest first, and prints a line for each as it ends.
 * @param {{ atOnce?: number, isBuilt?: boolean, besideTests?: boolean }} [how] `atOnce`: how many at a time; `isBuilt`: the build has just
 * made Astro's types; `besideTests`: what a test judges as well is left to it
 * @returns {Promise<Check[]>}
 */
export async function runChecks({ atOnce = 2, isBuilt = false, besideTests = false } = {}) {
  /** @type {Check[]} */
  const done = []
  const one = async ({ name, run }) => {
    const check = { name, ...(await run().catch(error => ({ ok: false, output: String(error?.message ?? error), seconds: 0 }))) }
    done.push(check)
    console.log(`${check.ok ? '✓' : '✗'} ${name}  ${check.seconds.toFixed(1)} s`)
    // astro check colours its words whatever it is told.
    if (!check.ok) console.log((process.stdout.isTTY ? check.output : stripVTControlCharacters(check.output)).replace(/^/gm, '    '))
  }
  const queue = [...types, ...others, ...(besideTests ? [] : [imports])]
  if (!isBuilt) await one(sync)
  const pool = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) await one(task)
  }
  await Promise.all(Array.from({ length: atOnce }, pool))
  return done
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(join(root, 'node_modules'))) throw new Error('Run npm ci first: the checks are installed with it.')
  const began = performance.now()
  const failed = (await runChecks()).filter(check => !check.ok)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    failed.length ? `\n${failed.length} failed (${failed.map(check => check.name).join(', ')}), ${seconds} s` : `\nAll checks passed, ${seconds} s`
  )
  process.exitCode = failed.length ? 1 : 0
}
