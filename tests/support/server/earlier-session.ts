import * as Y from 'yjs'
import type { Storage } from '../../../server/storage/storage.ts'
import { SERVER_CLIENT } from '../../../server/update-check/check-update.ts'
import type { Workshop } from '../../../src/core/workshop/workshop.ts'

/** Boards that are made from now on begin as they did before the workshop was served over HTTP: the server has laid it into their session. */
export function withEarlierSessions(storage: Storage): void {
  const { make } = storage
  storage.make = (row, documents) => {
    const session = new Y.Doc()
    session.clientID = SERVER_CLIENT
    session.getMap('workshop').set('data', row.workshop)
    return make(row, { ...documents, session: Y.encodeStateAsUpdate(session) })
  }
}

/** The workshop that lies in such a session. */
export const workshopIn = (doc: Y.Doc): Workshop | undefined => doc.getMap('workshop').get('data') as Workshop | undefined
