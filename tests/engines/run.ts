import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sizes } from '../support/browser/browser.ts'
import { misfitsNow } from '../support/browser/screen-fit.ts'
import { type RunningServer, startServer } from '../support/browser/server.ts'
import { type Person, withHand, withKeys } from '../support/engines/person.ts'
import { playWholeMeeting } from '../support/engines/whole-meeting.ts'
import type { Engine } from '../support/engines/window.ts'
import { dist } from '../support/house/built-site.ts'
import { root } from '../support/house/imports.ts'
import { candidates } from './engines.ts'

/**
 * `npm run engines [-- firefox webkit]`: a whole meeting in each engine, by hand and with keys alone, from the front page to the minutes. Brings
 * what is missing where it may, says which ran and which did not, and writes it to results.md. Ends with 1 where one failed or none ran, and with
 * `--all` also where one did not run.
 */
const { values: options, positionals: wished } = parseArgs({
  allowPositionals: true,
  options: {
    /** Nothing is brought here. */
    'no-install': { type: 'boolean', default: false },
    /** An engine that did not run is a failure. */
    all: { type: 'boolean', default: false }
  }
})

/** The smallest words on the big screen, px, in a window of 1080: 32 as in big-screen.test.ts, but for what an engine rounds off (Firefox: 1/60 px a step). */
const LEAST_WORDS = 31.9

type Row = { engine: string; how: string; verdict: '✓' | '✗' | '–'; words: string }
const rows: Row[] = []
const tell = (row: Row): void => {
  rows.push(row)
  console.log(`${row.verdict} ${row.engine}, ${row.how}: ${row.words}`)
}

/** One meeting in three windows: what was found wrong, in words. Keeps a picture of each state. */
async function play(
  engine: Engine,
  server: RunningServer,
  who: (window: Awaited<ReturnType<Engine['open']>>) => Person,
  folder: string
): Promise<string[]> {
  const cast = {
    facilitator: who(await engine.open(sizes.laptop)),
    participant: who(await engine.open(sizes.phone)),
    screen: who(await engine.open(sizes.screen))
  }
  const found: string[] = []
  const look = async (state: string): Promise<void> => {
    found.push(...(await cast.screen.window.run(misfitsNow, LEAST_WORDS)).map(fault => `${state}, screen: ${fault}`))
    for (const [name, { window }] of Object.entries(cast)) {
      const sideways = await window.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (sideways > 0) found.push(`${state}, ${name}: scrolls ${sideways} px sideways`)
      writeFileSync(join(folder, `${state}-${name}.png`), await window.picture())
    }
  }
  try {
    for await (const state of playWholeMeeting(server.origin, cast)) await look(state)
  } catch (error) {
    for (const [name, { window }] of Object.entries(cast)) {
      const picture = await window.picture().catch(() => null)
      if (picture) writeFileSync(join(folder, `fault-${name}.png`), picture)
    }
    found.push(String(error))
  }
  for (const [name, { window }] of Object.entries(cast)) found.push(...(window.errors ?? []).map(error => `${name}: ${error}`))
  return found
}

if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no built site in dist/: run npm run build first.')
const unknown = wished.filter(id => !candidates.some(candidate => candidate.id === id))
if (unknown.length) throw new Error(`There is no such engine: ${unknown.join(', ')}. There are ${candidates.map(({ id }) => id).join(', ')}.`)
// Every provider of y-websocket listens for the process's end.
process.setMaxListeners(0)

const server = await startServer()
try {
  for (const { id, find, install, keys } of candidates) {
    if (wished.length && !wished.includes(id)) continue
    let start = find()
    if (!start && !options['no-install']) {
      console.log(`${id}: not here, installing it.`)
      const why = await install().then(
        () => 'it was installed and is not found',
        error => (error instanceof Error ? error.message : String(error))
      )
      start = find()
      if (!start) tell({ engine: id, how: 'a whole meeting', verdict: '–', words: `not run: ${why}` })
    } else if (!start) tell({ engine: id, how: 'a whole meeting', verdict: '–', words: 'not run: not on this machine' })
    if (!start) continue
    let name = id
    for (const how of ['by hand', 'with keys alone'] as const) {
      if (how === 'with keys alone' && keys !== true) {
        tell({ engine: name, how, verdict: '–', words: `not run: ${keys}` })
        continue
      }
      const began = performance.now()
      const folder = join(root, 'tests/.output/engines', `${id}-${how === 'by hand' ? 'hand' : 'keys'}`)
      mkdirSync(folder, { recursive: true })
      let engine: Engine | null = null
      try {
        engine = await start()
        const found = await play(engine, server, how === 'by hand' ? withHand : withKeys, folder)
        name = engine.name
        const seconds = Math.round((performance.now() - began) / 1000)
        tell({
          engine: name,
          how,
          verdict: found.length ? '✗' : '✓',
          words: found.length ? found.join('; ') : `from the front page to the minutes, ${seconds} s`
        })
      } catch (error) {
        tell({ engine: name, how, verdict: '✗', words: String(error) })
      } finally {
        await engine?.close()
      }
    }
  }
} finally {
  await server.remove()
}

const ran = rows.filter(({ verdict }) => verdict !== '–')
const failed = rows.filter(({ verdict }) => verdict === '✗')
const missed = rows.filter(({ verdict }) => verdict === '–')
console.log(`${ran.length - failed.length} meetings played through, ${failed.length} failed, ${missed.length} not run.`)
if (!wished.length) {
  const table = rows.map(({ engine, how, verdict, words }) => `| ${engine} | ${how} | ${verdict} | ${words.replaceAll('|', '/').slice(0, 300)} |`)
  const head = ['# What the engines made of a meeting', '', 'Written by `npm run engines`; README.md says how to read it.', '']
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(
    join(import.meta.dirname, 'results.md'),
    [...head, `${day}, ${process.platform} ${process.arch}.`, '', '| engine | how | | |', '|---|---|---|---|', ...table, ''].join('\n')
  )
}
process.exitCode = failed.length || !ran.length || (options.all && missed.length) ? 1 : 0
// What y-websocket's people leave ticking would keep the process for ever.
process.exit()
