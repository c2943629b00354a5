/** The site's rooms, in the order of the menu. */
export const places: readonly { href: string; name: string }[] = [
  { href: '/drejeboeger/', name: 'Drejebøger' },
  { href: '/kerneelementer/', name: 'Kerneelementer' },
  { href: '/kvalitetsaftalen/', name: 'Kvalitetsaftalen' },
  { href: '/roller/', name: 'Roller' },
  { href: '/anvendelser/', name: 'Anvendelser' },
  { href: '/vejledning/', name: 'Vejledning' }
]
