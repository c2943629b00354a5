import { type CollectionEntry, getCollection } from 'astro:content'
import type { Chapter, Commitment, Doer, Party, Phase, Strength } from '../core/commitments/commitment.ts'
import type { EvaluationForm } from '../core/evaluation/form.ts'
import type { ElementNumber } from '../core/workshop/workshop.ts'

export type ChapterPage = Chapter & { chapterOf: string; href: string; entry: CollectionEntry<'kapitler'> }

/** The quality agreement as the pages read it. */
export type Agreement = CollectionEntry<'aftaler'>['data'] & {
  entry: CollectionEntry<'aftaler'>
  chapters: ChapterPage[]
  commitments: Commitment[]
  /** The name of who does it: a role, or the workplace as a whole. */
  nameOf: (doer: Doer) => string
  wordOf: (strength: Strength) => string
  /** Where a commitment or one of its tasks stands. Throws RangeError on an id that the agreement does not have. */
  hrefOf: (id: string) => string
}

/** The agreement that the site is built with: its one file and its chapters. */
export async function theAgreement(): Promise<Agreement> {
  const [entry] = await getCollection('aftaler')
  if (!entry) throw new Error('no agreement was read')
  const entries = await getCollection('kapitler')
  const chapters = entries
    .map(({ id, data, ...rest }) => ({ ...data, slug: id, href: `/kvalitetsaftalen/kapitel/${id}/`, entry: { id, data, ...rest } }))
    .sort((a, b) => a.number - b.number)
  const names = new Map<Doer, string>([...entry.data.roles.map(({ id, name }) => [id, name] as const), ['sted', entry.data.place]])
  const words = new Map(entry.data.strengths.map(({ id, word }) => [id, word]))
  const places = new Map(
    chapters.flatMap(({ commitments, href }) =>
      commitments.flatMap(({ id, tasks = [] }) => [id, ...tasks.map(task => task.id)].map(at => [at, `${href}#${anchorOf(at)}`] as const))
    )
  )
  return {
    ...entry.data,
    entry,
    chapters,
    commitments: chapters.flatMap(({ commitments }) => commitments),
    nameOf: doer => names.get(doer) ?? doer,
    wordOf: strength => words.get(strength) ?? strength,
    hrefOf: id => {
      const href = places.get(id)
      if (!href) throw new RangeError(`the agreement has no commitment ${id}`)
      return href
    }
  }
}

/** A commitment's place on its page: "b28a", "b67-1". */
export const anchorOf = (id: string): string => id.toLowerCase().replace('.', '-')

/** The form for the end of a student's period; undefined where the agreement has none. */
export const theEvaluation = async (): Promise<CollectionEntry<'evalueringer'> | undefined> => (await getCollection('evalueringer'))[0]

/** The form as the pages that fill it in and read it are handed it. */
export const evaluationForm = ({ data }: CollectionEntry<'evalueringer'>, { title }: Pick<Agreement, 'title'>): EvaluationForm => {
  const { about: _, ...form } = data
  return { agreement: title, ...form }
}

/** Commitments by the chapters that they stand in; a chapter without any is left out. */
export const byChapter = (chapters: readonly ChapterPage[], kept: (commitment: Commitment) => boolean) =>
  chapters.flatMap(chapter => {
    const commitments = chapter.commitments.filter(kept)
    return commitments.length > 0 ? [{ chapter, commitments }] : []
  })

/** "1 tilsagn", "12 tilsagn": the word is the same. */
export const countWords = (commitments: readonly unknown[]): string => `${commitments.length} tilsagn`

const periodParties: readonly Party[] = ['elev', 'vejleder', 'leder']

/** The roles for whom a student's period is told in the order of time. */
export const withPeriod = ({ roles }: Pick<Agreement, 'roles'>) => roles.filter(({ id }) => periodParties.includes(id))

/** Addresses of the pages that gather commitments in one way. */
export const agreementPlaces = {
  front: '/kvalitetsaftalen/',
  role: (role: Party) => `/kvalitetsaftalen/rolle/${role}/`,
  period: (role: Party) => `/kvalitetsaftalen/min-periode/${role}/`,
  strength: (strength: Strength) => `/kvalitetsaftalen/styrke/${strength}/`,
  element: (slug: string) => `/kvalitetsaftalen/kerneelement/${slug}/`,
  time: '/kvalitetsaftalen/tid/',
  phase: (phase: Phase) => `/kvalitetsaftalen/tid/#${phase}`,
  questions: '/kvalitetsaftalen/spoergsmaal/',
  status: '/kvalitetsaftalen/status/',
  places: '/kvalitetsaftalen/steder/',
  plan: '/oplaeringsplan/',
  evaluation: '/evaluering/',
  ownEvaluation: '/evaluering/udfyld/',
  evaluations: '/evaluering/samlet/'
} as const

/** Commitments that serve an element, those whose main one it is first. */
export const serving = (commitments: readonly Commitment[], element: ElementNumber): Commitment[] => {
  const served = commitments.filter(({ elements }) => elements.includes(element))
  return [...served.filter(({ elements }) => elements[0] === element), ...served.filter(({ elements }) => elements[0] !== element)]
}
