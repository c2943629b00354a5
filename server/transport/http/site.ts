import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { mendedPath } from '../../../src/core/link.ts'

type Site = { Bindings: HttpBindings; Variables: { file?: string } }

/** The built site. Files under `_astro/` have their content's hash in their name and never change; all else is asked for anew. */
export function serveSite(app: Hono<{ Bindings: HttpBindings }>, dist: string): void {
  const tagOf = fileTags()
  const site = app as unknown as Hono<Site>
  site.use('*', async (c, next) => {
    await next()
    if (c.res.headers.has('cache-control')) return
    const fixed = (c.res.status === 200 || c.res.status === 304) && c.req.path.startsWith('/_astro/')
    c.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  // Answers 304 by the tag that is set below.
  site.use('*', etag())
  site.use('*', async (c, next) => {
    // Always the whole file, as RFC 9110, 14.2 allows: the largest that a page loads is a font of 34 kB.
    c.req.raw.headers.delete('range')
    await next()
    const file = c.get('file')
    if (file === undefined) return
    c.header('accept-ranges', 'none')
    c.header('etag', tagOf(file))
    if (isPressed(file)) c.header('vary', 'Accept-Encoding')
  })
  const onFound = (file: string, c: Context): void => c.set('file', file)
  site.get('*', serveStatic({ root: dist, precompressed: true, onFound }))
  site.notFound(c => {
    const mended = /^(GET|HEAD)$/.test(c.req.method) ? mendedPath(new URL(c.req.url).pathname) : null
    if (mended !== null) return c.newResponse(null, 302, { location: mended, 'cache-control': 'no-store' })
    const page = notFoundPage(dist)
    return page === null ? c.text('Siden findes ikke.', 404) : c.html(page, 404)
  })
}

/** Whether a file has compressed forms. Which one is sent then depends on the browser's Accept-Encoding. */
const isPressed = (file: string): boolean => /\.(br|gz)$/.test(file) || existsSync(`${file}.br`) || existsSync(`${file}.gz`)

/** An entity tag for a file's bytes, the same for GET and HEAD; another for each form of it. Made once, and anew when the file is built anew. */
function fileTags(): (file: string) => string {
  const known = new Map<string, { built: number; tag: string }>()
  return file => {
    const built = statSync(file).mtimeMs
    const before = known.get(file)
    if (before?.built === built) return before.tag
    const tag = `"${createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22)}"`
    known.set(file, { built, tag })
    return tag
  }
}

function notFoundPage(dist: string): string | null {
  try {
    return readFileSync(join(dist, '404.html'), 'utf8')
  } catch {
    return null
  }
}
