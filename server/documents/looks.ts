import { channel } from 'node:diagnostics_channel'

/** `steps`: see Verdict in check-update.ts. */
export type Look = { steps: number }

/**
 * The work of each look at a message, for who listens within the process, as tests do: a count says what milliseconds say only of
 * one machine. In no log and no metric, since it grows with a ballot's answers.
 */
export const looks = channel('pejling:look')
