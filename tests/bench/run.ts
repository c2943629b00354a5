import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '../support/postgres/cluster.ts'
import type { Order } from './load/measure.ts'
import { here, type PeerName, peers } from './load/peers.ts'
import { besideBefore, doubts, goals, markdown, type Results } from './load/report.ts'
import { type Workload, workloadNames, workloads } from './load/workloads.ts'

/** Share of the machine that others may use during a measurement. */
const DISTURBED = 0.08

/** `npm run bench`: see README.md. Installs the peers, measures, prints the goals and writes results.json and results.md. */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    peers: { type: 'string' },
    note: { type: 'string', default: '' },
    profile: { type: 'string' },
    repetitions: { type: 'string' },
    /** How often a measurement that was disturbed is made again. */
    again: { type: 'string', default: '2' },
    /** A checkout of an earlier commit to be measured in the same run. */
    before: { type: 'string' },
    /** Below those that the system gives to connections: one of them could be taken, or be connected with itself. */
    port: { type: 'string', default: '21100' },
    /** Where the results go, without ending; the profiles and --quick of others should not overwrite those that are kept. */
    out: { type: 'string', default: join(here, 'results') }
  }
})
if (options.before) process.env.BENCH_BEFORE = resolve(options.before)
const only = options.only?.split(',') ?? [...workloadNames]
const wrong = [
  ...only.filter(name => !(workloadNames as readonly string[]).includes(name)),
  ...(options.peers?.split(',') ?? []).filter(name => !(name in peers))
]
if (wrong.length > 0)
  throw new Error(`No such workload or server: ${wrong.join(', ')}. There are ${[...workloadNames, ...Object.keys(peers)].join(', ')}.`)

if (process.platform !== 'linux' || spawnSync('taskset', ['--version']).error) {
  console.error('The bench pins its processes with taskset and reads /proc: run it on Linux.')
  process.exit(1)
}
if (cpus().length < 2) console.error('There is one core only: server and generator share it, and the numbers say little.')
install()

