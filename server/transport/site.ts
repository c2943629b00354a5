import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { etag } from 'hono/etag'
import { mendedPath } from '../../src/core/link.ts'

/** The built site. Files under `_astro/` have their content's hash in their name and never change; all else is asked for anew. */
export function serveSite(app: Hono<{ Bindings: HttpBindings }>, dist: string): void {
  app.use('*', async (c, next) => {
    await next()
    if (c.res.headers.has('cache-control')) return
    const fixed = (c.res.status === 200 || c.res.status === 304) && c.req.path.startsWith('/_astro/')
    c.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  app.use('*', etag())
  app.get('*', serveStatic({ root: dist, precompressed: true }))
  app.notFound(c => {
    const mended = /^(GET|HEAD)$/.test(c.req.method) ? mendedPath(new URL(c.req.url).pathname) : null
    if (mended !== null) return c.newResponse(null, 302, { location: mended, 'cache-control': 'no-store' })
    const page = notFoundPage(dist)
    return page === null ? c.text('Siden findes ikke.', 404) : c.html(page, 404)
  })
}

function notFoundPage(dist: string): string | null {
  try {
    return readFileSync(join(dist, '404.html'), 'utf8')
  } catch {
    return null
  }
}
