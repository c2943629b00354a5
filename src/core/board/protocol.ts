/**
 * Which protocol pages and server speak: a page says so in `PROTOCOL_HEADER` of each call and in `?v=` of each sync URL. Raised with a change that a
 * page of before would misread, or send what is misread; then OLDEST_PROTOCOL tells from which page on the server still understands.
 */
export const PROTOCOL = '1'
export const PROTOCOL_HEADER = 'pejling-protocol'
const OLDEST_PROTOCOL = 1

/** Whether the server speaks what a page says that it speaks. One that says nothing is no page, and takes what it is given. */
export const isSpoken = (told: string | null | undefined): boolean =>
  told == null || (/^\d{1,6}$/.test(told) && Number(told) >= OLDEST_PROTOCOL && Number(told) <= Number(PROTOCOL))
