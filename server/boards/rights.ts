import type { DocumentKind, KeyKind, Right } from '../../src/core/board/access.ts'

/**
 * Who may do what with which document (design: "a board is four kinds of document"). Decided once, at the connection:
 * no right depends on what an update means.
 */
const open: Record<DocumentKind, Record<KeyKind, Right>> = {
  session: { facilitator: 'write', participant: 'read', ballot: 'read', screen: 'read', reader: 'none' },
  wall: { facilitator: 'write', participant: 'write', ballot: 'write', screen: 'read', reader: 'none' },
  ballot: { facilitator: 'none', participant: 'none', ballot: 'write', screen: 'none', reader: 'none' },
  results: { facilitator: 'read', participant: 'read', ballot: 'read', screen: 'read', reader: 'none' }
}

/** `own`: the ballot that is asked for is the one that the key was made for. Without meaning for other documents. */
export function right(kind: KeyKind, document: DocumentKind, { closed, own }: { closed: boolean; own: boolean }): Right {
  const given = open[document][kind]
  if (document === 'ballot') return own && !closed ? given : 'none'
  return closed && given === 'write' && kind !== 'facilitator' ? 'read' : given
}
