import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../support/run/spawn.mjs'
import { judged, missed, type Row } from './goals.ts'

type Message = { type: string; url: string; lastLine?: number; message: string }

/** What the Nu checker says of pages by their names: built ones as they are sent, states of a board as the browser has them. Where there is no Java, that is said and the goal missed. */
export async function markup(pages: Map<string, string>): Promise<Row[]> {
  const what = 'Nu checker, errors'
  const java = await run('java', ['-version'], { timeout: 30_000 })
  if (!java.ok) return [missed(what, `${pages.size} pages and states`, 'not measured: there is no Java here')]
  const folder = mkdtempSync(join(tmpdir(), 'pejling-markup-'))
  const names = new Map<string, string>()
  mkdirSync(join(folder, 'pages'))
  for (const [name, html] of pages) {
    const file = join(folder, 'pages', `${names.size}.html`)
    writeFileSync(file, html)
    names.set(`${names.size}.html`, name)
  }
  const jar = join(import.meta.dirname, 'node_modules/vnu-jar/build/dist/vnu.jar')
  const { output } = await run(
    'java',
    ['-Xss1024k', '-jar', jar, '--errors-only', '--format', 'json', '--stdout', '--exit-zero-always', join(folder, 'pages')],
    { timeout: 300_000 }
  )
  rmSync(folder, { recursive: true })
  const json = /\{"(version|messages)".*\}/s.exec(output)?.[0]
  if (!json) return [missed(what, `${pages.size} pages and states`, `not measured: ${output.split('\n')[0]}`)]
  const { messages } = JSON.parse(json) as { messages: Message[] }
  const nameOf = (url: string): string => names.get(url.split('/').at(-1) ?? '') ?? url
  return [
    judged(what, `${pages.size} pages and states`, messages.length, { most: 0 }),
    ...messages.slice(0, 20).map(({ url, lastLine, message }) => missed(what, `${nameOf(url)}, line ${lastLine ?? '?'}`, message))
  ]
}
