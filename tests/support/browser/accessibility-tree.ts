import type { Page } from 'playwright-core'

/** What a person is offered to press, choose or write in: each needs a name. */
const controls = new Set([
  'button',
  'link',
  'radio',
  'checkbox',
  'switch',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'option',
  'slider',
  'spinbutton',
  'Date',
  'DisclosureTriangle',
  'menuitem',
  'tab'
])
/** What stands for itself and is nothing without a name. */
const named = new Set([...controls, 'heading', 'image', 'img', 'region', 'dialog', 'radiogroup', 'table', 'navigation'])

type AxNode = {
  nodeId: string
  parentId?: string
  childIds?: string[]
  ignored: boolean
  role?: { value: string }
  name?: { value: string }
  properties?: { name: string; value: { value: unknown } }[]
}

/** The nodes as they are read, from the first to the last: the protocol lists them level by level. */
function inOrder(nodes: AxNode[]): AxNode[] {
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const walk = (node: AxNode): AxNode[] => [node, ...(node.childIds ?? []).flatMap(id => walk(byId.get(id) ?? { nodeId: id, ignored: true }))]
  return nodes.filter(({ parentId }) => parentId === undefined).flatMap(walk)
}

/**
 * What the browser's own accessibility tree, as it is handed to a screen reader, has against the page: a thing without a name, a soft hyphen in
 * one, more or fewer than one main part and one h1, a heading that leaves a level out. One line each; empty where there is nothing.
 */
export async function treeFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] }
    const seen = inOrder(nodes).filter(({ ignored }) => !ignored)
    const roleOf = (node: AxNode): string => node.role?.value ?? ''
    const nameOf = (node: AxNode): string => node.name?.value.trim() ?? ''
    const faults: string[] = []
    for (const node of seen) {
      if (named.has(roleOf(node)) && nameOf(node) === '') faults.push(`${roleOf(node)} without a name`)
      if (named.has(roleOf(node)) && nameOf(node).includes('\u00AD')) faults.push(`soft hyphen in "${nameOf(node)}"`)
    }
    if (!seen.some(node => controls.has(roleOf(node)) || roleOf(node) === 'heading')) faults.push('neither a heading nor a control')
    const mains = seen.filter(node => roleOf(node) === 'main').length
    if (mains !== 1) faults.push(`${mains} main parts`)
    const levels = seen
      .filter(node => roleOf(node) === 'heading')
      .map(node => ({ name: nameOf(node), level: Number(node.properties?.find(({ name }) => name === 'level')?.value.value) }))
    const tops = levels.filter(({ level }) => level === 1)
    if (tops.length !== 1) faults.push(`${tops.length} h1: ${tops.map(({ name }) => name).join(', ')}`)
    for (const [index, { name, level }] of levels.entries()) {
      const before = levels[index - 1]?.level ?? 0
      if (level > before + 1) faults.push(`h${level} "${name}" after h${before}`)
    }
    return faults
  } finally {
    await session.detach()
  }
}
