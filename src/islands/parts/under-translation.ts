/**
 * Keeps a page right that the browser translates. Translators take a text node out of the page and put a <font> element in
 * its place; Svelte goes on writing to the text node, and begins at it when it removes what follows. So the text node is
 * put back, empty, before the element that stands for it; when it is written to or leaves, that element goes, and the
 * translator finds the new text by itself. Returns what stops it.
 */
export function keepUnderTranslation(root: Node): () => void {
  /** Each text node that a translation stands for: that element, and the text as it was. */
  const stands = new Map<Text, { font: Element; text: string }>()
  const observer = new MutationObserver(records => {
    const taken: { text: Text; record: MutationRecord }[] = []
    const fonts = new Set<Element>()
    for (const record of records) {
      if (record.type === 'characterData') drop(record.target as Text)
      for (const node of record.removedNodes) if (node instanceof Text) taken.push({ text: node, record })
      for (const node of record.addedNodes) if (node instanceof Element && node.localName === 'font') fonts.add(node)
    }
    for (const [text, { font, text: original }] of stands) {
      if (!text.isConnected) {
        font.remove()
        stands.delete(text)
      } else if (!font.isConnected) {
        // The reader has asked for the original.
        stands.delete(text)
        if (text.data === '') text.data = original
      } else if (text.nextSibling !== font) text.after(font)
    }
    for (const { text, record } of taken) {
      if (text.isConnected || text.data.trim() === '') continue
      const font = [...fonts].find(added => added.parentNode === record.target)
      if (!font) continue
      fonts.delete(font)
      stands.set(text, { font, text: text.data })
      text.data = ''
      font.before(text)
    }
    // What was done here is no news.
    observer.takeRecords()
  })

  /** Somebody has written to the text: what stood for it is old. */
  function drop(text: Text): void {
    const known = stands.get(text)
    if (!known) return
    known.font.remove()
    stands.delete(text)
  }

  observer.observe(root, { childList: true, characterData: true, subtree: true })
  return () => observer.disconnect()
}
