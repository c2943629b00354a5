import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { asScript, type Engine, keyCodes, pressAt, pressKeys, type Window } from './window.ts'

/** A cold Firefox on a busy machine needs up to 11 s. */
const UP_WITHIN_MS = 60_000

/** No calls home, no first-run pages, and Danish as a Danish device asks for it. */
const preferences = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'da, en',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'services.settings.server': 'data:,'
}

type Answer = { id?: number; type: string; method?: string; message?: string; params?: Record<string, unknown>; result?: Record<string, unknown> }

/** A Firefox as an engine: it speaks WebDriver BiDi itself (w3.org/TR/webdriver-bidi), so that no driver stands between. */
export async function firefoxEngine(path: string): Promise<Engine> {
  const profile = mkdtempSync(join(tmpdir(), 'pejling-firefox-'))
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0']
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TZ: 'Europe/Copenhagen' } })
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const socket = new WebSocket(`${await addressOf(child.stderr)}/session`)
    await once(socket, 'open')
    const waiting = new Map<number, { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }>()
    const errorsOf = new Map<string, string[]>()
    socket.on('message', data => {
      const answer = JSON.parse(String(data)) as Answer
      const call = answer.id === undefined ? undefined : waiting.get(answer.id)
      if (answer.id !== undefined) waiting.delete(answer.id)
      if (answer.type === 'success') call?.resolve(answer.result ?? {})
      else if (answer.type === 'error') call?.reject(new Error(answer.message))
      else if (answer.method === 'log.entryAdded' && answer.params?.level === 'error')
        errorsOf.get((answer.params.source as { context: string }).context)?.push(String(answer.params.text))
    })
    let calls = 0
    let inFront = ''
    const call = (method: string, params: object): Promise<Record<string, unknown>> =>
      new Promise((resolve, reject) => {
        const id = ++calls
        waiting.set(id, { resolve, reject })
        socket.send(JSON.stringify({ id, method, params }))
      })
    const { capabilities } = (await call('session.new', { capabilities: {} })) as { capabilities: { browserVersion: string } }
    await call('session.subscribe', { events: ['log.entryAdded'] })
    return {
      name: `Firefox ${capabilities.browserVersion}`,
      async open(viewport) {
        const { userContext } = await call('browser.createUserContext', {})
        const { context } = (await call('browsingContext.create', { type: 'window', userContext })) as { context: string }
        await call('browsingContext.setViewport', { context, viewport })
        const errors: string[] = []
        errorsOf.set(context, errors)
        const evaluate = async (expression: string): Promise<string> => {
          const { result, exceptionDetails } = (await call('script.evaluate', { expression, target: { context }, awaitPromise: true })) as {
            result?: { value: string }
            exceptionDetails?: { text: string }
          }
          if (!result) throw new Error(exceptionDetails?.text)
          return result.value
        }
        const perform = async (actions: object[]): Promise<void> => {
          // Firefox draws the focus in the window in front alone.
          if (inFront !== context) await call('browsingContext.activate', { context })
          inFront = context
          await call('input.performActions', { context, actions })
        }
        const window: Window = {
          goto: async url => void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
          run: async (work, ...args) => JSON.parse(await evaluate(asScript(work, args))),
          runText: async script => void (await evaluate(`${script}\n;0`)),
          press: (x, y) => perform(pressAt(x, y)),
          key: (key, shift) => perform(pressKeys(keyCodes[key], shift)),
          type: text => perform(pressKeys(text)),
          picture: async () => Buffer.from(String((await call('browsingContext.captureScreenshot', { context })).data), 'base64'),
          errors
        }
        return window
      },
      async close() {
        socket.terminate()
        await end()
      }
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** The address that Firefox says it listens on. Rejects where it says none. */
function addressOf(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`Firefox opened no port for WebDriver BiDi: ${said.slice(-500)}`)), UP_WITHIN_MS)
    stream.on('data', data => {
      said += data
      const address = said.match(/WebDriver BiDi listening on (\S+)/)?.[1]
      if (!address) return
      clearTimeout(late)
      resolve(address)
    })
    stream.on('end', () => reject(new Error(`Firefox ended: ${said.slice(-500)}`)))
  })
}
