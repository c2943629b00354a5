import type { IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo, BlockList } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { JoinedBoard } from '../../../src/core/board/api.ts'
import { CODE_LENGTH, normaliseCode } from '../../../src/core/board/code.ts'
import { isSpoken, PROTOCOL_HEADER } from '../../../src/core/board/protocol.ts'
import { readRecovery } from '../../../src/core/board/recovery.ts'
import type { Access, Boards } from '../../boards/contract.ts'
import { Refusal } from '../../refusal.ts'
import type { Report } from '../../report/facts.ts'
import type { Metrics } from '../../report/metrics.ts'
import type { Budgets } from '../budgets.ts'
import { clientAddress } from '../client-address.ts'
import type { BudgetLimits } from '../limits.ts'
import { isOwnOrigin } from '../origin.ts'
import { isAtThisMachine, networkOrigins } from './addresses.ts'
import { CodeAttempts, refused } from './code-attempts.ts'
import { securityHeaders } from './headers.ts'
import type { HttpLimits } from './limits.ts'
import { Problem } from './problems.ts'
import { keyOf } from './request.ts'
import { formFault } from './request-form.ts'
import { type SiteEnv, serveSite } from './site.ts'
import { workshopBody } from './workshop-body.ts'

type Parts = {
  boards: Boards
  budgets: Budgets
  limits: HttpLimits & Pick<BudgetLimits, 'boardBytes'>
  report: Report
  metrics: Metrics
  publicUrl: string | null
  dist: string | null
  listening: () => AddressInfo
  trusted: BlockList
}

/** Loaded when first asked for: it takes as long as half of the rest. */
const bodies = () => import('./bodies.ts')

