import * as Y from 'yjs'

/** A document without a guid of its own, which nothing here reads: Yjs makes one from 32 calls for random numbers, 0.1 ms in all. */
export const newDoc = (): Y.Doc => new Y.Doc({ guid: '' })
