import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../support/browser/browser.ts'
import { findChromium } from '../support/browser/find-chromium.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { startServer } from '../support/browser/server.ts'
import { dist } from '../support/house/built-site.ts'
import { markdown, missed, type Row } from './goals.ts'
import { lighthouse } from './lighthouse.ts'
import { markup } from './markup.ts'
import { slowNetworks } from './slow.ts'
import { lookAtAll } from './states.ts'

/** `npm run audit`: see README.md. Installs the checkers, looks at the built site, prints the table, writes results.md, and ends with 1 where a goal is missed. */
const { values: options } = parseArgs({
  options: {
    /** So often Lighthouse measures each page. */
    runs: { type: 'string', default: '5' },
    note: { type: 'string', default: '' },
    /** Where the table goes. */
    out: { type: 'string', default: join(import.meta.dirname, 'results.md') }
  }
})

const chromium = findChromium()
if (!chromium) throw new Error('No Chromium found. Install one (npx playwright-core install chromium) or set CHROMIUM_PATH.')
if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no built site in dist/: run npm run build first.')
install()

const began = performance.now()
const before = loadavg()
const server = await startServer()
const browser = await launchBrowser()
const rows: Row[] = []
const part = async (title: string, work: () => Promise<Row[]>): Promise<void> => {
  console.log(title)
  rows.push(...(await work().catch(error => [missed(title, 'all of it', `not measured: ${String(error).split('\n')[0]}`)])))
}
try {
  let html = new Map<string, string>()
  await part('axe, layout shift and bytes in a meeting', async () => {
    const seen = await lookAtAll(browser, server)
    html = seen.html
    return seen.rows
  })
  await part('Nu checker', () => markup(html))
  await part('Slow networks', () => slowNetworks(browser, server))
  await browser.close()
  await part('Lighthouse', async () => {
    const { links } = await makeOwnBoard(server, [
      { id: 'snak', kind: 'talk', title: 'Snak', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
    const page = (name: string, path: string, as: 'phone' | 'laptop', content = false) => ({ name, url: server.origin + path, as, content })
    const pages = [
      page('front page', '/', 'phone', true),
      page('an element', '/kerneelementer/integrerede-indsatser/', 'phone', true),
      page('a drejebog', '/drejeboeger/luu-strategisk-droeftelse/', 'phone', true),
      page('/start/', '/start/', 'phone'),
      page('/deltag/', '/deltag/', 'phone'),
      page('/moeder/', '/moeder/', 'phone'),
      page('/tilpas/', '/tilpas/?drejebog=luu-strategisk-droeftelse', 'laptop'),
      page('/overblik/', '/overblik/', 'laptop'),
      page('/oplaeringsplan/', '/oplaeringsplan/', 'laptop'),
      page('/evaluering/udfyld/', '/evaluering/udfyld/', 'phone'),
      page('/evaluering/samlet/', '/evaluering/samlet/', 'laptop'),
      page('/kvalitetsaftalen/status/', '/kvalitetsaftalen/status/', 'phone'),
      page('/kvalitetsaftalen/steder/', '/kvalitetsaftalen/steder/', 'laptop'),
      page('participant', links.participant, 'phone'),
      page('facilitator', links.facilitator, 'laptop')
    ]
    return lighthouse(pages, Number(options.runs), chromium)
  })
} finally {
  await browser.close()
  await server.remove()
}

function install(): void {
  if (existsSync(join(import.meta.dirname, 'node_modules/.package-lock.json'))) return
  console.log('Installing Lighthouse and the Nu checker.')
  const { npm_execpath: npm } = process.env
  const [program, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  // No scripts: the Nu checker's would fetch a Java of its own.
  const done = spawnSync(program, [...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, stdio: 'inherit' })
  if (done.status !== 0) throw new Error('Lighthouse and the Nu checker could not be installed: is the npm registry in reach?')
}

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
const chromiumVersion = /\d+(\.\d+)+/.exec(spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout)?.[0] ?? '?'
const load = (of: number[]): string => of.map(each => each.toFixed(1)).join(' ')
const judgedRows = rows.filter(({ good }) => good !== null)
const lost = judgedRows.filter(({ good }) => !good)
const facts = [
  `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
  `Chromium ${chromiumVersion}, Lighthouse ${versionOf('lighthouse')}, vnu-jar ${versionOf('vnu-jar')}. Load before ${load(before)}, after ${load(loadavg())}.`,
  `${judgedRows.length - lost.length} of ${judgedRows.length} goals met, ${Math.round((performance.now() - began) / 1000)} s.`,
  ...(options.note ? [options.note] : [])
]
const table = markdown(rows)
mkdirSync(dirname(resolve(options.out)), { recursive: true })
writeFileSync(
  options.out,
  `# What the audit measured\n\nWritten by \`npm run audit\`; README.md says how to read it.\n\n${facts.join('\n')}\n\n${table}\n`
)
console.log(`\n${table}\n\n${facts.join('\n')}`)
// Said outright: something of a checker's may still hold the process.
process.exit(lost.length > 0 ? 1 : 0)
