import type { IncomingMessage } from 'node:http'
import type { HttpLimits } from './limits.ts'
import type { ProblemCode } from './problems.ts'

/**
 * What is wrong with a request before anything of its body is read; null where nothing is. A body comes with its length: one in chunks
 * can be cut into pieces of one byte, each of which costs as much as a packet, and its end is known too late to refuse it.
 */
export function formFault({ headersDistinct, headers, method, url = '' }: IncomingMessage, limits: HttpLimits): ProblemCode | null {
  // RFC 9112, 3.2: which of the two a proxy has gone by cannot be known.
  if ((headersDistinct.host?.length ?? 0) > 1) return 'two-hosts'
  if (headers['transfer-encoding'] !== undefined) return 'no-length'
  const most = method === 'POST' && /^\/api\/boards(\?|$)/.test(url) ? limits.bodyBytes : limits.smallBodyBytes
  return Number(headers['content-length'] ?? 0) > most ? 'too-large' : null
}
