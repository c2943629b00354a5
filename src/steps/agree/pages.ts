import type { Focus, Wall } from '../../core/agreement/wall.ts'
import { isWritten } from '../../core/agreement/written.ts'

/** Focus areas, one a page; at the end only those that something is written of. */
export const focusPages = ({ focus, actions }: Wall, final: boolean): Focus[] => (final ? focus.filter(each => isWritten(each, actions)) : focus)
