import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

/** The module that a board's first script goes on to, whoever opens it. */
const BOARD = 'show-board'
/** Of the three views the one that a code leads to. */
const JOINED = 'Participant'

/**
 * Writes into the heads of built pages what their scripts go on to load, so that a browser asks for all of it at once and not round trip
 * by round trip; on the page that leads to a board, what the board will want, for when there is time. Styles that a script brings
 * along with a part of its own are taken out of the head: a phone does not wait for what only a projector shows.
 */
export const moduleLinks: AstroIntegration = {
  name: 'pejling:module-links',
  hooks: {
    'astro:build:done': ({ dir }) => {
      const dist = fileURLToPath(dir)
      const files = readdirSync(join(dist, '_astro')).filter(file => file.endsWith('.js'))
      const text = new Map(files.map(file => [`/_astro/${file}`, readFileSync(join(dist, '_astro', file), 'utf8')]))
      const named = (name: string): string => {
        const [path, ...more] = [...text.keys()].filter(path => new RegExp(`/${name}\\.[\\w-]+\\.js$`).test(path))
        if (!path || more.length) throw new Error(`The built site has not one module named ${name}`)
        return path
      }
      /** These modules and all that they import before they run. */
      const closure = (paths: string[]): string[] => {
        const found = new Set<string>()
        for (const queue = [...paths]; queue.length;) {
          const path = queue.shift() as string
          if (found.has(path)) continue
          found.add(path)
          for (const [, name = ''] of text.get(path)?.matchAll(/\b(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g) ?? [])
            queue.push(posix.join('/_astro', name))
        }
        return [...found]
      }
      const edit = (page: string, change: (html: string) => string): void => {
        const path = join(dist, page, 'index.html')
        writeFileSync(path, change(readFileSync(path, 'utf8')))
      }
      const withLinks = (html: string, rel: string, paths: string[]): string =>
        html.replace('</head>', `${paths.map(path => `<link rel="${rel}" href="${path}">`).join('')}</head>`)

      const board = closure([named(BOARD)])
      edit('bord', html => {
        const entries = [...html.matchAll(/<script type="module" src="([^"]+)">/g)].map(([, src = '']) => src)
        const brought = new Set(
          [...text.values()].flatMap(code => [...code.matchAll(/["'](_astro\/[^"']+\.css)["']/g)].map(([, path]) => `/${path}`))
        )
        const lighter = html.replaceAll(/<link rel="stylesheet" href="([^"]+)">/g, (link, href: string) => (brought.has(href) ? '' : link))
        return withLinks(lighter, 'modulepreload', closure([...entries, ...board]))
      })
      for (const page of ['deltag', 'start', 'referat'])
        edit(page, html => {
          const entries = [...html.matchAll(/(?:component|renderer)-url="([^"]+)"/g)].map(([, src = '']) => src)
          const own = closure(entries)
          const linked = withLinks(html, 'modulepreload', own)
          const next = closure([...board, named(JOINED)]).filter(path => !own.includes(path))
          return page === 'deltag' ? withLinks(linked, 'prefetch', next) : linked
        })
    }
  }
}
