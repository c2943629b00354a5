import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { build } from 'vite'
import { type Pack, packedAddress } from './pack.ts'

/**
 * Writes the service worker `sw.js` and the pack of pages that it keeps, once the site is built. What it keeps is all that has its content's hash in its name,
 * so that a new release loads only what has changed. Serwist's own build step does no more than to list those files.
 */
export const buildWorker: AstroIntegration = {
  name: 'pejling:offline',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      const dist = fileURLToPath(dir)
      const names = readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .map(name => name.split(sep).join('/'))
        .sort()
      const pack: Pack = Object.fromEntries(
        names.filter(name => /\.(html|json)$/.test(name)).map(name => [packedAddress(`/${name}`), readFileSync(join(dist, name), 'utf8')])
      )
      const text = JSON.stringify(pack)
      const address = `/_astro/pages.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.json`
      writeFileSync(join(dist, address), text)
      const files = names.filter(name => /^_astro\/.+\.(js|css|woff2)$/.test(name)).map(name => `/${name}`)
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { FILES: JSON.stringify(files), PACK: JSON.stringify(address), 'process.env.NODE_ENV': JSON.stringify('production') },
        build: {
          outDir: dist,
          emptyOutDir: false,
          // As the site's own.
          target: ['chrome100', 'firefox100', 'safari15.4'],
          lib: { entry: fileURLToPath(new URL('./worker.ts', import.meta.url)), formats: ['iife'], name: 'pejling', fileName: () => 'sw.js' }
        }
      })
    }
  }
}
