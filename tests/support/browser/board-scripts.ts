import { builtPages, gzipBytes, laterScripts, reachableScripts } from '../house/built-site.ts'
import { type BoardView, viewFile } from '../house/site-budget.ts'
import type { Device } from './browser.ts'

/** Paths of the scripts that a view loads while people wait, and that nothing needs until it can be used. */
export function laterOf(view: BoardView): Set<string> {
  const html = builtPages().find(page => page.path === '/bord/')?.html ?? ''
  return new Set(laterScripts(reachableScripts(html).find(path => viewFile(view).test(path)) ?? ''))
}

/** Gzip bytes of each script that the page of a board has loaded so far on a device that records answers, by path. What `/deltag/` and `/start/` alone need is left out. */
export function boardScripts(device: Device): Map<string, number> {
  const parts = new Map<string, number>()
  for (const { url, status, body } of device.answers)
    if (status === 200 && url.endsWith('.js') && !/\/(Join|[Ss]tart|kept-drejebog|client\.svelte)\.[^/]+$/.test(url))
      parts.set(new URL(url).pathname, gzipBytes(body))
  return parts
}

export const bytesOf = (parts: Map<string, number>): number => [...parts.values()].reduce((sum, bytes) => sum + bytes, 0)
