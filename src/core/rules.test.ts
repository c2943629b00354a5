import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const rules = [...readFileSync(`${import.meta.dirname}/RULES.md`, 'utf8').matchAll(/^\| `\[([a-z0-9-]+)\]` +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, id = '', sentence = '', where = '']) => ({ id, sentence, where: where.split(', ') })
)
const ids = rules.map(({ id }) => id)

const places = ['core', 'server', 'browser'] as const
type Place = (typeof places)[number]
/** Where a test file proves, as RULES.md says; null for one beside other code, whose ids must be known and no more. */
function placeOf(file: string): Place | null {
  if (/^src\/(core|steps)\//.test(file)) return 'core'
  if (file.startsWith('tests/browser/')) return 'browser'
  return /^(server|tests\/(sync|durability|hostile|contract|simulation|fuzz))\//.test(file) ? 'server' : null
}

const files = ['src', 'server', 'tests']
  .flatMap(folder => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter(entry => entry.isFile() && entry.name.endsWith('.test.ts') && !entry.parentPath.includes('node_modules'))
  .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))

/** The ids that tests begin their names with, one or several, after `it(` or the second brackets of `it.each` and `it.skipIf`. */
const titles = /(?:\bit\(|\)\()\s*['"`]((?:\[[a-z0-9-]+\] )+)/g
const proofs = files.flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(titles)].flatMap(([, names = '']) =>
    [...names.matchAll(/\[([a-z0-9-]+)\]/g)].map(([, id = '']) => ({ id, file, place: placeOf(file) }))
  )
)

describe('RULES.md', () => {
  it('names each rule once, in one sentence, with where it is proven', () => {
    expect(rules.length).toBeGreaterThan(30)
    expect(new Set(ids).size).toBe(rules.length)
    for (const { sentence, where } of rules) {
      expect(sentence).toMatch(/\.$/)
      expect(where.join(', ')).toMatch(/^(core|server|browser)(, (server|browser))*$/)
    }
  })

  it('has a rule for every id that a test begins its name with', () => {
    for (const place of places) expect(proofs.filter(proof => proof.place === place).length, place).toBeGreaterThan(10)
    expect(proofs.filter(({ id }) => !ids.includes(id))).toEqual([])
  })

  it.each(places)('is proven in %s by what it says is, and by nothing that it does not say', place => {
    const said = rules.filter(({ where }) => where.includes(place)).map(({ id }) => id)
    const proven = new Set(proofs.filter(proof => proof.place === place).map(({ id }) => id))
    expect(
      said.filter(id => !proven.has(id)),
      'said to be proven, without a test'
    ).toEqual([])
    expect(
      [...proven].filter(id => !said.includes(id)),
      'proven, but not said to be'
    ).toEqual([])
  })
})
