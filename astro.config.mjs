import { fileURLToPath } from 'node:url'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import { moduleLinks } from './src/layouts/module-links.ts'

/** The sync and API process while developing: `npm run dev` starts it beside the site. */
const api = process.env.API_ORIGIN ?? 'http://localhost:4322'

const developing = process.argv.includes('dev')

/** Parts of yjs and y-websocket that a board has no use of, and that every phone would have to load. */
const leftOut = Object.fromEntries(
  ['lib0/broadcastchannel', 'lib0/environment', 'lib0/logging', 'y-protocols/awareness'].map(part => [
    part,
    fileURLToPath(new URL('./src/sync/left-out.ts', import.meta.url))
  ])
)

/**
 * Classes and methods of yjs that no board uses, and that no bundler can tell to be unused: XML, the second encoding, lists, binaries,
 * formatted text, copies and undoing. The server accepts no update that holds them. Calling one throws. `null`: the whole class.
 */
const leftOutOfYjs = {
  ...Object.fromEntries(
    [
      'YXmlTreeWalker',
      'YXmlFragment',
      'YXmlElement',
      'YXmlEvent',
      'YXmlHook',
      'YXmlText',
      'UpdateEncoderV2',
      'UpdateDecoderV2',
      'DSEncoderV2',
      'DSDecoderV2',
      'YArray',
      'ContentDoc',
      'ContentJSON',
      'ContentBinary',
      'ContentEmbed'
    ].map(name => [name, null])
  ),
  YText: ['applyDelta', 'toDelta', 'format', 'insertEmbed', 'setAttribute', 'removeAttribute', 'clone'],
  YMap: ['clone'],
  Doc: ['getXmlFragment', 'getXmlElement', 'toJSON']
}

/** Takes those out. Ends the build where one is not found, so that a new yjs is looked at. @type {import('vite').Plugin} */
const lighterYjs = {
  name: 'pejling:lighter-yjs',
  applyToEnvironment: environment => environment.name === 'client',
  transform: {
    filter: { id: /node_modules.yjs.dist.yjs\.mjs$/ },
    handler(code) {
      const cuts = Object.entries(leftOutOfYjs).flatMap(([name, methods]) => {
        const found = this.parse(code).body.find(node => node.type === 'ClassDeclaration' && node.id?.name === name)
        if (!found) throw new Error(`yjs has no class ${name} to leave out`)
        if (!methods) return [{ start: found.start, end: found.end, put: `class ${name} {}` }]
        return methods.map(method => {
          const { start, end } = found.body.body.find(each => each.key?.name === method) ?? {}
          if (!end) throw new Error(`yjs has no ${name}.${method} to leave out`)
          return { start, end, put: '' }
        })
      })
      return cuts.sort((a, b) => b.start - a.start).reduce((text, { start, end, put }) => text.slice(0, start) + put + text.slice(end), code)
    }
  }
}

/**
 * Chunks that a board's page loads first: five files in place of the bundler's twenty. Pages without Yjs (/deltag/, /start/, /referat/)
 * share all but `board` and `view`.
 */
const groups = [
  { name: 'svelte', test: /node_modules.(svelte|esm-env|clsx)/, priority: 4 },
  {
    name: 'base',
    test: /preload-helper|@oxc-project|src.(core.(link|code|api)|sync.(api|device|delete-copy|seat|tabs)|stores.(trouble|first-answer)|islands.parts.load-part)\.ts/,
    priority: 5
  },
  {
    name: 'shared',
    test: /src.(core.(date|settings|labels|workshop|steps|scale|script|results|item-text)\.ts|islands.(parts.privacy-words|picture.ElementMark))/,
    priority: 3
  },
  { name: 'board', test: /node_modules.(yjs|lib0|y-|nanostores)|src.(documents|stores.(board|acts|save-words)|sync)/, priority: 2 },
  {
    name: 'view',
    test: /src.islands.(board.(show-board|Board|Stage)|parts.(ClockFace|SaveBadge|OnItsWay|later)|steps.(Talk|Reveal)\.)/,
    priority: 1
  }
]

export default defineConfig({
  output: 'static',
  publicDir: './src/public',
  // The dev server answers every address without a slash itself under 'always', and so never asks the API behind it.
  trailingSlash: developing ? 'ignore' : 'always',
  // Astro's default ("jsx") drops the space between inline elements on separate lines, which eats spaces in Danish running text.
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { format: 'directory', inlineStylesheets: 'never' },
  integrations: [svelte({ compilerOptions: { cssHash: ({ hash, css }) => `p${hash(css).slice(0, 4)}` } }), moduleLinks],
  markdown: { syntaxHighlight: false },
  security: {
    // `frame-ancestors` does not work in a meta element: the server sends it as a header.
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        // 'self' alone does not cover ws: and wss: in older Safari.
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'"
      ]
    }
  },
  vite: {
    plugins: [lighterYjs],
    // The oldest browsers that are promised a meeting, from the spring of 2022: phones stay in use long after their last update.
    build: {
      target: ['chrome100', 'firefox100', 'safari15.4'],
      // Nothing here or in what is imported does its work in a getter, so that what nobody uses can go: 0.6 kB of every board.
      rolldownOptions: { treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false } }
    },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
    resolve: {
      alias: leftOut
    },
    server: {
      proxy: {
        // As objects: Vite's short form changes the host, and the server answers its own pages only.
        '/api': { target: api },
        '/healthz': { target: api },
        '/sync': { target: api, ws: true }
      }
    }
  }
})
