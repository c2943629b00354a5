import { codeSentence, readCode } from './code.ts'
import { RECOVERY_LENGTH, readRecovery } from './recovery.ts'

/** What was typed where people join: the code of the big screen, a facilitator's recovery code, or what to tell the person. */
export type TypedCode = { join: string } | { recover: string } | { problem: string }

/** Fewer characters than these were meant as the big screen's code. */
const RECOVERY_AT_LEAST = 13

/** The groups of a recovery code as it is shown, one of them a character short or long. */
const IN_DASHES = /^\s*[\p{L}\p{N}]{3,5}(\p{Pd}[\p{L}\p{N}]{3,5}){3}\s*$/u

/**
 * Reads it. A recovery code stands by itself, in one piece or in groups of four: of words around a code none is taken for a part of one.
 * One that lacks a character is still told as one, though two of its groups may read as the big screen's code: whoever types it leads the meeting.
 */
export function readTypedCode(input: string): TypedCode {
  const words = input
    .normalize('NFKC')
    .replace(/^.*kode\s*:/is, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const count = words.join('').length
  const inGroups = words.length === 1 || words.slice(0, -1).every(word => word.length % 4 === 0) || IN_DASHES.test(input)
  const isMeant = inGroups && count >= RECOVERY_AT_LEAST && count <= RECOVERY_LENGTH + 4
  const recovery = isMeant ? readRecovery(input) : null
  if (recovery && 'code' in recovery) return { recover: recovery.code }
  if (recovery && !recovery.strange) return { problem: recovery.problem }
  const read = readCode(input)
  if ('code' in read) return { join: read.code }
  return { problem: recovery ? recovery.problem : codeSentence(read) }
}
