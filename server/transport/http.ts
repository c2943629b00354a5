import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { matchedRoutes } from 'hono/route'
import { normaliseCode } from '../../src/core/code.ts'
import type { Report } from '../report/facts.ts'
import type { Metrics } from '../report/metrics.ts'
import type { Access, Boards } from '../rooms/boards.ts'
import type { Limits } from '../rooms/limits.ts'
import { Refusal } from '../rooms/refusal.ts'
import { isAtThisMachine, networkOrigins } from './addresses.ts'
import type { Budgets } from './budgets.ts'
import { createGuesses, refused } from './guesses.ts'
import { securityHeaders } from './headers.ts'
import { isOwnOrigin } from './origin.ts'
import { Problem } from './problems.ts'
import { keyOf } from './request.ts'
import { serveSite } from './site.ts'

type Node = { Bindings: HttpBindings }
type Parts = {
  boards: Boards
  budgets: Budgets
  limits: Limits
  report: Report
  metrics: Metrics
  publicUrl: string | null
  dist: string | null
  listening: () => AddressInfo
}

/** Loaded when first asked for: it takes as long as half of the rest. */
const bodies = () => import('./bodies.ts')

/** The HTTP calls of design.md section 7, and the site's files. */
export function createHttp(parts: Parts): RequestListener {
  const { boards, budgets, limits, report, metrics } = parts
  const app = new Hono<Node>()
  const guess = createGuesses(budgets.codes)

  app.use(securityHeaders(parts.publicUrl, parts.dist))
  app.use('/api/*', timed(report), noStore, ownPagesOnly(parts.publicUrl))
  // The rest of such a body is not read, so that nothing more can come over this connection.
  const tooLarge = (): Response => refuse(new Problem('too-large'), { connection: 'close' })
  app.use('/api/*', bodyLimit({ maxSize: limits.bodyBytes, onError: tooLarge }))

  const call = '/api/boards/:board'
  async function access(context: Context): Promise<Access> {
    const board = context.req.param('board') ?? ''
    try {
      return await boards.access(board, keyOf(context))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unknown-key') throw error
      throw (await budgets.keys.take(1, board)) ? error : new Refusal('too-many-keys')
    }
  }

  app.post('/api/boards', async c => {
    const { bodyOf, makeBoard } = await bodies()
    const wish = await bodyOf(c, makeBoard)
    const bytes = JSON.stringify(wish).length
    if (!(await budgets.made.take(bytes))) throw new Refusal('too-many-boards')
    return c.json(await boards.make(wish), 201)
  })
  app.post('/api/join', async c => {
    const { bodyOf, joinBoard } = await bodies()
    const { code } = await bodyOf(c, joinBoard)
    // What is no code at all is no guess either.
    const joined = normaliseCode(code) === null ? null : await guess(() => boards.join(code))
    if (joined === refused) throw new Refusal('too-many-guesses')
    if (joined) return c.json(joined)
    report({ name: 'wrong-code' })
    throw new Refusal('unknown-code')
  })
  /** [reach] Nobody is told where the machine stands but who steers or shows a meeting on it. */
  function reach(context: Context<Node>, { kind }: Access): { reach?: string[] } {
    if (parts.publicUrl !== null) return { reach: [new URL(parts.publicUrl).origin] }
    if (!(kind === 'facilitator' || kind === 'screen') || !isAtThisMachine(context.env.incoming)) return {}
    return { reach: networkOrigins(parts.listening()) }
  }
  app.get(call, async c => {
    const granted = await access(c)
    return c.json({ ...boards.info(granted), ...reach(c, granted) })
  })
  app.patch(call, async c => {
    const granted = await access(c)
    const { bodyOf, changeBoard } = await bodies()
    return c.json(await boards.changeSettings(granted, await bodyOf(c, changeBoard)))
  })
  app.delete(call, async c => {
    await boards.remove(await access(c))
    return c.body(null, 204)
  })
  app.post(`${call}/participants`, async c => c.json(await boards.addParticipant(await access(c)), 201))
  app.post(`${call}/close`, async c => c.json(await boards.close(await access(c))))
  app.get(`${call}/export`, async c => c.json(await boards.minutes(await access(c))))

  const allowed: Record<string, string> = {
    '/api/boards': 'POST',
    '/api/join': 'POST',
    [call]: 'GET, PATCH, DELETE',
    [`${call}/participants`]: 'POST',
    [`${call}/close`]: 'POST',
    [`${call}/export`]: 'GET'
  }
  for (const [path, methods] of Object.entries(allowed)) {
    app.all(path, () => refuse(new Problem('wrong-method'), { allow: methods }))
  }
  app.all('/api/*', () => refuse(new Problem('no-call')))

  app.get('/healthz', c => c.json({ ok: true }))
  app.get('/readyz', async c => {
    try {
      await boards.check()
      return c.json({ ok: true })
    } catch (error) {
      report({ name: 'store-failed', error })
      return c.json({ ok: false }, 503)
    }
  })
  app.get('/metrics', async c => {
    const { text, contentType } = await metrics.read()
    return c.text(text, 200, { 'content-type': contentType })
  })

  if (parts.dist !== null) serveSite(app, parts.dist)

  app.onError(error => {
    if (error instanceof Problem) return refuse(error)
    if (error instanceof Refusal) return refuse(new Problem(error.code), error.code.startsWith('too-many-') ? { 'retry-after': '60' } : {})
    // Who has hung up in the middle of a body: nobody reads the answer, and nothing has failed.
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return refuse(new Problem('bad-json'))
    report({ name: 'call-failed', error })
    return refuse(new Problem('internal'))
  })
  return getRequestListener(app.fetch)
}

const refuse = (problem: Problem, headers: Record<string, string> = {}): Response =>
  Response.json(problem.body, { status: problem.status, headers: { 'cache-control': 'no-store', ...headers } })

const noStore: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('cache-control', 'no-store')
}

const ownPagesOnly =
  (publicUrl: string | null): MiddlewareHandler =>
  async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin'), c.req.header('host'), publicUrl)) throw new Problem('foreign-page')
    await next()
  }

const timed =
  (report: Report): MiddlewareHandler =>
  async (c, next) => {
    const start = performance.now()
    await next()
    // The call that it is: what is registered for all paths matches too, and says nothing.
    const route = matchedRoutes(c).find(({ path }) => !path.endsWith('*'))?.path ?? '/api/*'
    report({ name: 'call', method: c.req.method, route, status: c.res.status, ms: performance.now() - start })
  }
