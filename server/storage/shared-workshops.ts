import { hash as hashOf } from 'node:crypto'
import { withWords } from '../../src/core/workshop/earlier-words.ts'
import type { Workshop } from '../../src/core/workshop/workshop.ts'

/**
 * Reads workshops from their JSON, those that are the same as one object for as long as somebody holds it: most boards of a
 * busy morning have one of a few drejebøger, 60 kB of text each and several times that as objects.
 */
export function sharedWorkshops(): (json: string) => Workshop {
  const held = new Map<string, WeakRef<Workshop>>()
  const gone = new FinalizationRegistry<string>(hash => {
    if (held.get(hash)?.deref() === undefined) held.delete(hash)
  })
  return json => {
    const hash = hashOf('sha256', json, 'base64')
    const there = held.get(hash)?.deref()
    if (there) return there
    const workshop = withWords(JSON.parse(json) as Workshop)
    held.set(hash, new WeakRef(workshop))
    gone.register(workshop, hash)
    return workshop
  }
}
