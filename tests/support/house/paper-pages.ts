import { someOf } from '../run/long-run.ts'

/** Pages whose paper is sheets: what is printed alone, and a meeting's package. */
export const isPaper = (path: string): boolean => /^\/print\/.+|\/papir\//.test(path)

/** One of each way that they are made. */
const usual = ['/print/elementkort/', '/print/svarark-overskrifter/', '/drejeboeger/luu-strategisk-droeftelse/papir/']

/** The pages with those of paper put last, of which `npm test` takes a few: they are many and made alike. */
export function withSomePapers<T extends { path: string }>(pages: readonly T[]): T[] {
  const papers = pages.filter(({ path }) => isPaper(path))
  const first = papers.filter(({ path }) => usual.includes(path))
  const rest = papers.filter(({ path }) => !usual.includes(path))
  return [...pages.filter(({ path }) => !isPaper(path)), ...someOf([...first, ...rest], usual.length)]
}
