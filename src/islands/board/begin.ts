import { askAhead } from '../../stores/board/first-answer.ts'
import { loadPart } from '../parts/load-part.ts'
import type { Views } from './view.ts'

const views: Views = {
  facilitator: () => import('./Facilitator.svelte'),
  participant: () => import('./Participant.svelte'),
  screen: () => import('./Screen.svelte')
}

/** The first script of a board's page, and a small one: the server is asked while the rest is on its way. */
askAhead(location.hash)
// Which view a key opens is known once the server has answered. A phone is all but always a participant's, and asks for that one at once.
if (innerWidth < 700) views.participant().catch(() => undefined)

const target = document.querySelector<HTMLElement>('#bord')
if (target) {
  const wait = target.querySelector('.opening-wait')
  const { showBoard } = await loadPart(
    () => import('./show-board.ts'),
    () => {
      if (wait)
        wait.textContent = 'Siden er ikke hentet endnu, for forbindelsen svigter. Den prøver selv igen. Sker der ikke noget, så hent siden igen.'
    }
  )
  showBoard(target, views)
}
