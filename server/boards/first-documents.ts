import * as Y from 'yjs'
import type { Settings } from '../../src/core/settings.ts'
import type { Workshop } from '../../src/core/workshop.ts'
import { writeResults } from '../../src/documents/results.ts'
import { seedSession } from '../../src/documents/session.ts'
import { newDoc } from '../documents/new-doc.ts'
import { SERVER_CLIENT } from '../update-check/check-update.ts'

/** The documents that a board begins with: the session with its copy of the workshop, and results without any. */
export function firstDocuments(workshop: Workshop, settings: Settings): { session: Uint8Array; results: Uint8Array } {
  const written = (write: (doc: Y.Doc) => void): Uint8Array => {
    const doc = newDoc()
    doc.clientID = SERVER_CLIENT
    write(doc)
    return Y.encodeStateAsUpdate(doc)
  }
  return {
    session: written(doc => seedSession(doc, workshop)),
    results: written(doc => writeResults(doc, { settings, people: 0, answered: 0, closed: null, progress: {}, previews: {}, published: {} }))
  }
}
