import { DatabaseError } from 'pg'
import { type FaultKind, StorageFault } from '../storage.ts'

/** PostgreSQL's codes (SQLSTATE, whole or their class) that say something of the database itself and not of what was asked of it. */
const faults: Record<string, FaultKind> = {
  '25006': 'read-only',
  '53100': 'full',
  // Out of memory or of connections, a statement or a lock that took too long, a server that ends or has just begun.
  '53': 'failing',
  '57': 'failing',
  '55P03': 'failing',
  '08': 'failing',
  '25P03': 'failing',
  '42501': 'failing',
  XX001: 'damaged',
  XX002: 'damaged'
}

/** Whether PostgreSQL has answered with this error and goes on taking statements; else nobody knows what became of the statement. */
export const isAnswer = (error: unknown): boolean => error instanceof DatabaseError && error.severity !== 'FATAL' && error.severity !== 'PANIC'

/** The error as the storage's fault, where it is one; else the error itself. All that is no answer is one: a time-out, a lost connection. */
export function faultOf(error: unknown): unknown {
  if (error instanceof StorageFault) return error
  if (!(error instanceof DatabaseError)) return new StorageFault('failing', `PostgreSQL does not answer (${wordsOf(error)})`)
  const { code = '', message } = error
  const fault = faults[code] ?? faults[code.slice(0, 2)] ?? (isAnswer(error) ? undefined : 'failing')
  return fault ? new StorageFault(fault, `${message} (PostgreSQL ${code})`) : error
}

function wordsOf(error: unknown): string {
  const { code, message = '' } = error as { code?: string; message?: string }
  return code ?? message
}
