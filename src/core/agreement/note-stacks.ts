import type { Note } from './wall.ts'

/** Notes that were laid together: the one on top gives the stack its id and lane. `under`: those below it, in the wall's order. */
export type NoteStack = { top: Note; under: Note[] }

/** Id of the note that a note lies under, however deep; its own where that one is missing, of another step, or below it in turn. */
function stackOf(note: Note, notes: ReadonlyMap<string, Note>): string {
  const passed = new Set([note.id])
  let at = note
  for (;;) {
    const next = at.under ? notes.get(at.under) : undefined
    if (!next || next.step !== note.step) return at.id
    if (passed.has(next.id)) return note.id
    passed.add(next.id)
    at = next
  }
}

/**
 * [note-stacked] The notes of a step as people see them, in the wall's order: stacks, and single notes as stacks of one. [note-hidden] A hidden
 * note is in none; of a stack whose top is hidden, the next one is on top.
 */
export function stacksOf(notes: readonly Note[], step: string): NoteStack[] {
  const own = notes.filter(note => note.step === step)
  const byId = new Map(own.map(note => [note.id, note]))
  const stacks = new Map<string, Note[]>()
  for (const note of own) {
    if (note.hidden) continue
    const id = stackOf(note, byId)
    stacks.set(id, [...(stacks.get(id) ?? []), note])
  }
  const places = new Map(own.map((note, place) => [note, place]))
  return [...stacks]
    .flatMap(([id, members]) => {
      const top = members.find(note => note.id === id) ?? members[0]
      return top ? [{ top, under: members.filter(note => note !== top) }] : []
    })
    .sort((a, b) => (places.get(a.top) ?? 0) - (places.get(b.top) ?? 0))
}

/** Everything that a stack says: the top's words, and each other note's on a line of its own with a dash. Empty notes are left out. */
export const stackText = ({ top, under }: NoteStack): string =>
  [top.text.trim(), ...under.map(({ text }) => text.trim() && `– ${text.trim()}`)].filter(text => text !== '').join('\n')

/** What a stack is called where there is room for one line: "Pauserne (og 2 lignende)". Empty where the stack says nothing. */
export function stackLabel({ top, under }: NoteStack): string {
  const [first, ...others] = [top, ...under].map(({ text }) => text.trim()).filter(text => text !== '')
  if (first === undefined) return ''
  return others.length === 0 ? first : `${first} (og ${others.length} lignende)`
}
