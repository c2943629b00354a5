import type { APIRoute } from 'astro'
import { minutesJsonSchema } from '../schemas/minutes-json-schema.ts'

/** What the minutes as JSON hold: `GET /referat.schema.json`. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(minutesJsonSchema(), null, 2), { headers: { 'content-type': 'application/schema+json; charset=utf-8' } })
