import * as Y from 'yjs'
import type { Settings } from '../../src/core/board/settings.ts'
import { writeResults } from '../../src/documents/results.ts'
import { newDoc } from '../documents/new-doc.ts'
import { SERVER_CLIENT } from '../update-check/check-update.ts'

/** The documents that a board begins with: a session in which nothing is set yet, and results without any. */
export function firstDocuments(settings: Settings): { session: Uint8Array; results: Uint8Array } {
  const results = newDoc()
  results.clientID = SERVER_CLIENT
  writeResults(results, { settings, people: 0, answered: 0, closed: null, progress: {}, previews: {}, published: {} })
  return { session: Y.encodeStateAsUpdate(newDoc()), results: Y.encodeStateAsUpdate(results) }
}
