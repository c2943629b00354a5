import type axe from 'axe-core'

/**
 * What is asked of a page by tests that have no Playwright. Each function is sent to the page as it stands and sees nothing but its arguments and
 * `axe`, whose reckoning of roles and names is used. `name`: a regular expression as text.
 */
type Axe = typeof axe & {
  commons: {
    aria: { getRole: (node: unknown) => string | null }
    text: { accessibleTextVirtual: (node: unknown) => string }
    dom: { isVisibleToScreenReaders: (node: unknown) => boolean }
  }
  utils: { getNodeFromTree: (element: Element) => unknown }
}

/** Kinds of things that a person looks for. */
export type Role = 'button' | 'link' | 'radio' | 'checkbox' | 'textbox' | 'summary' | 'heading' | 'img'

/** What has the focus, as it is read out; body where nothing has it. */
export type Focused = {
  role: string
  name: string
  /** The names of all radios in its group, where it is one. */
  group: string[]
  /** Whether the focus can be seen. */
  seen: boolean
}

/** What is found of a role and name. `isAhead`: one of them comes after what has the focus. `spot`: where a press would meet the first that is at rest; asked for alone. */
export type Found = { isAhead: boolean; spot: { x: number; y: number } | null }

/** The things of this role and name; null where there is none. With `toPress` the first that a press can meet is scrolled into the window. */
export async function find(role: Role, name: string, toPress: boolean): Promise<Found | null> {
  const { axe } = globalThis as unknown as { axe?: Axe }
  // The page before it had one: it was left in between.
  if (!axe) throw new Error('No axe here yet')
  const selectors = {
    button: 'button, [role="button"]',
    link: 'a[href]',
    radio: 'input[type="radio"]',
    checkbox: 'input[type="checkbox"]',
    textbox: 'input, textarea',
    summary: 'summary',
    heading: 'h1, h2, h3, h4, h5, h6',
    img: '[role="img"], img, svg'
  }
  const wanted = new RegExp(name)
  const candidates: Element[] = []
  // What is behind an open question can neither be pressed nor read out.
  const within = document.querySelector('dialog:modal') ?? document
  axe.setup(document.documentElement)
  try {
    for (const element of within.querySelectorAll(selectors[role])) {
      const node = axe.utils.getNodeFromTree(element)
      if (!node || !axe.commons.dom.isVisibleToScreenReaders(node)) continue
      if (role !== 'summary' && role !== 'textbox' && axe.commons.aria.getRole(node) !== role) continue
      const words = role === 'summary' ? (element.textContent ?? '') : axe.commons.text.accessibleTextVirtual(node)
      if (
        wanted.test(
          words
            .replace(/\u00AD/g, '')
            .replace(/\s+/g, ' ')
            .trim()
        )
      )
        candidates.push(element)
    }
  } finally {
    axe.teardown()
  }
  if (candidates.length === 0) return null
  const at = document.activeElement ?? document.body
  const isAhead = candidates.some(element => at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
  if (!toPress) return { isAhead, spot: null }
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
  for (const element of candidates) {
    // What is chosen is pressed on its words.
    const target = (role === 'radio' || role === 'checkbox' ? element.closest('label') : null) ?? element
    const place = () => {
      const box = target.getClientRects()[0]
      return box && box.width > 0 ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null
    }
    target.scrollIntoView({ block: 'center', behavior: 'instant' as ScrollBehavior })
    const before = place()
    await frame()
    await frame()
    const spot = place()
    if (!before || !spot) continue
    // What still moves is the right one all the same.
    if (before.x !== spot.x || before.y !== spot.y) break
    const met = document.elementFromPoint(spot.x, spot.y)
    if (met && (target.contains(met) || met.contains(target))) return { isAhead, spot }
  }
  return { isAhead, spot: null }
}

/** What has the focus. */
export function focusedNow(): Focused {
  const { axe } = globalThis as unknown as { axe?: Axe }
  // The page before it had one: it was left in between.
  if (!axe) throw new Error('No axe here yet')
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return { role: 'body', name: '', group: [], seen: true }
  axe.setup(document.documentElement)
  try {
    const named = (of: Element): string => {
      const words = of.localName === 'summary' ? of.textContent : axe.commons.text.accessibleTextVirtual(axe.utils.getNodeFromTree(of))
      return (words ?? '')
        .replace(/\u00AD/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    }
    const ring = (each: Element | null): boolean => {
      if (!each) return false
      const style = getComputedStyle(each)
      return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
    }
    const radios = element instanceof HTMLInputElement && element.type === 'radio' ? document.getElementsByName(element.name) : []
    const role = element.matches('input:not([type="radio"], [type="checkbox"]), textarea')
      ? 'textbox'
      : element.localName === 'summary'
        ? 'summary'
        : (axe.commons.aria.getRole(axe.utils.getNodeFromTree(element)) ?? element.localName)
    return {
      role,
      name: named(element),
      group: [...radios].map(named),
      // Within a date browsers draw the focus on its parts themselves.
      seen: element.matches('input[type="date"]') || ring(element) || ring(element.closest('label'))
    }
  } finally {
    axe.teardown()
  }
}

/** Whether the page's words, as they are read out, have this in them: of an open question those of the question alone. */
export const saysNow = (words: string): boolean =>
  new RegExp(words).test((document.querySelector<HTMLElement>('dialog:modal') ?? document.body).innerText.replace(/\u00AD/g, '').replace(/\s+/g, ' '))

/** What stands in the field that has the focus. */
export const writtenNow = (): string => (document.activeElement as HTMLInputElement | null)?.value ?? ''

/** Whether the radio or box of this name that is found first by its role is chosen. */
export function isChosen(role: 'radio' | 'checkbox', name: string): boolean {
  const wanted = new RegExp(name)
  return [...document.querySelectorAll<HTMLInputElement>(`input[type="${role}"]:checked`)].some(input =>
    [...(input.labels ?? [])].some(label =>
      wanted.test(
        (label.textContent ?? '')
          .replace(/\u00AD/g, '')
          .replace(/\s+/g, ' ')
          .trim()
      )
    )
  )
}
