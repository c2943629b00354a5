const bare = (text: string): string =>
  text
    .trim()
    .replace(/[.!?:]+$/, '')
    .toLowerCase()

/** A text without its first sentence where that only says the title again: "" where nothing else is said. */
export function withoutTitle(text: string, title: string): string {
  const [, first = '', rest = ''] = /^([^.!?:]*[.!?:]*)([\s\S]*)$/.exec(text) ?? []
  return bare(first) === bare(title) ? rest.trim() : text
}
