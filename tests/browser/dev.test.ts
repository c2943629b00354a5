import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newLaptop } from '../support/browser/browser.ts'
import { browser } from '../support/browser/shared.ts'
import { root } from '../support/house/imports.ts'
import { freePort } from '../support/server/free-port.ts'

/** `npm run dev` is what everyone who changes something runs first: site, API and sync from one address. */
let dev: ChildProcess
let origin: string
let said = ''
const data = mkdtempSync(join(tmpdir(), 'pejling-dev-'))

beforeAll(async () => {
  const [port, api] = [String(await freePort()), String(await freePort())]
  origin = `http://localhost:${port}`
  // A developer's shell has none of the runner's variables, which make Vite's plugins behave otherwise.
  const { NODE_ENV: _, VITEST: __, TEST: ___, ...shell } = process.env
  dev = spawn(process.execPath, [join(root, 'server/dev.mjs')], { cwd: root, env: { ...shell, PORT: port, API_PORT: api, DATA_DIR: data } })
  for (const stream of [dev.stdout, dev.stderr]) stream?.on('data', text => (said += text))
  // vi.waitFor, since polling with expect belongs inside a test.
  await vi.waitFor(async () => expect((await fetch(`${origin}/healthz`)).ok).toBe(true), { timeout: 50_000, interval: 200 })
})
afterAll(async () => {
  if (dev?.exitCode === null) {
    dev.kill('SIGTERM')
    await once(dev, 'exit')
  }
  rmSync(data, { recursive: true, force: true })
})

it('makes a board and syncs it', async () => {
  const desk = await newLaptop(browser, origin)
  const page = await desk.newPage('/start/?drejebog=luu-strategisk-droeftelse')
  await page.getByLabel('Hvad hedder mødet?').fill('Udvikling')
  await page.getByRole('button', { name: 'Start mødet' }).click()
  await page.getByRole('button', { name: 'Begynd mødet' }).click()
  await page.getByRole('heading', { name: 'Velkomst' }).waitFor()
  await page.locator('[data-status="saved"]').waitFor()
  expect(said).not.toMatch(/\berror\b/i)
})
