import type { APIRoute } from 'astro'
import { allRoles, allSources } from '../components/library.ts'
import type { InstrumentRef } from '../schemas/drejebog.ts'
import { instrumentFrom } from '../schemas/instruments.ts'

/** The sets of statements that an adapted drejebog can ask: `GET /udsagn.json`. */
export const GET: APIRoute = async () => {
  const sources = await allSources()
  const roles = await allRoles()
  const set = (id: string, label: string, ref: InstrumentRef) => ({ id, label, own: ref.set === 'elev', instrument: instrumentFrom(ref, sources) })
  const sets = [
    set('overskrifter', 'De seks overskrifter', { set: 'overskrifter' }),
    ...roles.map(({ name, role }) => set(`rolle-${role}`, `18 udsagn: ${name}`, { set: 'linse', lens: role })),
    ...sources.elements.map(({ number, name }) =>
      set(`element-${number}`, `Kun ${name}`, { set: 'element', element: number, lenses: ['strategisk', 'udvikling', 'udfoerende'] })
    ),
    set('elev', 'Elevernes egne 18 udsagn', { set: 'elev' }),
    set('elev-6', 'Elevernes egne udsagn, ét om hvert kerneelement', { set: 'elev', each: 1 })
  ]
  return new Response(JSON.stringify(sets), { headers: { 'content-type': 'application/json; charset=utf-8' } })
}
