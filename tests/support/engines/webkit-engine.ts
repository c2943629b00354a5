import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../server/free-port.ts'
import { until } from '../server/until.ts'
import { asScript, type Engine, keyCodes, pressAt, pressKeys, type Size, type Window } from './window.ts'

/** What an engine's paths are: its driver and, for WebKitGTK, the smallest browser that can be driven. */
export type WebKitPaths = { driver: string; browser: string; xvfb: string }

/**
 * WebKitGTK as an engine, by WebDriver (w3.org/TR/webdriver2) over plain HTTP on a display that nobody sees. A driver holds one session, so
 * each window is a browser of its own.
 */
export async function webkitEngine({ driver, browser, xvfb }: WebKitPaths): Promise<Engine> {
  const children: ChildProcess[] = []
  const start = (program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
    children.push(child)
    for (const stream of [child.stdout, child.stderr]) stream?.resume()
    return child
  }
  const close = async (): Promise<void> => {
    for (const child of children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue
      const ended = once(child, 'exit')
      // With all that it has started: a driver leaves its browser behind.
      process.kill(-child.pid, 'SIGKILL')
      await ended
    }
  }
  try {
    const display = await displayOf(xvfb, children)
    const env = {
      ...process.env,
      DISPLAY: `:${display}`,
      TZ: 'Europe/Copenhagen',
      LANG: 'da_DK.UTF-8',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1'
    }
    let name = 'WebKitGTK'
    const open = async (size: Size): Promise<Window> => {
      const port = await freePort()
      start(driver, [`--port=${port}`], env)
      const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
        const { value } = (await answer.json()) as { value: T & { message?: string } }
        if (!answer.ok) throw new Error(`${method} ${path.replace(/[\da-f-]{30,}/, '…')}: ${value.message}`)
        return value
      }
      await until(() => call('GET', '/status').then(Boolean, () => false), 'WebKitWebDriver')
      const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } }
      const made = await call<{ sessionId: string; capabilities: { browserVersion: string } }>('POST', '/session', { capabilities })
      const at = `/session/${made.sessionId}`
      name = `WebKitGTK ${made.capabilities.browserVersion}`
      await call('POST', `${at}/timeouts`, { script: 30_000, pageLoad: 30_000 })
      const execute = (script: string): Promise<string> =>
        call('POST', `${at}/execute/async`, {
          script: `const tell = arguments[0]; ${script}`,
          args: []
        })
      const run: Window['run'] = async (work, ...args) => {
        const told = await execute(`${asScript(work, args)}.then(tell, error => tell('!' + error))`)
        if (told.startsWith('!')) throw new Error(told.slice(1))
        return JSON.parse(told)
      }
      // A window has edges; what is asked for is the page.
      const rect = (outer: Size) => call('POST', `${at}/window/rect`, { ...outer, x: 0, y: 0 })
      await rect(size)
      const inner = await run(() => ({ width: innerWidth, height: innerHeight }))
      await rect({ width: 2 * size.width - inner.width, height: 2 * size.height - inner.height })
      const perform = async (actions: object[]): Promise<void> => void (await call('POST', `${at}/actions`, { actions }))
      return {
        goto: async url => void (await call('POST', `${at}/url`, { url })),
        run,
        runText: async script => void (await execute(`${script}\n;tell('')`)),
        press: (x, y) => perform(pressAt(x, y)),
        key: (key, shift) => perform(pressKeys(keyCodes[key], shift)),
        type: text => perform(pressKeys(text)),
        picture: async () => Buffer.from(await call<string>('GET', `${at}/screenshot`), 'base64'),
        errors: null
      }
    }
    return {
      get name() {
        return name
      },
      open,
      close
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts a display in memory; its number, which it chooses itself. */
async function displayOf(xvfb: string, children: ChildProcess[]): Promise<string> {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '2000x1300x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true
  })
  children.push(child)
  let told = ''
  child.stdio[3]?.on('data', data => {
    told += data
  })
  await until(() => {
    if (child.exitCode !== null) throw new Error('Xvfb ended')
    return /\d+\n/.test(told)
  }, 'a display')
  return told.trim()
}
