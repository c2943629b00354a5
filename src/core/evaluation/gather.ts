import type { SavedEvaluation } from './evaluation-file.ts'

/** A form with the name of the file that it came in. */
export type Gathered = SavedEvaluation & { file: string }

/**
 * The forms with one more. Each counts once: of several editions of one form the last. `out`: the file that does not count, and `of` the one that
 * does instead; `same` where both hold the same edition.
 */
export function gathered(
  all: readonly Gathered[],
  next: Gathered
): { all: readonly Gathered[]; out: { file: string; of: string; same: boolean } | null } {
  const there = all.find(({ id }) => id === next.id)
  if (!there) return { all: [...all, next], out: null }
  if (next.edition <= there.edition) return { all, out: { file: next.file, of: there.file, same: next.edition === there.edition } }
  return { all: all.map(each => (each === there ? next : each)), out: { file: there.file, of: next.file, same: false } }
}

/** A form that names no place is of `place`, where one is given. */
export const placed = <Form extends SavedEvaluation>(form: Form, place: string): Form => (form.place.trim() === '' ? { ...form, place } : form)
