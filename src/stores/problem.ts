import { ApiError } from '../sync/api.ts'

/** Why something cannot be had: a code for the page, and a Danish sentence for the person who holds the phone. */
export type BoardProblem = { code: string; message: string /** Whether trying again may help. */; retry: boolean }

/** What an exception of the wire means to the person who holds the phone. */
export const problemOf = (error: unknown): BoardProblem =>
  error instanceof ApiError
    ? {
        code: error.code,
        message: error.message,
        retry: error.code === 'unknown' || error.status === 0 || error.status >= 500 || error.status === 429 || error.status === 426
      }
    : { code: 'unknown', message: 'Noget gik galt på siden. Hent den igen.', retry: true }
