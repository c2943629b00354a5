import type { Component } from 'svelte'
import type { Workshop } from '../../core/workshop/workshop.ts'
import type { Board } from '../../stores/board/board.ts'

/** A board as one kind of key shows it. */
export type View = Component<{ board: Board; workshop: Workshop }>
/** The three ways to open a board, each loaded by who opens it so. */
export type Views = Record<'facilitator' | 'participant' | 'screen', () => Promise<{ default: View }>>
