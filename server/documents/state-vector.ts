import * as Y from 'yjs'

/** Whether a state vector is that of a client that has nothing. */
export const isEmptyVector = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0

/** The state vector of a document as it was before its last updates. */
export function vectorBefore(doc: Y.Doc, updates: Uint8Array[]): Uint8Array {
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc))
  for (const update of updates) {
    for (const [client, clock] of Y.parseUpdateMeta(update).from) vector.set(client, Math.min(clock, vector.get(client) ?? 0))
  }
  return Y.encodeStateVector(vector)
}
