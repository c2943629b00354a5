import * as Y from 'yjs'
import type { AcceptedUpdate } from './check-update.ts'
import type { Struct } from './item-locator.ts'

/**
 * Applies what `checkUpdate` has accepted, to the document as it was then: what Y.applyUpdate makes of its `news`, without reading the bytes a second time. The structs
 * are laid in the order in which they were looked at. Throws where Yjs does.
 */
export function applyChecked(doc: Y.Doc, { structs, deletes }: Pick<AcceptedUpdate, 'structs' | 'deletes'>): void {
  Y.transact(
    doc,
    transaction => {
      transaction.local = false
      for (const struct of structs) lay(doc, transaction, struct)
      Y.iterateDeletedStructs(transaction, deletes, struct => {
        if (struct instanceof Y.Item && !struct.deleted) struct.delete(transaction)
      })
    },
    null,
    false
  )
}

function lay(doc: Y.Doc, transaction: Y.Transaction, struct: Struct): void {
  if (struct instanceof Y.Item) {
    // A root, which the check has found to be one of the document's.
    if (typeof struct.parent === 'string') struct.parent = doc.get(struct.parent)
    // Finds its neighbours and what it stands in.
    if (struct.getMissing(transaction, doc.store) !== null) throw new Error('A struct came before what it builds on')
  }
  struct.integrate(transaction, 0)
}
