import { z } from 'zod'
import { STATUS_FORMAT, STATUS_VERSION } from '../core/commitments/own-status.ts'
import type { StatusFile } from '../core/commitments/places.ts'
import { type Fault, faultsOf } from './faults.ts'

/** Characters of a saved status: 200 commitments are some 5,000. */
const STATUS_LENGTH = 100_000

/** A place's own status on a quality agreement as a file: one agreed answer a commitment, and no persons. */
export const statusFileSchema = z.strictObject({
  format: z.literal(STATUS_FORMAT),
  version: z.literal(STATUS_VERSION),
  agreement: z.strictObject({ title: z.string().max(200) }),
  place: z.string().max(200).exactOptional().describe('Stedets navn. Ingen personer.'),
  date: z.iso.date().describe('Dagen: 2026-11-27.'),
  answers: z
    .record(z.string().max(20), z.literal([0, 1, 2, 'unknown', 'notApplicable']))
    .describe('Tilsagnets id og svaret: 0, 1, 2, unknown eller notApplicable.')
})

export type ReadStatus = { ok: true; status: StatusFile } | { ok: false; faults: Fault[] }

/** Whether a value that was read from a file says to be a status, of whatever version. */
export const isStatus = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === STATUS_FORMAT

/**
 * Reads a status that was saved as a file, from its value. Strict: what is wrong, missing or not known is a fault with its remedy, in Danish.
 * `file`: its name, for the faults. Never throws.
 */
export function readStatus(value: unknown, length: number, file = 'status'): ReadStatus {
  const refused = (field: string, remedy: string): ReadStatus => ({ ok: false, faults: [{ file, field, remedy }] })
  if (length > STATUS_LENGTH) return refused('hele filen', 'er for stor til at være en status. Vælg en anden fil.')
  const { version } = value as { version?: unknown }
  if (typeof version === 'number' && version > STATUS_VERSION)
    return refused('version', 'er nyere end den, som siden her kender. Genindlæs siden, eller åbn filen dér, hvor den er lavet.')
  const read = statusFileSchema.safeParse(value)
  return read.success ? { ok: true, status: read.data } : { ok: false, faults: faultsOf(file, statusFileSchema, read.error, value) }
}
