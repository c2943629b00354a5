import { boardLink } from '../core/link.ts'
import type { Settings } from '../core/settings.ts'
import { type WorkshopTemplate, withChoice } from '../core/workshop.ts'
import { ApiError, api } from '../sync/api.ts'
import { type Trouble, troubleOf } from './board.ts'

/** A drejebog's data, as its JSON page serves it. Throws ApiError. */
export async function fetchWorkshop(slug: string): Promise<WorkshopTemplate> {
  let response: Response
  try {
    response = await fetch(`/workshops/${encodeURIComponent(slug)}.json`)
  } catch {
    throw new ApiError('offline', 'Der er ingen forbindelse til serveren. Tjek nettet, og prøv igen.', 0)
  }
  if (!response.ok) throw new ApiError('workshop', 'Drejebogen kunne ikke hentes. Vælg en anden, eller hent siden igen.', response.status)
  return (await response.json()) as WorkshopTemplate
}

/** Makes a board and answers its facilitator's link, or says why not. */
export async function startMeeting(
  template: WorkshopTemplate,
  wish: { title: string; choice: string | undefined; settings: Settings }
): Promise<{ link: string } | Trouble> {
  try {
    const made = await api.makeBoard({ title: wish.title, workshop: withChoice(template, wish.choice), settings: wish.settings })
    return { link: boardLink(location.origin, made.board, made.keys.facilitator) }
  } catch (error) {
    return troubleOf(error)
  }
}
