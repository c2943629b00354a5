/** One line of the audit's table. `good`: whether the goal is met; null where there is none to meet. */
export type Row = { what: string; where: string; measured: string; goal: string; good: boolean | null }

/** Goals of the audit. Bytes have theirs in site-budget.ts. */
export const CLS = 0.05
export const CONTENT_PERFORMANCE = 99
export const MEETING_PERFORMANCE = 95
export const FULL = 100

/** A line that is judged: `least` and `most` are what the figure may be. */
export function judged(
  what: string,
  where: string,
  figure: number,
  { least, most, unit = '' }: { least?: number; most?: number; unit?: string }
): Row {
  const good = figure >= (least ?? Number.NEGATIVE_INFINITY) && figure <= (most ?? Number.POSITIVE_INFINITY)
  const goal = least !== undefined ? `≥ ${least}` : `≤ ${most}`
  return { what, where, measured: `${figure}${unit}`, goal: `${goal}${unit}`, good }
}

/** A line that could not be measured, or that found something: never met. */
export const missed = (what: string, where: string, measured: string, goal = '0'): Row => ({ what, where, measured, goal, good: false })

const marks = new Map([
  [true, '✓'],
  [false, '✗'],
  [null, '']
])
export function markdown(rows: Row[]): string {
  const lines = rows.map(
    ({ what, where, measured, goal, good }) =>
      `| ${what} | ${where.replaceAll('|', '\\|')} | ${measured.replaceAll('|', '\\|')} | ${goal} | ${marks.get(good)} |`
  )
  return ['| what | where | measured | goal | |', '|---|---|---|---|---|', ...lines].join('\n')
}
