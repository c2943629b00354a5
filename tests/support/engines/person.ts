import { axeScript } from '../browser/axe-script.ts'
import { until } from '../server/until.ts'
import { type Focused, find, focusedNow, isChosen, type Role, saysNow, writtenNow } from './in-page.ts'
import type { Window } from './window.ts'

/** Somebody at a window: what they look for is named as it is read out, and they wait for it as long as a test waits. */
export type Person = {
  window: Window
  goto: (url: string) => Promise<void>
  /** Presses a button, a link or what folds out, or chooses a radio or a box. */
  press: (role: Exclude<Role, 'textbox' | 'heading' | 'img'>, name: RegExp) => Promise<void>
  /** Writes in a field after what stands there. */
  write: (name: RegExp, text: string) => Promise<void>
  /** Waits for a heading, a picture or anything else of a role and name. */
  finds: (role: Role, name: RegExp) => Promise<void>
  /** Waits for words on the page. */
  reads: (words: RegExp) => Promise<void>
}

/** The longest that anything is waited for. */
const WAIT_MS = 30_000

/** Who reads and waits, whatever their hands do. Brings axe to each page that has been gone to, for roles and names. */
function reader(window: Window) {
  const ask = async <A extends readonly unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R> => {
    // A page that is being left answers nothing: what is asked for is asked of the next.
    const has = await window.run(() => 'axe' in globalThis && document.readyState !== 'loading').catch(() => null)
    if (has === null) await new Promise(resolve => setTimeout(resolve, 50))
    if (!has) await window.runText(axeScript)
    return window.run(work, ...args).catch(error => {
      if (/No axe here yet/.test(String(error))) return ask(work, ...args)
      throw error
    })
  }
  const asked = async <A extends readonly unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R | null> => {
    try {
      return await ask(work, ...args)
    } catch (error) {
      if (/navigat|destroyed|closed|no such frame|discarded|unload|axe/i.test(String(error))) return null
      throw error
    }
  }
  const waits = (for_: () => Promise<boolean>, what: string): Promise<void> => until(for_, what, WAIT_MS)
  return {
    ask,
    asked,
    waits,
    spot: async (role: Role, name: RegExp): Promise<{ x: number; y: number }> => {
      let spot: { x: number; y: number } | null = null
      await waits(async () => {
        spot = (await asked(find, role, name.source, true))?.spot ?? null
        return spot !== null
      }, `${role} ${name} to be there and free`)
      return spot as unknown as { x: number; y: number }
    },
    goto: (url: string) => window.goto(url),
    finds: (role: Role, name: RegExp) => waits(async () => (await asked(find, role, name.source, false)) !== null, `${role} ${name}`),
    reads: (words: RegExp) => waits(async () => (await asked(saysNow, words.source)) === true, `the words ${words}`)
  }
}

/** Somebody with a mouse or a finger, and a keyboard to write with. */
export function withHand(window: Window): Person {
  const { asked, waits, spot, goto, finds, reads } = reader(window)
  const at = async (role: Role, name: RegExp): Promise<void> => {
    const { x, y } = await spot(role, name)
    await window.press(x, y)
  }
  return {
    window,
    goto,
    finds,
    reads,
    async press(role, name) {
      await at(role, name)
      if (role === 'radio' || role === 'checkbox')
        await waits(async () => (await asked(isChosen, role, name.source)) === true, `${role} ${name} chosen`)
    },
    async write(name, text) {
      await at('textbox', name)
      await window.type(text)
      await waits(async () => (await asked(writtenNow))?.includes(text) === true, `"${text}" to stand in ${name}`)
    }
  }
}

/** At most so many stops are passed on the way to anything; a page has fewer. */
const MOST_STOPS = 90
const SEEN_WITHIN_MS = 5_000

/**
 * Somebody who has nothing but keys: Tab and Shift+Tab to go, Enter and Space to press, arrows to choose. Throws where Tab does not come to a thing that is
 * there, and where a stop on the way does not show its focus.
 */
export function withKeys(window: Window): Person & { focused: () => Promise<Focused> } {
  const { ask, asked, waits, goto, finds, reads } = reader(window)
  const focused = (): Promise<Focused> => ask(focusedNow)
  const tabTo = async (role: Role, name: RegExp): Promise<Focused> => {
    await finds(role, name)
    const passed: string[] = []
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      let now = await focused()
      // A heading that was given the focus need not show it. A window that comes to the front draws its focus a moment later.
      if (stop > 0 && !now.seen)
        await until(async () => (now = await focused()).seen, `the focus on ${now.role} "${now.name}" to be seen`, SEEN_WITHIN_MS)
      if (now.role === role && (name.test(now.name) || now.group.some(each => name.test(each)))) return now
      passed.push(`${now.role} ${now.name.slice(0, 40)}`)
      const found = await asked(find, role, name.source, false)
      await window.key('Tab', found?.isAhead === false)
    }
    throw new Error(`Tab does not come to ${role} ${name}; it passed ${passed.join(' | ')}`)
  }
  return {
    window,
    goto,
    finds,
    reads,
    focused,
    async press(role, name) {
      let { name: at, group } = await tabTo(role, name)
      if (role !== 'radio' && role !== 'checkbox') return window.key('Enter')
      if (role === 'checkbox' || name.test(at)) await window.key(' ')
      else
        for (let stop = 0; stop < group.length && !name.test(at); stop++) {
          await window.key('ArrowDown')
          at = (await focused()).name
        }
      await waits(async () => (await asked(isChosen, role, name.source)) === true, `${role} ${name} chosen`)
    },
    async write(name, text) {
      await tabTo('textbox', name)
      await window.type(text)
      await waits(async () => (await asked(writtenNow))?.includes(text) === true, `"${text}" to stand in ${name}`)
    }
  }
}
