import { inject } from 'vitest'
import { launchBrowser } from './browser.ts'
import type { SharedServer } from './shared-server.ts'

/**
 * What browser tests share: the server of shared-server.ts, and a Chromium for each worker. A test has boards and contexts of its own.
 * Tests that kill a server, read its log or set its environment start their own.
 */
export const server: SharedServer = inject('server')
export const browser = await launchBrowser()
