import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { mendedPath } from '../../../src/core/board/link.ts'
import { fileAt, type SiteFile, siteFiles } from './site-files.ts'

/** `file`: what is answered with, where that is a file of the site. */
export type SiteEnv = { Bindings: HttpBindings; Variables: { file?: SiteFile } }

/**
 * The built site. Files under `_astro/` have their content's hash in their name and never change; all else is asked for anew. Which files
 * there are is known beforehand, so that no path leads anywhere else, and no request waits for the disk but for the file's bytes.
 */
export function serveSite(app: Hono<SiteEnv>, dist: string): void {
  const files = siteFiles(dist)
  app.use('*', async (c, next) => {
    await next()
    if (c.res.headers.has('cache-control')) return
    const fixed = (c.res.status === 200 || c.res.status === 304) && c.req.path.startsWith('/_astro/')
    c.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  // Answers 304 by the tag that is set below.
  app.use('*', etag())
  app.get('*', async (c, next) => {
    const file = fileAt(await files(), c.req.path)
    return (file && (await answer(c, dist, file, 200))) ?? next()
  })
  app.notFound(async c => {
    const mended = /^(GET|HEAD)$/.test(c.req.method) ? mendedPath(new URL(c.req.url).pathname) : null
    if (mended !== null) return c.newResponse(null, 302, { location: mended, 'cache-control': 'no-store' })
    const page = fileAt(await files(), '/404.html')
    return (page && (await answer(c, dist, page, 404))) ?? c.text('Siden findes ikke.', 404)
  })
}

/** A whole file, in the form that the browser takes: parts are not sent, as RFC 9110, 14.2 allows, since the largest that a page loads is a font of 34 kB. Null where it is gone. */
async function answer(c: Context<SiteEnv>, dist: string, file: SiteFile, status: 200 | 404): Promise<Response | null> {
  const taken = new Set(
    c.req
      .header('accept-encoding')
      ?.split(',')
      .map(name => name.trim())
  )
  const encoding = (['br', 'gzip'] as const).find(name => taken.has(name) && file[name])
  const form = (encoding && file[encoding]) ?? file.plain
  // Of what was built anew a moment ago the old file may be gone.
  const bytes = c.req.method === 'HEAD' ? null : await readFile(join(dist, form.name)).catch(() => undefined)
  if (bytes === undefined) return null
  c.set('file', file)
  c.header('content-type', file.type)
  c.header('content-length', String(bytes?.length ?? form.bytes))
  if (encoding) c.header('content-encoding', encoding)
  if (file.br || file.gzip) c.header('vary', 'Accept-Encoding')
  if (status === 200) {
    c.header('last-modified', file.modified)
    c.header('accept-ranges', 'none')
    c.header('etag', form.tag)
  }
  return bytes === null ? c.body(null, status) : c.body(bytes, status)
}
