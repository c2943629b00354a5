import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the launchers share: the check of Node's version, and a site that is built from the sources as they are. Runs on any Node from 18. */

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const stamp = join(root, 'dist/.sources')
const sources = ['src', 'content', 'workshops', 'astro.config.mjs', 'package-lock.json', 'server/transport/http/site-files.ts']

/** One sentence of what is wrong and what to do, and the end. */
export function give(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** The server is TypeScript that Node runs as it is, and stores with node:sqlite. */
export function needNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return
  give(
    `Pejling needs Node 22.18 or newer and this is ${process.versions.node}: run "npm ci" and then "npm start", which bring Node 26 along, or install it from nodejs.org.`
  )
}

/** Builds the site where a source of it has changed since the last build. Ends the process where that fails. */
export function ensureBuilt() {
  const agreement = process.env.KVALITETSAFTALE ?? ''
  const hash = hashOf([...sources, ...(agreement ? [agreement] : [])].map(name => join(root, name)))
  if (existsSync(join(root, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.log('Building the site, once after each change of it ...')
  run('node_modules/astro/bin/astro.mjs', 'build', '--silent')
  run('server/precompress.mjs')
  run('server/describe-site.mjs')
  writeFileSync(stamp, hash)
}

function run(script, ...args) {
  const path = join(root, script)
  if (!existsSync(path)) give(`Pejling is not installed whole, ${script} is missing: run "npm ci" first.`)
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) give('The site could not be built: mend what is named above, and start again.')
}

function hashOf(paths) {
  const hash = createHash('sha256')
  const add = path => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  }
  paths.forEach(add)
  return hash.digest('hex')
}