const plans = workloads(options.quick)
const results: Results = {
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  command: [
    'npm run bench',
    ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2).filter((_, i, all) => all[i - 1] !== '--note' && all[i] !== '--note')] : [])
  ].join(' '),
  quick: options.quick,
  machine: {
    processor: `${cpus().length} x ${cpus()[0]?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
    'load before': loadavg()
      .map(load => load.toFixed(1))
      .join(' ')
  },
  versions: versions(),
  failed: [],
  disturbed: 0,
  runs: {}
}

const wantsPostgres = options.peers?.includes('ours-pg') ?? true
const endPostgres = wantsPostgres && process.env.BENCH_DATABASE_URL === undefined ? await beginPostgres() : async () => undefined

let port = Number(options.port)
const most = Number(options.repetitions ?? Number.POSITIVE_INFINITY)
for (const name of only as Workload[]) {
  const plan = plans[name]
  const chosen = options.peers?.split(',') ?? []
  const taking: PeerName[] = [
    ...(options.before ? (['before'] as const) : []),
    ...(process.env.BENCH_DATABASE_URL ? (['ours-pg', 'ours-pg-2'] as const) : []),
    ...plan.peers
  ]
  const names = taking.filter(peer => chosen.length === 0 || chosen.includes(peer))
  console.log(`\n${name}: ${plan.title}`)
  for (let repetition = 0; repetition < Math.min(plan.repetitions, most); repetition++) {
    // Interleaved, and each time another one begins.
    const turn = names.map((_, i) => names[(i + repetition) % names.length] as PeerName)
    for (const peer of turn) {
      const began = performance.now()
      const outcome = await calm({
        workload: name,
        peer,
        quick: options.quick,
        ...(options.profile ? { profile: options.profile } : {})
      })
      const seconds = `${Math.round((performance.now() - began) / 1000)} s`
      if ('error' in outcome) {
        results.failed.push({ workload: name, peer, error: outcome.error })
        console.log(`  ${repetition + 1} ${peer.padEnd(10)} failed: ${outcome.error}`)
      } else {
        const runs = ((results.runs[name] ??= {})[peer] ??= [])
        runs.push(outcome.numbers)
        const { p50, p99, ms, completeMs, lost } = outcome.numbers
        const shown = Object.entries({ p50, p99, ms, completeMs, lost }).filter(([, value]) => value !== undefined)
        console.log(`  ${repetition + 1} ${peer.padEnd(10)} ${shown.map(([key, value]) => `${key} ${value?.toFixed(2)}`).join('  ')}  (${seconds})`)
      }
      save()
    }
  }
}

await endPostgres()

if (options.before) {
  console.log('\nBeside the checkout before, medians')
  for (const line of besideBefore(results)) console.log(line)
}
console.log('\nGoals')
for (const { workload, goal, measured, met } of goals(results)) {
  console.log(`${met === null ? '?' : met ? '✓' : '✗'} ${workload}  ${goal}: ${measured}`)
}
for (const doubt of doubts(results)) console.log(`! ${doubt}`)
console.log(`\nWritten: ${options.out}.md and ${options.out}.json`)

function save(): void {
  const titles = Object.fromEntries(Object.entries(plans).map(([name, { title }]) => [name, title])) as Record<Workload, string>
  const doubtful = doubts(results)
  const note = [options.note, ...(doubtful.length ? [`Doubts:\n\n${doubtful.map(doubt => `- ${doubt}.`).join('\n')}`] : [])]
    .filter(Boolean)
    .join('\n\n')
  mkdirSync(dirname(resolve(options.out)), { recursive: true })
  writeFileSync(`${options.out}.md`, markdown(results, titles, note))
  writeFileSync(
    `${options.out}.json`,
    `${JSON.stringify(results, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value), 2)}\n`
  )
}

/** Measures again where other processes disturbed: whatever came out, and for every server alike. */
async function calm(order: Omit<Order, 'port'>): ReturnType<typeof measure> {
  for (let again = 0; ; again++) {
    // Some take two.
    do port += 2
    while (!((await isFree(port)) && (await isFree(port + 1))))
    const outcome = await measure({ ...order, port })
    if (again >= Number(options.again) || 'error' in outcome || !((outcome.numbers.others ?? 0) > DISTURBED)) return outcome
    results.disturbed++
  }
}

/** A PostgreSQL on core 0, as a host has it: what was committed is on the disk. Answers what ends it; says so where there can be none. */
async function beginPostgres(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-bench-postgres-'))
  chmodSync(folder, 0o755)
  try {
    const cluster = await startCluster(folder, { unix_socket_directories: '' })
    spawnSync('taskset', ['-a', '-c', '-p', '0', String(cluster.pid)])
    process.env.BENCH_DATABASE_URL = cluster.url
    process.env.BENCH_DATABASE_PID = String(cluster.pid)
    return async () => {
      await cluster.stop('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    }
  } catch (error) {
    console.error(`There is no PostgreSQL, and ours takes part without: ${(error as Error).message}`)
    return async () => rmSync(folder, { recursive: true, force: true })
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Runs load/measure.ts on core 1 with as many open files as are allowed. */
function measure(order: Order): Promise<{ numbers: Record<string, number> } | { error: string }> {
  return new Promise(resolve => {
    const command = `ulimit -n "$(ulimit -Hn)"; exec taskset -c ${cpus().length > 1 ? 1 : 0} "$0" "$@"`
    const child = spawn('sh', ['-c', command, process.execPath, join(here, 'load/measure.ts'), JSON.stringify(order)], { cwd: here })
    let output = ''
    let errors = ''
    child.stdout.on('data', text => (output += text))
    child.stderr.on('data', text => (errors = (errors + text).slice(-4000)))
    child.on('close', code => {
      const line = output.trim().split('\n').at(-1)
      if (code === 0 && line?.startsWith('{')) resolve({ numbers: JSON.parse(line) as Record<string, number> })
      else resolve({ error: /^\w*[Ee]rror: .*$/m.exec(errors)?.[0] ?? `ended with ${code}: ${errors.trim().slice(-300)}` })
    })
  })
}

function install(): void {
  const marker = join(here, 'node_modules/.package-lock.json')
  if (existsSync(marker)) return
  console.log('Installing the peers.')
  const { npm_execpath: npm } = process.env
  const [program, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  const done = spawnSync(program, [...args, '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' })
  if (done.status !== 0) throw new Error('The peers could not be installed')
}

function versions(): Record<string, string> {
  const of = (name: string, folder = join(here, 'node_modules')): string =>
    (JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string }).version
  const own = join(here, '../../node_modules')
  const y = join(here, 'node_modules/@y/websocket-server')
  return {
    node: process.version,
    yjs: of('yjs', own),
    ws: of('ws', own),
    '@y/websocket-server': `${of('@y/websocket-server')} (ws ${of('ws', join(y, 'node_modules'))})`,
    'y-leveldb': of('y-leveldb'),
    '@hocuspocus/server': of('@hocuspocus/server')
  }
}
