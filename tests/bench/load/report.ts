import { type PeerName, peers } from './peers.ts'
import type { Workload } from './workloads.ts'

/** All repetitions of one workload with one server. */
export type Runs = Record<string, number>[]
export type Results = {
  date: string
  command: string
  quick: boolean
  machine: Record<string, string | number>
  versions: Record<string, string>
  /** Measurements that were thrown away and made again, since other processes used the machine meanwhile. */
  disturbed: number
  /** Failed measurements, which have no numbers. */
  failed: { workload: Workload; peer: PeerName; error: string }[]
  runs: Partial<Record<Workload, Partial<Record<PeerName, Runs>>>>
}
export type Spread = { median: number; low: number; high: number }

export function spread(runs: Runs, name: string): Spread | null {
  const values = runs
    .map(run => run[name])
    .filter(value => value !== undefined && Number.isFinite(value))
    .toSorted((a, b) => (a as number) - (b as number)) as number[]
  const [low, high] = [values[0], values.at(-1)]
  if (low === undefined || high === undefined) return null
  const middle = values.length >> 1
  const median = values.length % 2 ? (values[middle] as number) : ((values[middle - 1] as number) + (values[middle] as number)) / 2
  return { median, low, high }
}

/** What says how slow a workload is, the smaller the better: medians of this checkout, of the one before, and their ratio. */
const judged = ['p50', 'p99', 'cpu', 'ms', 'completeMs', 'syncedAfterKill'] as const

/** A line for each figure of each workload in which an earlier checkout took part. */
export function besideBefore({ runs }: Results): string[] {
  return Object.entries(runs).flatMap(([workload, { ours = [], before = [] }]) =>
    judged.flatMap(name => {
      const [now, then] = [spread(ours, name), spread(before, name)]
      if (!now || !then) return []
      return [`${workload.padEnd(4)} ${name.padEnd(16)} ${round(now.median)} after ${round(then.median)}: ${(now.median / then.median).toFixed(2)}`]
    })
  )
}

const round = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1)

type Row = { name: string; of: string; factor?: number }
const latency: Row[] = [
  { name: 'p50, ms', of: 'p50' },
  { name: 'p99, ms', of: 'p99' },
  { name: 'processor, % of a core', of: 'cpu', factor: 100 },
  { name: 'peak memory, MB', of: 'peak' },
  { name: 'mean commit, ms', of: 'commitMs' },
  { name: 'updates a commit', of: 'commitUpdates' },
  { name: 'deliveries missing', of: 'missing' }
]
const crowd: Row[] = [
  ...latency,
  { name: 'refused', of: 'refused' },
  { name: 'all synced after, ms', of: 'connectMs' },
  { name: 'processor for that, s', of: 'connectCpu' },
  { name: 'memory a connection, KB', of: 'kbPerConnection' }
]
const rows: Record<Workload, Row[]> = {
  W1: latency,
  W2: latency,
  W2a: latency,
  W3: crowd,
  W3a: crowd,
  W4: [
    { name: 'until all have all, ms', of: 'ms' },
    { name: 'updates a second', of: 'perSecond' },
    { name: 'frames a reader', of: 'frames' },
    { name: 'peak memory, MB', of: 'peak' }
  ],
  W5: [
    { name: 'to take the updates, ms', of: 'takenMs' },
    { name: 'on disk, bytes', of: 'diskBytes' },
    { name: 'first step 2, ms', of: 'syncedMs' },
    { name: 'complete, ms', of: 'completeMs' },
    { name: 'complete, fastest', of: 'completeLow' },
    { name: 'complete, slowest', of: 'completeHigh' },
    { name: 'bytes sent to the reader', of: 'bytes' },
    { name: 'values wrong or missing', of: 'wrong' }
  ],
  W6: [
    { name: 'updates others had seen', of: 'seen' },
    { name: 'of those lost', of: 'lost' },
    { name: 'restart to listening, ms', of: 'listenMs' },
    { name: 'all synced after the kill, ms', of: 'syncedAfterKill' },
    { name: 'all synced after listening, ms', of: 'syncedAfterListening' },
    { name: 'processor for that, s', of: 'stormCpu' }
  ],
  W6b: [
    { name: 'updates every reader had seen', of: 'seen' },
    { name: 'of those lost', of: 'lost' }
  ]
}
const health: Row[] = [
  { name: 'generator, % of its core', of: 'generatorCpu', factor: 100 },
  { name: 'generator delay p99, ms', of: 'generatorDelay' },
  { name: 'others on the machine, %', of: 'others', factor: 100 }
]

function table(runs: Partial<Record<PeerName, Runs>>, wanted: Row[]): string {
  const names = Object.keys(runs) as PeerName[]
  const lines = [`| | ${names.map(name => peers[name].title).join(' | ')} |`, `|---|${names.map(() => '---').join('|')}|`]
  for (const { name, of, factor = 1 } of wanted) {
    const cells = names.map(peer => {
      const value = spread(runs[peer] ?? [], of)
      if (!value) return '–'
      const { median, low, high } = value
      return low === high ? round(median * factor) : `${round(median * factor)} (${round(low * factor)}..${round(high * factor)})`
    })
    if (cells.some(cell => cell !== '–')) lines.push(`| ${name} | ${cells.join(' | ')} |`)
  }
  return lines.join('\n')
}

