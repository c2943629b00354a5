import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'
import { root } from './support/house/imports.ts'

type Node = { type?: string; name?: string; attributes?: { name?: string }[] }

/** Elements without a role of their own, or with one that takes no name (WAI-ARIA 1.2, "prohibited"): many screen readers pass over a label there. */
const nameless = new Set('p span div b strong em i small code dd dt'.split(' '))

/** Elements of a Svelte source that carry `aria-label` where none may stand, as `<p>`. */
function wronglyNamed(source: string): string[] {
  const found: string[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, name = '', attributes = [] } = node as Node
    const has = (attribute: string) => attributes.some(each => each.name === attribute)
    if (type === 'RegularElement' && nameless.has(name) && (has('aria-label') || has('aria-labelledby')) && !has('role')) found.push(`<${name}>`)
    Object.values(node).forEach(walk)
  }
  walk(parse(source, { modern: true }).fragment)
  return found
}

describe('names of elements', () => {
  const files = globSync('src/**/*.svelte', { cwd: root })

  it('the check finds a label on a paragraph, and lets one with a role be', () => {
    expect(wronglyNamed('{#if a}<p aria-label="Kode">T2T</p>{/if}<div role="group" aria-label="Uret"></div>')).toEqual(['<p>'])
  })

  it('stand on elements that can have one', () => {
    expect(files.length).toBeGreaterThan(60)
    const found = files.flatMap(file => wronglyNamed(readFileSync(join(root, file), 'utf8')).map(element => `${file}: ${element}`))
    expect(found).toEqual([])
  })
})
