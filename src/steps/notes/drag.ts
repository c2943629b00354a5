import type { Attachment } from 'svelte/attachments'

/** A pointer that has moved less than this, px, has pressed and not dragged. */
const SLACK = 6

/** Where a card was let go: on another card, or in a lane before another card, or at its end. */
export type Drop = { on: string } | { lane: string; before: string | null }

const at = (x: number, y: number, attribute: string, except: Element): HTMLElement | undefined =>
  document
    .elementsFromPoint(x, y)
    .find((element): element is HTMLElement => element instanceof HTMLElement && element.hasAttribute(attribute) && element !== except)

/** What lies under the pointer: the middle half of another card, else the lane and the first card there whose middle is further down. */
function dropAt(x: number, y: number, dragged: HTMLElement): Drop | null {
  const card = at(x, y, 'data-stack', dragged)
  if (card) {
    const { top, height } = card.getBoundingClientRect()
    if (Math.abs(y - top - height / 2) < height / 4) return { on: card.dataset.stack ?? '' }
  }
  const lane = at(x, y, 'data-lane', dragged)
  if (!lane) return null
  const below = [...lane.querySelectorAll<HTMLElement>('[data-stack]')].find(each => {
    const { top, height } = each.getBoundingClientRect()
    return each !== dragged && y < top + height / 2
  })
  return { lane: lane.dataset.lane ?? '', before: below?.dataset.stack ?? null }
}

/**
 * Lets a card be dragged with a mouse or pen, beside the buttons that do the same: a finger scrolls. `over` is told what is under the
 * pointer, null for nothing; `drop` comes once, where it is let go over something. Escape lets go of it where it was.
 */
export const draggable =
  (on: { over: (drop: Drop | null) => void; drop: (drop: Drop) => void }): Attachment<HTMLElement> =>
  card => {
    let from: { x: number; y: number } | null = null
    let moving = false
    const end = (): void => {
      from = null
      moving = false
      card.style.translate = ''
      card.classList.remove('dragged')
      on.over(null)
    }
    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      from = { x: event.clientX, y: event.clientY }
    }
    const move = (event: PointerEvent): void => {
      if (!from) return
      const [x, y] = [event.clientX - from.x, event.clientY - from.y]
      if (!moving && Math.hypot(x, y) < SLACK) return
      if (!moving) card.setPointerCapture(event.pointerId)
      moving = true
      card.classList.add('dragged')
      card.style.translate = `${x}px ${y}px`
      on.over(dropAt(event.clientX, event.clientY, card))
    }
    const up = (event: PointerEvent): void => {
      const drop = moving ? dropAt(event.clientX, event.clientY, card) : null
      // The press that a drag ends with chooses nothing.
      if (moving) card.addEventListener('click', click => click.preventDefault(), { capture: true, once: true })
      end()
      if (drop) on.drop(drop)
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && moving) end()
    }
    card.addEventListener('pointerdown', down)
    card.addEventListener('pointermove', move)
    card.addEventListener('pointerup', up)
    card.addEventListener('pointercancel', end)
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }
