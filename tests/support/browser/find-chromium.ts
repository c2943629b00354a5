import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Where a Chromium may lie that no PATH names. */
const usualPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:/Program Files/Google/Chrome/Application/chrome.exe', 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe'],
  linux: ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium']
}
/** The shell first: the same engine without windows, which takes half of the processor time. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Path of a Chromium: CHROMIUM_PATH, then the PATH, then the platform's usual places, then Playwright's own download; null where there is none.
 * Throws where CHROMIUM_PATH names something that does not run: a wish is not quietly passed over.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const wish = environment.CHROMIUM_PATH
  if (wish) {
    if (runs(wish)) return wish
    throw new Error(`CHROMIUM_PATH names ${wish}, which cannot be run. Correct it or leave it out.`)
  }
  const onPath = names.flatMap(name => (environment.PATH ?? '').split(delimiter).map(folder => join(folder, name)))
  const downloaded = (): string[] => {
    const path = chromium.executablePath()
    return path && existsSync(path) ? [path] : []
  }
  return [...onPath, ...(usualPlaces[process.platform] ?? []), ...downloaded()].find(runs) ?? null
}
