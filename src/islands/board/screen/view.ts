import type { ElementCopy, Workshop } from '../../../core/workshop.ts'

/** The elements that the meeting is about. */
export const focusOf = (workshop: Workshop): ElementCopy[] => workshop.elements.filter(element => workshop.focus.includes(element.number))

/** "Side 1 af 3"; "" where there is one page or none. */
export const placeOf = (page: number, pages: number): string => (pages > 1 ? `Side ${page + 1} af ${pages}` : '')
