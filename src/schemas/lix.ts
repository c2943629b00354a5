/**
 * Lix (Björnsson 1968): words a sentence plus the percentage of words with more than six letters. 35 to 44 is everyday
 * prose such as newspapers; 45 and up is official text. Markdown marks and addresses are no words.
 */
export const LIX_HIGHEST = 44

/** A paragraph or field of fewer words is not judged: in those one long name of an element moves the figure by many points. */
export const LIX_WORDS = 20

/** Words of a text, a number counting as one. */
export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []

/** Lix of running text, rounded; 0 of none. A heading, a list item and a table's cell each end a sentence. */
export function lix(text: string): number {
  const words = wordsOf(text)
  if (words.length === 0) return 0
  const sentences = plain(text)
    .split(/[.!?:]+(?=[\s”)]|$)|\n\s*\n|\n(?=\s*(?:[-#|]|\d+\. ))|\|/)
    .filter(part => /\p{L}/u.test(part)).length
  const long = words.filter(word => word.length > 6).length
  return Math.round(words.length / sentences + (100 * long) / words.length)
}

const plain = (text: string) =>
  text
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[*_`#]/g, '')

/** Each field of a front matter and each paragraph under it that is heavier than LIX_HIGHEST, with its lix. */
export function heavy(data: unknown, body: string): { field: string; lix: number }[] {
  const found: { field: string; lix: number }[] = []
  const judge = (text: string, field: string) => {
    if (wordsOf(text).length < LIX_WORDS) return
    const is = lix(text)
    if (is > LIX_HIGHEST) found.push({ field, lix: is })
  }
  const visit = (value: unknown, path: string[]) => {
    if (typeof value === 'string') judge(value, path.join('.'))
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, nameOf(value, key, inner)])
  }
  visit(data, [])
  body.split(/\n\s*\n/).forEach(paragraph => {
    judge(paragraph, `teksten, afsnittet "${plain(paragraph).trim().slice(0, 30)}…"`)
  })
  return found
}

/** A list's entry by its id where it has one, else by its place counted from 1. */
function nameOf(list: unknown, key: string, value: unknown): string {
  if (!Array.isArray(list)) return key
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' ? id : `nr. ${Number(key) + 1}`
}
