import { getCollection } from 'astro:content'
import type { APIRoute, GetStaticPaths } from 'astro'
import type { WorkshopTemplate } from '../../core/workshop/workshop.ts'
import { compileWorkshop } from '../../schemas/compile-workshop.ts'

/** A drejebog's data, as the start page reads it: `GET /workshops/<slug>.json`. */
export const getStaticPaths = (async () => {
  const elements = (await getCollection('kerneelementer')).map(({ id, data }) => ({ ...data, slug: id }))
  const scales = (await getCollection('skalaer')).map(({ id, data }) => ({ ...data, slug: id }))
  const workshops = await getCollection('workshops')
  return workshops.map(({ id, data }) => ({ params: { slug: id }, props: { template: compileWorkshop(id, data, { elements, scales }) } }))
}) satisfies GetStaticPaths

/** A drejebog as the start page asks for it: a WorkshopTemplate. */
export const GET: APIRoute<{ template: WorkshopTemplate }> = ({ props }) =>
  new Response(JSON.stringify(props.template), { headers: { 'content-type': 'application/json; charset=utf-8' } })
