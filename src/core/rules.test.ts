import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = import.meta.dirname
const rules = [...readFileSync(`${folder}/RULES.md`, 'utf8').matchAll(/^\| `\[([a-z0-9-]+)\]` +\| (.+?) +\| (.+?) +\|$/gm)]
const tests = readdirSync(folder)
  .filter(name => name.endsWith('.test.ts'))
  .map(name => readFileSync(`${folder}/${name}`, 'utf8'))
  .join('\n')
const proven = new Set([...tests.matchAll(/\bit(?:\.each[^']*?)?\(\s*'\[([a-z0-9-]+)\]/g)].map(([, id]) => id))

describe('RULES.md', () => {
  it('names each rule once, in one sentence, with where it is proven', () => {
    expect(rules.length).toBeGreaterThan(30)
    expect(new Set(rules.map(([, id]) => id)).size).toBe(rules.length)
    for (const [, , sentence = '', where = ''] of rules) {
      expect(sentence).toMatch(/\.$/)
      expect(where).toMatch(/^(core|server|browser)(, (server|browser))*$/)
    }
  })

  it('has a test here for each rule that is said to be proven in core, and a rule for each test here', () => {
    const ids = rules.map(([, id]) => id)
    const inCore = rules.filter(([, , , where]) => where?.startsWith('core')).map(([, id]) => id)
    expect(inCore.filter(id => !proven.has(id))).toEqual([])
    expect([...proven].filter(id => !ids.includes(id))).toEqual([])
  })
})
