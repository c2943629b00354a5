/**
 * Stands in the build (astro.config.mjs) for parts of yjs and y-websocket that a board has no use of, so that pages are lighter:
 * lib0/broadcastchannel (the server alone decides what reaches whom), y-protocols/awareness (nobody is shown where others are),
 * lib0/logging (coloured warnings) and lib0/environment (whether this is Node). Each has the names here that are asked of it.
 */
const nothing = (): void => {}

export { nothing as applyAwarenessUpdate, nothing as publish, nothing as removeAwarenessStates, nothing as subscribe, nothing as unsubscribe }

/** Sends no presence; the empty one that the server keeps a quiet connection up with is not read. */
export class Awareness {
  meta = new Map<number, never>()
  on = nothing
  off = nothing
  setLocalState = nothing
  getLocalState = (): null => null
  getStates = (): Map<number, never> => this.meta
}
/** Of nobody. */
export const encodeAwarenessUpdate = (): Uint8Array => new Uint8Array(1)

/** Warns without colours. */
export const warn = (...words: unknown[]): void => console.warn(...words)
export const print = warn
export const ORANGE = ''
export const BOLD = ''
export const UNBOLD = ''
export const RED = ''

export const isNode = false
/** There is no environment in a browser. */
export const getVariable = (): null => null
