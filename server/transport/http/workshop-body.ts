import { gzipSync } from 'node:zlib'
import type { Workshop } from '../../../src/core/workshop/workshop.ts'

const compressed = new WeakMap<Workshop, Uint8Array<ArrayBuffer>>()

/** A workshop as JSON, with gzip where the client takes that. It is compressed once for as long as somebody holds it: 60 kB become 16. */
export function workshopBody(workshop: Workshop, acceptEncoding = ''): { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  const headers = { 'content-type': 'application/json' }
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding)) return { body: JSON.stringify(workshop), headers }
  let body = compressed.get(workshop)
  if (!body) {
    body = new Uint8Array(gzipSync(JSON.stringify(workshop)))
    compressed.set(workshop, body)
  }
  return { body, headers: { ...headers, 'content-encoding': 'gzip' } }
}
