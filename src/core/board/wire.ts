/** Numbers of the messages on a sync socket, as y-websocket 3 and y-protocols 1 have them: held to what those export by wire.test.ts. */

/** The first number of a message; from 100 up they are anybody's own, and ours stand in api.ts. */
export const MESSAGE_SYNC = 0
export const MESSAGE_AWARENESS = 1
export const MESSAGE_AUTH = 2
export const MESSAGE_QUERY_AWARENESS = 3

/** The second number of a sync message: asks with a state vector, answers that, or brings an update. */
export const SYNC_STEP_1 = 0
export const SYNC_STEP_2 = 1
export const SYNC_UPDATE = 2
