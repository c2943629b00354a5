import type { APIRoute } from 'astro'
import { allSources } from '../../components/library.ts'
import { instrumentFrom } from '../../schemas/instruments.ts'

/** The whole agreement to be asked the status of, with first steps by kerneelement: `GET /kvalitetsaftalen/status.json`. */
export const GET: APIRoute = async () => {
  const sources = await allSources()
  const elements = sources.elements.map(({ number, name, firstSteps }) => ({ number, name, firstSteps }))
  const data = { agreement: sources.agreement?.title ?? '', instrument: instrumentFrom({ set: 'aftale' }, sources), elements }
  return new Response(JSON.stringify(data), { headers: { 'content-type': 'application/json; charset=utf-8' } })
}
