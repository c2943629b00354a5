import type { Snippet } from 'svelte'
import type { ElementNumber } from '../../core/workshop/workshop.ts'

/** Draws the name of an element's row that folds. */
export type FoldingHead = Snippet<[element: ElementNumber, name: string, folded: boolean | undefined]>

/** How the rows beside the rose fold: which is unfolded, by its element and its place from 0, and how its name is drawn. */
export type Folding = { isOpen: (element: ElementNumber, place: number) => boolean; head: FoldingHead }