/** The HTTP calls of design.md section 7, and the site's files. */
export function createHttp(parts: Parts): RequestListener {
  const { boards, budgets, limits, report, metrics } = parts
  const app = new Hono<SiteEnv>()
  const { guessesWaiting: waiting, guessPatience: patience } = limits
  const attempts = new CodeAttempts({ atOnce: limits.guessesAtOnce, aSecond: limits.guessesASecond, waiting, patience })
  const earlierAttempts = new CodeAttempts({ atOnce: limits.earlierGuessesAtOnce, aSecond: limits.earlierGuessesASecond, waiting, patience })
  const recoveries = new CodeAttempts({ atOnce: limits.guessesAtOnce, aSecond: limits.guessesASecond, waiting, patience })
  const requestOf = (context: Context): IncomingMessage => (context.env as HttpBindings).incoming
  const addressOf = (context: Context): string => clientAddress(requestOf(context), parts.trusted)

  app.use(securityHeaders(parts.publicUrl))
  app.use('/api/*', timed(report), noStore, ownPagesOnly(parts.publicUrl), spokenOnly)
  app.use(async (c, next) => {
    const fault = formFault(requestOf(c), limits)
    // The rest of such a request is not read, so that nothing more can come over this connection.
    if (fault !== null) return refuse(new Problem(fault), { connection: 'close' })
    return next()
  })

  const guess = (from: string, code: string): Promise<JoinedBoard | null | typeof refused> => {
    const look = (): Promise<JoinedBoard | null> => boards.join(code)
    return code.length === CODE_LENGTH ? attempts.ask(from, code, look) : earlierAttempts.ask('all', code, look)
  }
  const call = '/api/boards/:board'
  async function access(context: Context): Promise<Access> {
    const board = context.req.param('board') ?? ''
    try {
      return await boards.access(board, keyOf(context))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unknown-key') throw error
      const again = budgets.keys.take(board, 1)
      throw again === 0 ? error : new Refusal('too-many-keys', again)
    }
  }

  app.post('/api/boards', async c => {
    const from = addressOf(c)
    // Before anything of it is looked at, or looking would cost nothing.
    const again = budgets.made.take(from, Number(c.req.header('content-length') ?? 0))
    if (again > 0) throw new Refusal('too-many-boards', again)
    const { bodyOf, makeBoard } = await bodies()
    const made = await boards.make(await bodyOf(c, makeBoard, limits))
    budgets.made.charge(from, limits.boardBytes)
    return c.json(made, 201)
  })
  app.post('/api/join', async c => {
    const { bodyOf, joinBoard } = await bodies()
    const code = normaliseCode((await bodyOf(c, joinBoard, limits)).code)
    // What is no code at all is no guess either.
    const joined = code === null ? null : await guess(addressOf(c), code)
    if (joined === refused) throw new Refusal('too-many-guesses', 1)
    if (joined) return c.json(joined)
    report({ name: 'wrong-code', kind: 'join' })
    throw new Refusal('unknown-code')
  })
  app.post('/api/recover', async c => {
    const { bodyOf, joinBoard } = await bodies()
    const read = readRecovery((await bodyOf(c, joinBoard, limits)).code)
    const found = 'code' in read ? await recoveries.ask(addressOf(c), read.code, () => boards.recover(read.code)) : null
    if (found === refused) throw new Refusal('too-many-recoveries', 1)
    if (found) return c.json(found)
    report({ name: 'wrong-code', kind: 'recovery' })
    throw new Refusal('unknown-recovery')
  })
  /** [reach] Nobody is told where the machine stands but who steers or shows a meeting on it. */
  function reach(context: Context<SiteEnv>, { kind }: Access): { reach?: string[] } {
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
    return c.json(await boards.changeSettings(granted, await bodyOf(c, changeBoard, limits)))
  })
  app.delete(call, async c => {
    await boards.remove(await access(c))
    return c.body(null, 204)
  })
  app.post(`${call}/participants`, async c => {
    const granted = await access(c)
    const again = budgets.seats.take(`${granted.row.id} ${addressOf(c)}`, 1)
    if (again > 0) throw new Refusal('too-many-seats', again)
    if (Number(c.req.header('content-length') ?? 0) === 0) return c.json(await boards.addParticipant(granted, {}), 201)
    const { bodyOf, makeParticipant } = await bodies()
    return c.json(await boards.addParticipant(granted, await bodyOf(c, makeParticipant, limits)), 201)
  })
  app.post(`${call}/lay`, async c => {
    await boards.layBallot(await access(c))
    return c.body(null, 204)
  })
  app.post(`${call}/close`, async c => c.json(await boards.close(await access(c))))
  // The same for as long as the board lives, and no longer on the device that keeps it.
  app.get(`${call}/workshop`, async c => {
    const { workshop, seconds } = boards.workshop(await access(c))
    const { body, headers } = workshopBody(workshop, c.req.header('accept-encoding'))
    return c.body(body, 200, { ...headers, 'cache-control': `private, max-age=${seconds}, immutable`, vary: 'Authorization, Accept-Encoding' })
  })
  app.get(`${call}/export`, async c => c.json(await boards.minutes(await access(c))))

  const allowed: Record<string, string> = {
    '/api/boards': 'POST',
    '/api/join': 'POST',
    '/api/recover': 'POST',
    [call]: 'GET, PATCH, DELETE',
    [`${call}/participants`]: 'POST',
    [`${call}/lay`]: 'POST',
    [`${call}/close`]: 'POST',
    [`${call}/workshop`]: 'GET',
    [`${call}/export`]: 'GET'
  }
  for (const [path, methods] of Object.entries(allowed)) {
    app.all(path, () => refuse(new Problem('wrong-method'), { allow: methods }))
  }
  app.all('/api/*', () => refuse(new Problem('no-call')))

  for (const path of ['/healthz', '/readyz', '/metrics']) app.use(path, noStore)
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
    if (error instanceof Refusal) return refuse(new Problem(error.code), error.again === null ? {} : { 'retry-after': String(error.again) })
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
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}

const ownPagesOnly =
  (publicUrl: string | null): MiddlewareHandler =>
  async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin'), c.req.header('host'), publicUrl)) throw new Problem('foreign-page')
    await next()
  }

const spokenOnly: MiddlewareHandler = async (c, next) => {
  if (!isSpoken(c.req.header(PROTOCOL_HEADER))) throw new Problem('other-release')
  await next()
}

const timed =
  (report: Report): MiddlewareHandler =>
  async (c, next) => {
    const start = performance.now()
    await next()
    // The matched route, without the wildcard middleware.
    const route = matchedRoutes(c).find(({ path }) => !path.endsWith('*'))?.path ?? '/api/*'
    report({ name: 'call', method: c.req.method, route, status: c.res.status, ms: performance.now() - start })
  }
