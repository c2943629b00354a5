/** The site's pages and data as text, by their addresses: "/start/", "/udsagn.json". One file, since pages are alike: compressed it is a sixth of what they are one by one. */
export type Pack = Record<string, string>

/** The address of what a browser asks for, in the form that a pack has it. */
export const packedAddress = (pathname: string): string =>
  /\.\w+$/.test(pathname) ? pathname.replace(/\/index\.html$/, '/') : pathname.replace(/\/*$/, '/')
