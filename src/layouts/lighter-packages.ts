/** Names of parts of one file of a package, each with what is put in its place. */
type Cuts = Record<string, string>
type Parsed = {
  type: string
  start: number
  end: number
  id?: Parsed | null
  key?: Parsed
  name?: string
  body: Parsed & Parsed[] & { body: Parsed[] }
  declaration?: Parsed | null
  declarations?: (Parsed & { init: Parsed })[]
}
/** What Vite's build gives a plugin. */
type Building = { parse: (code: string) => unknown; error: (sentence: string) => never }

const each = (names: string[], put: string): Cuts => Object.fromEntries(names.map(name => [name, put]))
const methods = (of: string, names: string[]): Cuts =>
  each(
    names.map(name => `${of}.${name}`),
    ''
  )

const both = (one: Cuts, other: Cuts): Cuts => ({ ...one, ...other })

/**
 * What no page uses of the packages that it loads, and no bundler can tell to be unused. By the end of the file's path. `Name` stands for the
 * body of a class or function, or for the value of a variable; `Name.method` for one method of a class; `const Name` makes a variable that
 * never changes, so that what hangs on it can go.
 */
const cuts: Record<string, Cuts> = {
  // XML, the second encoding, lists, binaries, formatted text, copies, undoing, documents in documents, and what an event says of maps and of what lies deeper. The server accepts no update that holds them.
  'yjs/dist/yjs.mjs': {
    ...each(['YXmlTreeWalker', 'YXmlFragment', 'YXmlElement', 'YXmlEvent', 'YXmlHook', 'YXmlText'], '{}'),
    ...each(['UpdateEncoderV2', 'UpdateDecoderV2', 'DSEncoderV2', 'DSDecoderV2'], '{}'),
    ...each(['YArray', 'ContentDoc', 'ContentJSON', 'ContentBinary', 'ContentEmbed', 'ContentFormat'], '{}'),
    ...methods('UpdateDecoderV1', ['readBuf', 'readJSON']),
    ...methods('UpdateEncoderV1', ['writeBuf', 'writeJSON']),
    ...methods('YText', ['applyDelta', 'toDelta', 'format', 'insertEmbed', 'setAttribute', 'removeAttribute', 'getAttribute', 'getAttributes']),
    ...methods('YText', ['clone', '_copy', 'toJSON']),
    ...methods('YMap', ['clone', '_copy', 'clear']),
    ...methods('AbstractType', ['clone', '_copy', 'parent', 'observeDeep', 'unobserveDeep']),
    ...['ContentAny', 'ContentString', 'ContentType', 'ContentDeleted'].map(content => methods(content, ['copy'])).reduce(both),
    ...methods('YTextEvent', ['changes']),
    ...methods('YEvent', ['keys', 'delta', 'changes', 'path']),
    ...methods('Doc', ['getXmlFragment', 'getXmlElement', 'toJSON', 'load', 'getSubdocs', 'getSubdocGuids', 'getArray']),
    ...methods('Item', ['next', 'prev']),
    insertAttributes: '() => new Map()',
    insertNegatedAttributes: '() => {}',
    cleanupFormattingGap: '() => 0',
    cleanupYTextAfterTransaction: '() => {}'
  },
  // What tabs tell each other: each has a connection of its own.
  'y-websocket/src/y-websocket.js': {
    'WebsocketProvider.connectBc': 'connectBc() {}',
    'WebsocketProvider.disconnectBc': 'disconnectBc() {}'
  },
  // What waits for data and what catches errors: no component says <svelte:boundary> or `await`.
  'svelte/src/internal/client/dom/blocks/boundary.js': {
    'Boundary.#create_reset': '#create_reset() {}',
    'Boundary.#handle_error': '#handle_error() {}',
    'Boundary.#update_pending_count': '#update_pending_count() {}',
    'Boundary.update_pending_count': 'update_pending_count() {}',
    'Boundary.get_effect_pending': ''
  },
  'svelte/src/internal/client/reactivity/deriveds.js': { async_derived: '{}' },
  // Every island is drawn in the browser alone: there is nothing of the server's to take over.
  'svelte/src/internal/client/dom/hydration.js': { 'const hydrating': '', set_hydrating: '{}' },
  'svelte/src/internal/client/render.js': { hydrate: "{ throw new Error('Islands are drawn in the browser alone: say client:only') }" },
  // Older components, asynchronous ones and traces: see `refused`.
  'svelte/src/internal/flags/index.js': {
    ...each(['const async_mode_flag', 'const legacy_mode_flag', 'const tracing_mode_flag'], ''),
    ...each(['enable_async_mode_flag', 'disable_async_mode_flag', 'enable_legacy_mode_flag', 'enable_tracing_mode_flag'], '{}')
  }
}
/** What a page asks for that needs what was taken out. */
const refused = /svelte.src.internal.flags.(async|legacy|tracing)\.js$/

const nameOf = (key?: Parsed): string => (key?.type === 'PrivateIdentifier' ? `#${key.name}` : (key?.name ?? ''))

/** Where in a file a part stands. Null where it is not there. */
function find(program: Parsed[], name: string): { start: number; end: number } | null {
  const [, makeConst, of = '', method] = /^(const )?([\w$]+)(?:\.(#?\w+))?$/.exec(name) ?? []
  for (const statement of program) {
    const declared = statement.declaration ?? statement
    const variable = declared.declarations?.find(({ id }) => id?.name === of)
    if (variable && makeConst) return { start: declared.start, end: declared.start + 'let'.length }
    if (variable) return variable.init
    if (declared.id?.name !== of) continue
    return method === undefined ? declared.body : (declared.body.body.find(({ key }) => nameOf(key) === method) ?? null)
  }
  return null
}

/** Takes those out of what a browser loads. Ends the build where one is not found, so that a new version of a package is looked at. */
export const lighterPackages = {
  name: 'pejling:lighter-packages',
  applyToEnvironment: (environment: { name: string }): boolean => environment.name === 'client',
  transform: {
    filter: { id: /node_modules.(yjs|y-websocket|svelte.src)/ },
    handler(this: Building, code: string, id: string): string | undefined {
      const path = id.replaceAll('\\', '/')
      if (refused.test(path)) this.error(`The site is built without what ${path} brings: see lighter-packages.ts`)
      const file = Object.keys(cuts).find(end => path.endsWith(`/node_modules/${end}`))
      if (file === undefined) return
      const { body } = this.parse(code) as { body: Parsed[] }
      const places = Object.entries(cuts[file] as Cuts).map(([name, put]) => {
        const place = find(body, name)
        if (!place) return this.error(`${file} has no ${name} to leave out`)
        return { ...place, put: name.startsWith('const ') ? 'const' : put }
      })
      return places.sort((a, b) => b.start - a.start).reduce((text, { start, end, put }) => text.slice(0, start) + put + text.slice(end), code)
    }
  }
}
