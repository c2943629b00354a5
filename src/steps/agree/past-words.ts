/** What is said of a day that has been: it may be meant for next year. `date`, `today`: ISO dates; '' for no day, of which nothing is said. */
export const pastWords = (date: string, today: string): string =>
  date !== '' && date < today ? 'Den dag er gået. Se efter, om året er rigtigt.' : ''
