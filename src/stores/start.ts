import { adapted } from '../core/adapt/draft.ts'
import { boardLink } from '../core/board/link.ts'
import type { Settings } from '../core/board/settings.ts'
import { type Course, courseOf } from '../core/workshop/course.ts'
import { type Workshop, type WorkshopTemplate, withChoice } from '../core/workshop/workshop.ts'
import { ApiError, api, ask } from '../sync/api.ts'
import { allMine, readMine } from './kept-drejeboeger.ts'
import { type BoardProblem, problemOf } from './problem.ts'

const MINE = 'egen:'

/** What an adapted drejebog of this device is called among the site's, whose names have no colon. */
export const nameOfMine = (id: string): string => MINE + id

/** A drejebog as the start page lists it. */
export type ListedDrejebog = Pick<WorkshopTemplate, 'slug' | 'title' | 'purpose' | 'group' | 'minutes' | 'privacy'> & {
  course: Course
  /** Whether it looks back at an earlier agreement. */
  follows: boolean
  /** Whether it asks what an earlier meeting may have asked. */
  compares: boolean
  choice?: { label: string; help: string; options: { id: string; label: string; group?: string }[] } | undefined
}

/** The adapted drejebøger of this device that can be played. */
export const playableMine = (): ListedDrejebog[] =>
  allMine().flatMap(mine => {
    if (!mine.ready) return []
    const { title, purpose, group, minutes, privacy, steps } = adapted(mine.draft)
    return {
      slug: nameOfMine(mine.id),
      title,
      purpose,
      group,
      minutes,
      privacy,
      course: courseOf(steps),
      follows: steps.some(({ kind }) => kind === 'review'),
      compares: steps.some(({ kind }) => kind === 'rate')
    }
  })

/** A drejebog's data, as its JSON page serves it, or as it was adapted on this device. Throws ApiError. */
export async function fetchWorkshop(slug: string): Promise<WorkshopTemplate> {
  if (slug.startsWith(MINE)) {
    const mine = readMine(slug.slice(MINE.length))
    if (!mine) throw new ApiError('workshop', 'Drejebogen er ikke på denne enhed mere. Vælg en anden.', 404)
    return adapted(mine.draft)
  }
  const { ok, status, text } = await ask(`/workshops/${encodeURIComponent(slug)}.json`)
  if (!ok) throw new ApiError('workshop', 'Drejebogen kunne ikke hentes. Vælg en anden, eller hent siden igen.', status)
  return JSON.parse(text) as WorkshopTemplate
}

/** Makes a board, of the workshop as `bring` gives it, and answers its facilitator's link, or says why not. */
export async function startMeeting(
  template: WorkshopTemplate,
  wish: { title: string; choice: string | undefined; settings: Settings },
  bring: (workshop: Workshop) => Workshop = workshop => workshop
): Promise<{ link: string } | BoardProblem> {
  try {
    const made = await api.makeBoard({ title: wish.title, workshop: bring(withChoice(template, wish.choice)), settings: wish.settings })
    return { link: boardLink(location.origin, made.board, made.keys.facilitator) }
  } catch (error) {
    return problemOf(error)
  }
}
