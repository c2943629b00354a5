/** "A", "A og B", "A, B og C"; '' where there is nothing. */
export const joinWithOg = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} og ${parts.at(-1)}`
