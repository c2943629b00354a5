import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ ok: boolean, output: string, seconds: number }} Outcome */

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The house is written in TypeScript that Node runs as it is, and in what Node 26 builds in. */
if (Number(process.versions.node.split('.')[0]) < 26)
  throw new Error(
    `This is Node ${process.versions.node}; Pejling needs 26. Use npm test or npm run check: npm ci has installed a Node 26 that they use.`
  )

const require = createRequire(join(root, 'package.json'))

/**
 * Path of a package's command as JavaScript, so that it runs under this very node on every platform.
 * @param {string} name package @param {string} [command] where the package has several
 */
export function command(name, command = name.replace(/^.*\//, '')) {
  const manifest = join(root, 'node_modules', name, 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const path = typeof bin === 'string' ? bin : bin?.[command]
  if (!path) throw new Error(`The package ${name} has no command "${command}": run npm ci`)
  return require.resolve(join(root, 'node_modules', name, path))
}

/** Environment for children: this node and the project's commands first, no colours unless a person is looking. */
export const childEnvironment = (extra = {}) => ({
  ...process.env,
  PATH: [join(process.execPath, '..'), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  ASTRO_TELEMETRY_DISABLED: '1',
  // As server/run.mjs does: what one process has compiled, and stripped of its types, the next hundred need not.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/pejling'),
  ...(process.stdout.isTTY && !process.env.CI ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  ...extra
})

/**
 * Runs a command to its end and keeps what it says.
 * @param {string} program @param {string[]} args
 * @param {{ timeout?: number, env?: Record<string, string>, show?: boolean }} [options] `timeout` in ms; `show` passes the output on as it comes
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { timeout = 600_000, env, show = false } = {}) {
  return new Promise(resolve => {
    const began = performance.now()
    const child = spawn(program, args, { cwd: root, env: childEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let ended = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        output += text
        if (show) process.stdout.write(text)
      })
    const timer = setTimeout(() => {
      ended = `\nStopped after ${timeout / 1000} s without an end.`
      child.kill('SIGKILL')
    }, timeout)
    const end = (ok, more = '') => {
      clearTimeout(timer)
      resolve({ ok, output: (output + more).trimEnd(), seconds: (performance.now() - began) / 1000 })
    }
    child.on('error', error => end(false, `\n${program}: ${error.message}`))
    child.on('close', (code, signal) => end(code === 0 && !ended, ended || (signal ? `\nEnded by ${signal}.` : '')))
  })
}

/** Runs a JavaScript command under this node. @param {string} script @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)
