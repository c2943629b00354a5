import { givenKey } from '../given-key.ts'

/** Where a host says which key ballots are sealed with. */
export type BallotKeyPlace = { BALLOT_KEY?: string | undefined; BALLOT_KEY_FILE?: string | undefined }

const REMEDY = 'make one with "openssl rand -base64 32", and keep it where the data folder’s backups are not'

/**
 * [sealed-at-rest] The key from the environment or from a mounted file; null where neither is set. Throws Error, with what to do, where it is no key or both
 * are set.
 */
export const ballotKey = ({ BALLOT_KEY, BALLOT_KEY_FILE }: BallotKeyPlace): Uint8Array | null =>
  givenKey('BALLOT_KEY', { BALLOT_KEY, BALLOT_KEY_FILE }, REMEDY)
