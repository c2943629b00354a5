import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from '../support/run/spawn.mjs'
import { CONTENT_PERFORMANCE, FULL, judged, MEETING_PERFORMANCE, missed, type Row } from './goals.ts'

/** A page for Lighthouse: as a phone on a slow network, or as a laptop. */
export type Page = { name: string; url: string; as: 'phone' | 'laptop'; content: boolean }

type Report = {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { numericValue?: number }>
  runtimeError?: { message: string }
}
/** Lighthouse loses the beginning of a trace now and then, with a page that is well (NO_NAVSTART), and asks to be run again: so often it is, for a page. */
const SPARE_RUNS = 3
const categories = ['performance', 'accessibility', 'best-practices'] as const

/** Lighthouse's scores of each page, of 100: performance as the middle of so many runs, since it is measured; the others are read off the page. */
export async function lighthouse(pages: Page[], runs: number, chromium: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-audit-'))
  const rows: Row[] = []
  for (const { name, url, as, content } of pages) {
    const where = `${name}, ${as}`
    const reports: Report[] = []
    let trouble = ''
    for (let run = 0; run < runs + SPARE_RUNS && reports.length < runs; run++) {
      const file = join(folder, 'report.json')
      rmSync(file, { force: true })
      const args = [url, '--quiet', '--output=json', `--output-path=${file}`, `--only-categories=${categories.join(',')}`]
      args.push('--chrome-flags=--headless=new --no-sandbox --disable-gpu', ...(as === 'laptop' ? ['--preset=desktop'] : []))
      const cli = join(import.meta.dirname, 'node_modules/lighthouse/cli/index.js')
      const { ok, output } = await runNode(cli, args, { timeout: 180_000, env: { CHROME_PATH: chromium } })
      const report: Report | null = ok ? JSON.parse(readFileSync(file, 'utf8')) : null
      if (!report || report.runtimeError) trouble = report?.runtimeError?.message ?? output.split('\n').at(-1) ?? 'no report'
      else reports.push(report)
    }
    const middle = (of: (report: Report) => number): number => reports.map(of).toSorted((a, b) => a - b)[reports.length >> 1] ?? Number.NaN
    for (const category of categories) {
      const figure = Math.round(middle(report => (report.categories[category]?.score ?? 0) * 100))
      const least = category === 'performance' ? (content ? CONTENT_PERFORMANCE : MEETING_PERFORMANCE) : FULL
      const what = `Lighthouse, ${category}`
      rows.push(reports.length === runs ? judged(what, where, figure, { least }) : missed(what, where, `not measured: ${trouble}`, `≥ ${least}`))
    }
  }
  rmSync(folder, { recursive: true })
  return rows
}
