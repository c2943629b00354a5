import { fileURLToPath } from 'node:url'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'

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

export default defineConfig({
  output: 'static',
  publicDir: './src/public',
  // The dev server answers every address without a slash itself under 'always', and so never asks the API behind it.
  trailingSlash: developing ? 'ignore' : 'always',
  // Astro's default ("jsx") drops the space between inline elements on separate lines, which eats spaces in Danish running text.
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { format: 'directory', inlineStylesheets: 'never' },
  integrations: [svelte()],
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
    // The oldest browsers that are promised a meeting, from the spring of 2022: phones stay in use long after their last update.
    build: {
      target: ['chrome100', 'firefox100', 'safari15.4'],
      // Nothing here or in what is imported does its work in a getter, so that what nobody uses can go: 0.6 kB of every board.
      rolldownOptions: { treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false } }
    },
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
