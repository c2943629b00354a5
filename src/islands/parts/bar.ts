/** A bar higher than one part in so many of the window would leave too little of the page: it stands in the page instead. */
const ROOM = 5
/** Between a bar, or the window's edge, and what is scrolled to it, px: the ring of what has the focus is seen whole, a radio's is its label's. */
const AIR = 24

/**
 * An attachment for a bar that stays at the window's top or bottom: what gets the focus is never scrolled under it, at any size of text.
 * `--bar-bottom` is the room that it takes there.
 */
export const bar =
  (side: 'top' | 'bottom') =>
  (node: HTMLElement): (() => void) => {
    const page = document.documentElement
    const measure = () => {
      const stays = node.offsetHeight * ROOM <= window.innerHeight
      node.style.position = stays ? '' : 'static'
      page.style.setProperty(`scroll-padding-${side}`, `${(stays ? node.offsetHeight : 0) + AIR}px`)
      page.style.setProperty(`--bar-${side}`, stays ? `${node.offsetHeight}px` : '0px')
      // A bar that grows as its words change must not grow over what has the focus.
      const active = document.activeElement
      if (stays && active && active !== document.body && !node.contains(active))
        (active.closest('label') ?? active).scrollIntoView({ block: 'nearest' })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(node)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
      for (const name of [`scroll-padding-${side}`, `--bar-${side}`]) page.style.removeProperty(name)
    }
  }
