import type { Focus, Wall } from '../../core/agreement/wall.ts'

/** Focus areas, one a page; at the end only those that something is written of. */
export const focusPages = ({ focus, actions }: Wall, final: boolean): Focus[] =>
  final ? focus.filter(({ id, want, sign }) => want || sign || actions.some(action => action.focus === id && action.what)) : focus
