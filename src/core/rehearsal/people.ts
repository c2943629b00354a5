import { PLAYED_PEOPLE } from '../board/settings.ts'
import type { Role, Side, Workshop } from '../workshop/workshop.ts'

/** The numbers of the played people, 0 first. What each does follows from the number and the workshop alone. */
export const playedPeople: readonly number[] = Array.from({ length: PLAYED_PEOPLE }, (_, person) => person)

/** Where a played person sits and what their task is: the workshop's sides and roles, in turn. */
export function seatOf({ sides, roles }: Pick<Workshop, 'sides' | 'roles'>, person: number): { side?: Side; role?: Role } {
  const side = sides[person % sides.length]?.id
  const role = roles[person % roles.length]?.id
  return { ...(side && { side }), ...(role && { role }) }
}
