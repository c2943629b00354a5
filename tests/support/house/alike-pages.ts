import { someOf } from '../run/long-run.ts'

/** Pages whose paper is sheets: what is printed alone, and a meeting's package. */
export const isPaper = (path: string): boolean => /^\/print\/.+|\/papir\/|^\/evaluering\/$/.test(path)

/** One of each way that they are made. */
const usual = ['/print/elementkort/', '/print/svarark-overskrifter/', '/drejeboeger/luu-strategisk-droeftelse/papir/']

/** Pages that gather commitments of the agreement in one way: many, and made alike. */
const gathersCommitments = (path: string): boolean => /^\/kvalitetsaftalen\/[^/]+\/[^/]+\//.test(path)

/** The longest of each way. */
const longest = [
  '/kvalitetsaftalen/kapitel/arbejdstid-ferie-og-fravaer/',
  '/kvalitetsaftalen/rolle/uddannelseskonsulent/',
  '/kvalitetsaftalen/styrke/tilstraebes/',
  '/kvalitetsaftalen/kerneelement/professionalisering-af-oplaeringsvejledning/',
  '/kvalitetsaftalen/min-periode/elev/'
]

/** The pages with the families that are many and made alike put last, of which `npm test` takes a few. */
export function someOfAlike<T extends { path: string }>(pages: readonly T[]): T[] {
  const some = (of: (path: string) => boolean, usual: readonly string[]) => {
    const family = pages.filter(({ path }) => of(path))
    const first = family.filter(({ path }) => usual.includes(path))
    const rest = family.filter(({ path }) => !usual.includes(path))
    return someOf([...first, ...rest], usual.length)
  }
  const single = pages.filter(({ path }) => !isPaper(path) && !gathersCommitments(path))
  return [...single, ...some(gathersCommitments, longest), ...some(isPaper, usual)]
}
