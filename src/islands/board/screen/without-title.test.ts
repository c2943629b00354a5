import { expect, it } from 'vitest'
import { withoutTitle } from './without-title.ts'

it.each([
  ['Elevens stemme først. Lyt nu, og gem svaret.', 'Elevens stemme først', 'Lyt nu, og gem svaret.'],
  ['Tak.', 'Tak', ''],
  ['Hvorfor er vi her? Det ser vi på.', 'Hvorfor er vi her?', 'Det ser vi på.'],
  ['Tak. Du kan få hjælp.', 'Velkommen', 'Tak. Du kan få hjælp.'],
  ['Det er jeres fælles billede.', 'Jeres fælles billede', 'Det er jeres fælles billede.'],
  ['', 'Velkommen', '']
])('of %j under the title %j leaves %j', (text, title, left) => expect(withoutTitle(text, title)).toBe(left))
