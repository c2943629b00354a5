import type { Context, MiddlewareHandler } from 'hono'
import type { SiteEnv } from './site.ts'

/** Of data, which no browser has to run, show or frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** Of scripts, styles, pictures and fonts, and of a page that says nothing itself. */
const FILE_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
/** The board: a facilitator's page shows the big screen in small. A page of another site frames none of ours. */
const frameable = /^\/bord\/?(index\.html)?$/
const YEAR = 365 * 24 * 60 * 60

/**
 * What every answer says to a browser. A page carries its content policy in a meta element, with the hashes of its own
 * inline scripts; the header says the same, so that it holds from the first byte, and what only a header can: who may
 * frame the page. HTTPS for good is promised only where the server is known by such an address.
 */
export function securityHeaders(publicUrl: string | null): MiddlewareHandler<SiteEnv> {
  const publicAddress = publicUrl === null ? null : new URL(publicUrl)
  return async (c, next) => {
    await next()
    const type = typeOf(c)
    const own = c.get('file')?.policy ?? null
    const hosts = [c.req.header('host'), publicAddress?.host]
    const framed = frameable.test(c.req.path)
    const policy = own === null ? (/^(application\/json|text\/plain)/.test(type) ? DATA_POLICY : FILE_POLICY) : withOwnSockets(own, hosts, framed)
    c.header('content-security-policy', policy)
    c.header('x-frame-options', framed && own !== null ? 'SAMEORIGIN' : 'DENY')
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('cross-origin-resource-policy', 'same-origin')
    c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()')
    if (publicAddress?.protocol === 'https:') c.header('strict-transport-security', `max-age=${2 * YEAR}`)
  }
}

/**
 * The type of what is answered, or stands for: a 304 has none, and its headers take the place of those that the browser has
 * stored with the page (RFC 9111, 3.2), so that they have to say the same.
 */
function typeOf(c: Context<SiteEnv>): string {
  return c.res.headers.get('content-type') ?? c.get('file')?.type ?? ''
}

/** A page may open sockets to where it came from, and not to all the world as its meta element has to say for older browsers. */
function withOwnSockets(policy: string, hosts: (string | undefined)[], framed: boolean): string {
  const known = [...new Set(hosts)].filter(host => host !== undefined && /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i.test(host))
  const sockets = known.map(host => `ws://${host} wss://${host}`).join(' ')
  return `${policy.replace(' ws: wss:', sockets && ` ${sockets}`)}; frame-ancestors ${framed ? "'self'" : "'none'"}`
}
