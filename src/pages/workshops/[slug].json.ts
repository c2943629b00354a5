import { getCollection } from 'astro:content'
import type { APIRoute, GetStaticPaths } from 'astro'
import type { WorkshopTemplate } from '../../core/workshop/workshop.ts'

/** A drejebog's data, as the start page reads it: `GET /workshops/<slug>.json`. */
export const getStaticPaths = (async () => {
  const workshops = await getCollection('workshops')
  return workshops.map(({ id, data: { template } }) => ({ params: { slug: id }, props: { template } }))
}) satisfies GetStaticPaths

/** A drejebog as the start page asks for it: a WorkshopTemplate. */
export const GET: APIRoute<{ template: WorkshopTemplate }> = ({ props }) =>
  new Response(JSON.stringify(props.template), { headers: { 'content-type': 'application/json; charset=utf-8' } })