export type Goal = { workload: Workload; goal: string; measured: string; met: boolean | null }

/** The goals of the project, each judged on the medians of one run; null where a number is missing, or where others disturbed what is a matter of time. */
export function goals(results: Results): Goal[] {
  const { runs } = results
  const list: Goal[] = []
  const of = (workload: Workload, peer: PeerName, name: string): number | null => spread(runs[workload]?.[peer] ?? [], name)?.median ?? null
  const add = (
    workload: Workload,
    goal: string,
    ours: number | null,
    most: number | null,
    how: (ours: number, most: number) => string,
    timed = true
  ): void => {
    if (!runs[workload]) return
    const known = ours !== null && most !== null
    const judged = known && !(timed && disturbed(results, workload))
    const measured = known ? how(ours, most) : 'not measured'
    list.push({ workload, goal, measured: known && !judged ? `${measured}, disturbed` : measured, met: judged ? ours <= most : null })
  }
  const ratio = (workload: Workload, goal: string, name: string, peer: PeerName, factor: number, timed = true): void => {
    const base = of(workload, peer, name)
    const how = (ours: number): string => `${round(ours)} to ${round(base ?? Number.NaN)}: ${(ours / (base ?? Number.NaN)).toFixed(2)} times`
    add(workload, goal, of(workload, 'ours', name), base === null ? null : base * factor, how, timed)
  }
  const better = (workload: Workload, name: string): number | null => {
    const values = (['ywss', 'ywss-ldb', 'hp', 'hp-sql'] as const).map(peer => of(workload, peer, name)).filter(value => value !== null)
    return values.length ? Math.min(...values) : null
  }
  const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by)

  ratio('W1', 'p99 at most 1.5 times that of @y/websocket-server in memory', 'p99', 'ywss', 1.5)
  const plain = of('W1', 'plain', 'p50')
  add('W1', 'p50 within 1 ms of the plain broadcaster’s', of('W1', 'ours', 'p50'), plain === null ? null : plain + 1, (ours, most) => {
    return `${round(ours)} ms to ${round(most - 1)} ms: ${round(ours - most + 1)} ms more`
  })
  for (const workload of ['W2', 'W2a'] as const) {
    ratio(workload, 'p99 at most 1.3 times that of @y/websocket-server in memory', 'p99', 'ywss', 1.3)
    ratio(workload, 'processor at most 0.9 times that of @y/websocket-server in memory', 'cpu', 'ywss', 0.9)
  }
  for (const workload of ['W3', 'W3a'] as const) {
    add(workload, 'none refused', spread(runs[workload]?.ours ?? [], 'refused')?.high ?? null, 0, ours => `${ours} refused`, false)
    ratio(workload, 'memory a connection at most 1.3 times the plain broadcaster’s', 'kbPerConnection', 'plain', 1.3, false)
    const ours = runs[workload]?.ours ?? []
    const ywss = runs[workload]?.ywss ?? []
    const worst = Math.max(...ours.map((run, i) => (run.p99 ?? Number.NaN) / (ywss[i]?.p99 ?? Number.NaN)))
    add(workload, 'p99 at most twice that of @y/websocket-server in memory, in every run', Number.isFinite(worst) ? worst : null, 2, () => {
      return `worst run ${worst.toFixed(2)} times`
    })
    ratio(workload, 'processor below that of @y/websocket-server with y-leveldb', 'cpu', 'ywss-ldb', 1)
  }
  const over = (what: string) => (ours: number, most: number) => `${round(ours)} to at most ${round(most)} ${what}`
  add('W4', 'done in a fifth of the better peer’s time', of('W4', 'ours', 'ms'), scaled(better('W4', 'ms'), 0.2), over('ms'))
  add('W5', 'complete in half of the better peer’s time', of('W5', 'ours', 'completeMs'), scaled(better('W5', 'completeMs'), 0.5), over('ms'))
  add('W5', 'every value right', of('W5', 'ours', 'wrong'), 0, ours => `${ours} wrong`, false)
  for (const workload of ['W6', 'W6b'] as const) {
    const lost = runs[workload]?.ours ? (spread(runs[workload].ours, 'lost')?.high ?? null) : null
    add(workload, 'nothing lost that anyone had seen', lost, 0, ours => `${ours} lost`, false)
  }
  add(
    'W6',
    'all synced after the kill no later than with the better peer',
    of('W6', 'ours', 'syncedAfterKill'),
    better('W6', 'syncedAfterKill'),
    over('ms')
  )
  for (const peer of ['ours-pg', 'ours-pg-2'] as const) {
    const { title } = peers[peer]
    const beside = (workload: Workload, goal: string, name: string, most: (base: number) => number, unit: string): void => {
      const [base, measured] = [of(workload, 'ours', name), of(workload, peer, name)]
      if (measured !== null)
        add(
          workload,
          `${title}: ${goal}`,
          measured,
          base === null ? null : most(base),
          ours => `${round(ours)} to ${round(base ?? Number.NaN)} ${unit}`
        )
    }
    beside('W1', 'p50 at most 2 ms above SQLite’s', 'p50', base => base + 2, 'ms')
    beside('W4', 'done in at most twice SQLite’s time', 'ms', base => base * 2, 'ms')
    beside('W6', 'all synced after the kill in at most 1.5 times SQLite’s time', 'syncedAfterKill', base => base * 1.5, 'ms')
    for (const workload of ['W6', 'W6b'] as const) {
      const lost = spread(runs[workload]?.[peer] ?? [], 'lost')?.high
      if (lost !== undefined) add(workload, `${title}: nothing lost that anyone had seen`, lost, 0, ours => `${ours} lost`, false)
    }
  }
  return list
}

