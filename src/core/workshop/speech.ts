/** Lines of a script that follow each other and are of one kind: read aloud, or done. */
export type Passage = { aloud: boolean; lines: string[] }

/** What is to be read aloud stands in quotation marks, alone or after the condition that it holds under: "Når elever er med: ”…”". */
const aloud = (line: string): boolean => /^(?:[^”“"»:]{0,80}: )?[”“"»]/.test(line)

/** The facilitator's lines as passages, in their order. */
export function passagesOf(lines: readonly string[]): Passage[] {
  const passages: Passage[] = []
  for (const line of lines) {
    const last = passages.at(-1)
    if (last && last.aloud === aloud(line)) last.lines.push(line)
    else passages.push({ aloud: aloud(line), lines: [line] })
  }
  return passages
}
