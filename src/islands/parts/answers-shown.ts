/** What a rating says on every screen once its answers have been shown. */
export const answersShown = { title: 'Svarene er vist', text: 'De kan ikke ændres mere.' }
