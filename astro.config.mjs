import { fileURLToPath } from 'node:url'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import { lighterPackages } from './src/layouts/lighter-packages.ts'
import { moduleLinks } from './src/layouts/module-links.ts'
import { stylePage } from './src/layouts/style-page.ts'
import { buildWorker } from './src/offline/build-worker.ts'

/** The sync and API process while developing: `npm run dev` starts it beside the site. */
const api = process.env.API_ORIGIN ?? 'http://localhost:4322'

const developing = process.argv.includes('dev')

/** Parts of yjs and y-websocket that a board has no use of, and that every phone would have to load. */
const stubs = Object.fromEntries(
  ['lib0/broadcastchannel', 'lib0/environment', 'lib0/logging', 'y-protocols/awareness'].map(part => [
    part,
    fileURLToPath(new URL('./src/sync/stubs.ts', import.meta.url))
  ])
)

/**
 * Chunks: what is loaded together is one file, since each file has a dictionary of its own to begin and names of others to tell. `base` is
 * all that the first script of a board needs, so that the server is asked early. Pages without Yjs (/deltag/, /start/, /referat/) share
 * all but `board`. `picture` comes later on each of the three views. `links` and `room` come on the facilitator's and the big screen. In
 * `links` stands what a facilitator alone does, too little for a file of its own. What binds a `<select>` is left to the pages that have one.
 * `StatusView` is one file, though another page has its marks: each file more is named in all that may load it.
 * `zod` reads chosen files, on more than one page.
 */
const groups = [
  {
    name: 'base',
    test: /preload-helper|@oxc-project|src.(core.board.(link|code|api)|sync.(api|device|delete-copy|seat|tabs)|stores.(problem|board.first-answer|address|keep-offline)|islands.parts.load-part)\.ts/,
    priority: 6
  },
  {
    name: 'shared',
    test: /node_modules.(svelte(?!.*bindings.select)|esm-env|clsx)|src.(core.\w+.(clean-text|date|settings|labels|workshop|answer|answer-words|sections|steps|scale|script|results|item-text|reveal|counts|note-stacks|takes-laid|wall)\.ts|islands.(parts.(privacy-promise|under-translation|answers-shown|later)|picture.ElementMark))/,
    priority: 5
  },
  {
    name: 'board',
    test: /node_modules.(yjs|lib0|y-|nanostores)|src.(core.board.wire|documents.(?!removed|notes|steer|before-reveal)|stores.(random-id|board.(?!removals|open-writing|facilitator-acts|reveal-acts|late-answers|lay-ballot|paper-pile|sorting|carry-over|rehearsal|end-rehearsal|paced-acts|played-seats))|sync|islands.(board.(show-board|Board|Stage)|parts.(bar|ClockFace|SaveBadge|OnItsWay|Telling|keep-focus))|steps.(talk.Talk|reveal.Reveal)\.)/,
    priority: 4
  },
  {
    name: 'picture',
    test: /src.(islands.(picture.(RosePicture|rows|words|told|geometry|Wordings|Honesty)|parts.Soft)|steps.close.Kept|core.\w+.(voted-options|pattern|rated|rounds|guess-and-own|rose|tally|suggest-focus|agreement-words|reply|written|plain-text)|components.(soft-hyphenate|rose-shape))/,
    priority: 3
  },
  {
    name: 'links',
    test: /src.(islands.parts.(CopyLink|Qr|invitation|keep-awake)|stores.board.facilitator-acts|documents.steer)/,
    priority: 2
  },
  {
    name: 'room',
    test: /node_modules.lean-qr|src.(islands.(board.screen.measures|parts.(Progress|draw-qr))|steps.[a-z]+.pages|core.board.pages)/,
    priority: 2
  },
  { name: 'StatusView', test: /src.(islands.picture.status.(StatusView|StatusMark|status-words)|core.figures.status\.)/, priority: 2 },
  { name: 'zod', test: /node_modules.zod/, priority: 1 }
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
  integrations: [
    svelte({ compilerOptions: { cssHash: ({ hash, css }) => `p${hash(css).slice(0, 4)}` } }),
    moduleLinks,
    buildWorker,
    stylePage(Boolean(process.env.STYLE_PAGE))
  ],
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
    plugins: [lighterPackages],
    // The oldest browsers that are promised a meeting, from the spring of 2022: phones stay in use long after their last update.
    build: {
      // 0.8 kB less of every board than Vite's own minifier.
      minify: 'terser',
      terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
      target: ['chrome100', 'firefox100', 'safari15.4'],
      // Nothing here or in what is imported does its work in a getter, so that what nobody uses can go: 0.6 kB of every board.
      rolldownOptions: { treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false } }
    },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
    resolve: {
      alias: stubs
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
