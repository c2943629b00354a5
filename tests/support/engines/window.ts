/**
 * A browser engine as tests drive it, whatever speaks to it: Playwright, WebDriver BiDi or WebDriver. All that can be done is what a hand
 * does, at a point and on the keys, and a function that is run in the page.
 */
export type Engine = {
  /** "Firefox 153.8.0" */
  name: string
  /** A window of a device of its own: storage is shared with no other. */
  open: (size: Size) => Promise<Window>
  close: () => Promise<void>
}

/** CSS pixels. */
export type Size = { width: number; height: number }

/** A key by its W3C name, as `KeyboardEvent.key` has it. */
export type Key = 'Tab' | 'Enter' | ' ' | 'Escape' | 'ArrowDown' | 'ArrowUp' | 'ArrowRight'

export type Window = {
  goto: (url: string) => Promise<void>
  /** Runs a function in the page, which sees nothing of the test but its arguments. Both these and its answer are JSON; a promise is waited for. */
  run: <A extends readonly unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>
  /** The same for a script as text, whose answer is not asked for. */
  runText: (script: string) => Promise<void>
  /** Presses and lets go at a point of the window, in CSS pixels. */
  press: (x: number, y: number) => Promise<void>
  /** Presses and lets go of a key, with Shift held where it is said. */
  key: (key: Key, shift?: boolean) => Promise<void>
  type: (text: string) => Promise<void>
  /** A PNG of what the window shows. */
  picture: () => Promise<Buffer>
  /** Errors that the page wrote to the console or threw; null where the engine's protocol does not tell. */
  errors: string[] | null
}

/** The W3C code points of keys that write nothing. */
export const keyCodes: Record<Key | 'Shift', string> = {
  Tab: '\uE004',
  Enter: '\uE007',
  ' ': ' ',
  Escape: '\uE00C',
  ArrowDown: '\uE015',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  Shift: '\uE008'
}

type InputSource = { type: string; id: string; parameters?: object; actions: object[] }

/** Input of the WebDriver standards, which BiDi and the older protocol share: a press at a point. */
export const pressAt = (x: number, y: number): InputSource[] => [
  {
    type: 'pointer',
    id: 'hand',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 }
    ]
  }
]

/** Input of the WebDriver standards: these keys one after the other, each pressed and let go. */
export const pressKeys = (keys: string, shift = false): InputSource[] => {
  const strokes = [...keys].flatMap(value => [
    { type: 'keyDown', value },
    { type: 'keyUp', value }
  ])
  const held = [{ type: 'keyDown', value: keyCodes.Shift }, ...strokes, { type: 'keyUp', value: keyCodes.Shift }]
  return [{ type: 'key', id: 'keys', actions: shift ? held : strokes }]
}

/** A function and its arguments as a script that is an expression: a promise of the answer as JSON. */
export const asScript = (work: (...args: never[]) => unknown, args: readonly unknown[]): string =>
  `Promise.resolve((${work})(...${JSON.stringify(args)})).then(answer => JSON.stringify(answer ?? null))`
