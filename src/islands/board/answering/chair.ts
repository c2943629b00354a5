import type { Role, Side, Workshop } from '../../../core/workshop/workshop.ts'

/** Where somebody sits, and what their task is. */
export type Chair = { side: Side | undefined; role: Role | undefined }

const only = <T>(list: { id: T }[]): T | undefined => (list.length === 1 ? list[0]?.id : undefined)

/** The chair before anything is chosen: where there is one side or role alone, nobody is asked. */
export const firstChair = ({ sides, roles }: Workshop): Chair => ({ side: only(sides), role: only(roles) })

/** What is still to be chosen, as a sentence; '' where nothing is. */
export function missingOf({ sides, roles }: Workshop, { side, role }: Chair): string {
  if (sides.length > 0 && !side) return 'Vælg, hvem du sidder her for i dag.'
  return roles.length > 0 && !role ? 'Vælg din opgave.' : ''
}

/** As it is written in a ballot: what is not known is left out. */
export const chosen = ({ side, role }: Chair): { side?: Side; role?: Role } => ({ ...(side && { side }), ...(role && { role }) })
