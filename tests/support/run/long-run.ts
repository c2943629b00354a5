/**
 * Whether this is `npm run test:long`, where milliseconds are judged too: on a machine that has nothing else to do. In `npm test`
 * no stopwatch decides.
 */
export const isLongRun = process.env.LONG_RUN === '1'

/** Of a thing that is looked at in many sizes, states or places: the first so many in `npm test`, all of them in a long run. */
export const someOf = <T>(all: readonly T[], usual: number): readonly T[] => (isLongRun ? all : all.slice(0, usual))
