/** 16 hex digits. Not of crypto.randomUUID(): a page that is fetched over plain http, as in a workplace's own network, has none. */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('')
