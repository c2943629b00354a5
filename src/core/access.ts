/** The three ways to open a board, and the key of one ballot, which also opens what the participant key opens. */
export type KeyKind = 'facilitator' | 'participant' | 'ballot' | 'screen'

/** The four kinds of document. */
export type DocumentKind = 'session' | 'wall' | 'ballot' | 'results'

export type Right = 'write' | 'read' | 'none'
