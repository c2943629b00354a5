import { mount } from 'svelte'
import Board from './Board.svelte'
import type { Views } from './view.ts'

/** Puts the board in the place of what the page says while it is loaded. */
export function showBoard(target: HTMLElement, views: Views): void {
  target.replaceChildren()
  mount(Board, { target, props: { views } })
}
