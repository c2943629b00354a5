import type { Minutes } from '../core/minutes/minutes.ts'
import { api } from '../sync/api.ts'

/** The minutes of a board. Throws an error that carries the answer's HTTP status, 0 where none came. */
export const fetchMinutes = (board: string, key: string): Promise<Minutes> => api.minutes(board, key)
