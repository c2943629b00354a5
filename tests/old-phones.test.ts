import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './support/house/imports.ts'

/**
 * What the build's target (astro.config.mjs) does not see to: it turns new grammar into old, and leaves calls as they are. These
 * are younger than the oldest browsers that are promised a meeting, and a phone that lacks one shows nothing at all.
 */
const tooNew =
  /\.(toSorted|toSpliced|toReversed|findLast|findLastIndex|isWellFormed|toWellFormed|isSubsetOf|symmetricDifference)\(|\b(Object|Map)\.groupBy\b|\b(Array\.fromAsync|Promise\.(withResolvers|try)|URL\.canParse|AbortSignal\.(any|timeout)|structuredClone|Iterator\.from|crypto\.randomUUID)\b|\.(values|keys|entries)\(\)\.(map|filter|some|every|find|reduce|toArray|take|drop)\(/

const folders = ['core', 'documents', 'sync', 'stores', 'islands', 'steps', 'components']
const files = folders.flatMap(folder =>
  readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name))
    .map(name => join('src', folder, name))
)

describe('code that comes to old phones', () => {
  it('is found', () => expect(files.length).toBeGreaterThan(60))
  it.each(files)('%s calls nothing that they lack', file => {
    // Words about a call are none.
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(tooNew.exec(text)?.[0]).toBeUndefined()
  })
})
