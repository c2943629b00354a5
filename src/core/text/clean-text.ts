/**
 * Takes out what nobody writes on purpose and what makes a text look like another one: controls (Unicode Cc, line breaks become a
 * space), marks that turn the direction of writing around (UAX 9), zero-width spaces and halves of surrogate pairs. Joiners, which emoji and
 * some languages need, stay. Spaces that follow each other become one, and none is left at the ends.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text.trim()
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
}

/** Nothing but letters, figures and signs of Western Europe, and no two spaces: nearly every text, and quickly told. */
const PLAIN = /^(?: ?[!-~¡-¬®-ſ–-”…])* ?$/

/** Whether a text has a character that can be seen. Some letters cannot: the Hangul fillers, and the blank of braille. */
export const hasLetters = (text: string): boolean => /[!-~]/.test(text) || /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/u.test(text)
