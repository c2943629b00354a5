const short = new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', hour: '2-digit', minute: '2-digit' })

/** "13.40": the time of day in Denmark, of Unix ms. */
export const timeOfDay = (time: number): string => short.format(time).replace(':', '.')
