/**
 * Whether this is `npm run test:long`, where milliseconds are judged too: on a machine that has nothing else to do. In `npm test`
 * no stopwatch decides.
 */
export const isLongRun = process.env.LONG_RUN === '1'
