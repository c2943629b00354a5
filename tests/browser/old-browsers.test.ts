import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dist } from '../support/house/built-site.ts'

/**
 * What the oldest browsers that are promised a meeting (Chrome 100, Safari 15.4, Firefox 100) do not know of styles, and what breaks with
 * it: `:has` takes its whole rule along, and a length in the size of a container is none.
 */
const tooNew = /:has\(|\d(?:cqw|cqh|cqi|cqb|cqmin|cqmax)\b/

/** The rules of a style sheet that are read whether or not the browser knows them: those in no `@supports`. */
function unguarded(css: string): string[] {
  const found: string[] = []
  const open: string[] = []
  let from = 0
  for (const { 0: brace, index } of css.replaceAll(/\/\*[\s\S]*?\*\//g, comment => ' '.repeat(comment.length)).matchAll(/[{}]/g)) {
    const part = css.slice(from, index)
    const isGuarded = open.some(rule => rule.trimStart().startsWith('@supports')) || part.trimStart().startsWith('@supports')
    if (!isGuarded && tooNew.test(part)) found.push(`${open.join(' ')} ${part}`.trim().slice(0, 200))
    if (brace === '{') open.push(part)
    else open.pop()
    from = index + 1
  }
  return found
}

describe('styles that come to old browsers', () => {
  const sheets = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(name => /\.(css|html)$/.test(name))

  it('are looked through rule by rule', () => {
    expect(unguarded('a{width:1px;width:2cqi}')).toHaveLength(1)
    expect(unguarded('@media print{.x:has(a){color:red}}')).toHaveLength(1)
    expect(unguarded('@supports (width:1cqi){a{width:2cqi}}@supports selector(:has(*)){.x:has(a){color:red}}')).toEqual([])
    expect(sheets.filter(name => name.endsWith('.css')).length).toBeGreaterThan(3)
  })

  it.each(sheets)('%s needs nothing that they do not know', name => {
    const text = readFileSync(join(dist, name), 'utf8')
    const css = name.endsWith('.css') ? [text] : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, inside = '']) => inside)
    expect(css.flatMap(unguarded)).toEqual([])
  })
})
