/** "Side 1 af 3"; "" where there is one page or none. */
export const placeOf = (page: number, pages: number): string => (pages > 1 ? `Side ${page + 1} af ${pages}` : '')
