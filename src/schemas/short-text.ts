import { z } from 'zod'
import { cleanText, hasLetters } from '../core/text/clean-text.ts'

/**
 * Text that people enter in a request: 1 to `max` characters, of which at least one can be seen. What turns the direction of writing around,
 * ends lines, or is no character at all is taken out; spaces at the ends are too.
 */
export const shortText = (max: number) =>
  z
    .string()
    .max(10 * max, { abort: true })
    .overwrite(cleanText)
    .min(1, { abort: true })
    .max(max, { abort: true })
    .refine(hasLetters, { error: 'har ingen tegn, der kan ses.' })
