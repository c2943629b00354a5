import { boardLink } from '../core/board/link.ts'
import type { Settings } from '../core/board/settings.ts'
import { type WorkshopTemplate, withChoice } from '../core/workshop/workshop.ts'
import { ApiError, api, ask } from '../sync/api.ts'
import { type BoardProblem, problemOf } from './problem.ts'

/** A drejebog's data, as its JSON page serves it. Throws ApiError. */
export async function fetchWorkshop(slug: string): Promise<WorkshopTemplate> {
  const { ok, status, text } = await ask(`/workshops/${encodeURIComponent(slug)}.json`)
  if (!ok) throw new ApiError('workshop', 'Drejebogen kunne ikke hentes. Vælg en anden, eller hent siden igen.', status)
  return JSON.parse(text) as WorkshopTemplate
}

/** Makes a board and answers its facilitator's link, or says why not. */
export async function startMeeting(
  template: WorkshopTemplate,
  wish: { title: string; choice: string | undefined; settings: Settings }
): Promise<{ link: string } | BoardProblem> {
  try {
    const made = await api.makeBoard({ title: wish.title, workshop: withChoice(template, wish.choice), settings: wish.settings })
    return { link: boardLink(location.origin, made.board, made.keys.facilitator) }
  } catch (error) {
    return problemOf(error)
  }
}
