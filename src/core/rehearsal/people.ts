import type { Role, Side, Workshop } from '../workshop/workshop.ts'

/** People that are played in a rehearsal: enough for a picture in a private board, and few enough to read one by one. */
export const PLAYED_PEOPLE = 8

/** The numbers of the played people, 0 first. What each does follows from the number and the workshop alone. */
export const playedPeople: readonly number[] = Array.from({ length: PLAYED_PEOPLE }, (_, person) => person)

/** Where a played person sits and what their task is: the workshop's sides and roles, in turn. */
export function seatOf({ sides, roles }: Pick<Workshop, 'sides' | 'roles'>, person: number): { side?: Side; role?: Role } {
  const side = sides[person % sides.length]?.id
  const role = roles[person % roles.length]?.id
  return { ...(side && { side }), ...(role && { role }) }
}
