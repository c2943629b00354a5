const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,:[]{}'].map(c => c.charCodeAt(0))

/**
 * Whether a JSON text in UTF-8 has at most so many values and keys, on so many levels: a count of its commas, colons and brackets outside of
 * strings, in one pass that stops at the first too many. A text that is no JSON is counted all the same.
 */
export function hasFewParts(text: Uint8Array, most: { parts: number; depth: number }): boolean {
  let parts = 0
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (inString) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === COMMA || byte === COLON) {
      if (++parts > most.parts) return false
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++parts > most.parts || ++depth > most.depth) return false
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
  }
  return true
}
