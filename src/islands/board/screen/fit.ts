import type { Attachment } from 'svelte/attachments'

/** Steps of the scale. Fine enough to use the room, and coarse enough that a letter more moves nothing. */
const STEP = 0.05
const LEAST = 0.3

/**
 * Sets `--fit` on an element to the largest scale, at most `most`, at which its one child is no higher and no wider than itself.
 * Measured anew as the window or the content changes. Where the element's height follows its content, CSS leaves `--fit` out.
 */
export const fit =
  (most: number): Attachment<HTMLElement> =>
  node => {
    const fits = (scale: number): boolean => {
      node.style.setProperty('--fit', scale.toFixed(2))
      const content = node.firstElementChild
      return !content || (content.scrollHeight <= node.clientHeight && content.scrollWidth <= node.clientWidth)
    }
    const measure = (): void => {
      let low = Math.round(LEAST / STEP)
      let high = Math.round(most / STEP)
      if (fits(most)) return
      // Fits at `low` as far as anything does, and does not at `high`.
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (fits(middle * STEP)) low = middle
        else high = middle
      }
      fits(low * STEP)
    }
    const content = new MutationObserver(measure)
    content.observe(node, { childList: true, characterData: true, subtree: true })
    const size = new ResizeObserver(measure)
    size.observe(node)
    void document.fonts?.ready.then(measure)
    measure()
    return () => {
      content.disconnect()
      size.disconnect()
    }
  }
