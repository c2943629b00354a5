import { boardLimits } from './boards/limits.ts'
import { commitLimits } from './commit/limits.ts'
import { documentLimits } from './documents/limits.ts'
import { httpLimits } from './transport/http/limits.ts'
import { budgetLimits } from './transport/limits.ts'
import { syncLimits } from './transport/sync/limits.ts'

/** Every limit of the server. Each stands beside what it limits, with the reason for its number; tests and benches may set others. */
export const limits = { ...documentLimits, ...commitLimits, ...boardLimits, ...budgetLimits, ...httpLimits, ...syncLimits }
export type Limits = typeof limits