const verdict = (met: boolean | null): string => (met === null ? 'not judged' : met ? 'met' : '**not met**')

/** The whole report in Markdown. `titles`: workload → what it is. `note`: under which circumstances it was measured. */
export function markdown(results: Results, titles: Record<Workload, string>, note: string): string {
  const { machine, versions, runs, failed } = results
  const parts = ['# What the bench measured', `${results.date}. \`${results.command}\`${results.quick ? ' (quick: shorter, one repetition)' : ''}.`]
  parts.push(
    `Machine: ${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}.`
  )
  parts.push(
    `Versions: ${Object.entries(versions)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}.`
  )
  if (results.disturbed > 0) parts.push(`${results.disturbed} measurements were thrown away and made again, since other processes disturbed them.`)
  if (note) parts.push(note)
  parts.push('Medians, and in brackets the lowest and the highest of the repetitions. How to read it: [README.md](README.md).')
  parts.push(
    '## Goals',
    `| | goal | measured | |\n|---|---|---|---|\n${goals(results)
      .map(g => `| ${g.workload} | ${g.goal} | ${g.measured} | ${verdict(g.met)} |`)
      .join('\n')}`
  )
  for (const [name, measured] of Object.entries(runs) as [Workload, Partial<Record<PeerName, Runs>>][]) {
    const times = Math.max(...Object.values(measured).map(list => list.length))
    parts.push(`## ${name}: ${titles[name]}`, `${times} ${times === 1 ? 'run' : 'runs'} each.`, table(measured, [...rows[name], ...health]))
  }
  if (failed.length) parts.push('## Not measured', failed.map(f => `- ${f.workload}, ${peers[f.peer].title}: ${f.error}`).join('\n'))
  return `${parts.join('\n\n')}\n`
}

/** Share of the machine that others may have used where goals about time are judged. */
const TOO_DISTURBED = 0.2
/** Processes that were running or waiting in the minute before the bench began. */
const TOO_LOADED = 2

/** Whether other processes, or deliveries that were not made in time, make a workload's times and processor shares say nothing. */
function disturbed({ runs, machine }: Results, workload: Workload): boolean {
  // W5 and W6 are a matter of single moments: there only the load before the run tells.
  if (Number.parseFloat(String(machine['load before'])) > TOO_LOADED) return true
  const all = Object.values(runs[workload] ?? {})
  return all.some(list => (spread(list, 'others')?.median ?? 0) > TOO_DISTURBED || (spread(list, 'missing')?.high ?? 0) > 0)
}

/** Where generator or machine were too busy for the numbers to be the server's alone. One sentence a workload and reason. */
export function doubts(results: Results): string[] {
  return (Object.entries(results.runs) as [Workload, Partial<Record<PeerName, Runs>>][]).flatMap(([workload, measured]) => {
    const found: string[] = []
    const among = (name: string, from: number, words: (worst: number, who: string) => string, side: 'median' | 'high' = 'median'): void => {
      const over = (Object.entries(measured) as [PeerName, Runs][])
        .map(([peer, list]) => ({ peer, value: spread(list, name)?.[side] ?? 0 }))
        .filter(({ value }) => value > from)
      if (over.length === 0) return
      found.push(`${workload}: ${words(Math.max(...over.map(({ value }) => value)), over.map(({ peer }) => peer).join(', '))}`)
    }
    among('generatorCpu', 0.8, (worst, who) => `the generator used up to ${Math.round(worst * 100)} % of its core (${who}): the server may be faster`)
    if (workload !== 'W4') among('generatorDelay', 5, (worst, who) => `the generator's timers came up to ${worst.toFixed(0)} ms late at p99 (${who})`)
    among('others', 0.1, (worst, who) => `other processes used up to ${Math.round(worst * 100)} % of the machine (${who})`, 'high')
    among('missing', 0, (worst, who) => `up to ${worst} deliveries had not come when it ended (${who})`, 'high')
    return found
  })
}
