/**
 * The three ways to open a board, the key of one ballot, which also opens what the participant key opens, and the minutes' key, which
 * reads the minutes and nothing else.
 */
export type KeyKind = 'facilitator' | 'participant' | 'ballot' | 'screen' | 'reader'

/** The four kinds of document. */
export type DocumentKind = 'session' | 'wall' | 'ballot' | 'results'

export type Right = 'write' | 'read' | 'none'
