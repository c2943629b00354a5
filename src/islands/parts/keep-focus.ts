const isShown = (element: Element): boolean => element.isConnected && element.getClientRects().length > 0

/**
 * An attachment: when what has the focus goes, the nearest heading gets it, so that it never falls to the page's beginning. The nearest is
 * the first heading of the innermost place that held it and is still there. Whoever has left a field by hand is left alone.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null
  /** The places that held it, innermost first. */
  let around: Element[] = []

  // A browser notices only as it draws that what it has the focus on is no longer shown.
  const isNowhere = (): boolean => {
    const active = document.activeElement
    return !active || active === document.body || !isShown(active)
  }
  const onFocus = ({ target }: FocusEvent) => {
    last = target as Element
    around = []
    for (let place = last.parentElement; place && root.contains(place); place = place.parentElement) around.push(place)
  }
  // Some browsers tell of it as the element goes: looked at when it has gone.
  const onLeave = () => queueMicrotask(() => last && isNowhere() && isShown(last) && !last.matches(':disabled') && (last = null))
  const observer = new MutationObserver(() => {
    if (!last || !isNowhere() || isShown(last)) return
    last = null
    for (const place of around) {
      const heading = place.isConnected && [...place.querySelectorAll<HTMLElement>('h1, h2, h3')].find(isShown)
      if (!heading) continue
      heading.tabIndex = -1
      return heading.focus()
    }
  })
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['open'] })
  root.addEventListener('focusin', onFocus)
  root.addEventListener('focusout', onLeave)
  return () => {
    observer.disconnect()
    root.removeEventListener('focusin', onFocus)
    root.removeEventListener('focusout', onLeave)
  }
}
