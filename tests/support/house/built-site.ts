import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './imports.ts'
import { boardViews, onDemand, viewFile, WORKER } from './site-budget.ts'

/** The built site as files: its pages, their links, and the JavaScript that a page can come to load. */

export const dist = join(root, 'dist')

export type BuiltPage = {
  /** Path on the site: "/bord/", "/404.html". */
  path: string
  html: string
}

/** Every page of the site, by path. Throws where there is no built site. */
export function builtPages(): BuiltPage[] {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no built site in dist/: run npm run build first.')
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => ({
      path: `/${relative(dist, file).split(sep).join('/')}`.replace(/\/index\.html$/, '/'),
      html: readFileSync(file, 'utf8')
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Attributes of Astro's island element that name JavaScript. */
const islandFiles = ['component-url', 'renderer-url', 'before-hydration-url']

const fileOf = (path: string, folder = dist): string => join(folder, path.endsWith('/') ? `${path}index.html` : path)
const isFile = (path: string, folder = dist): boolean => existsSync(fileOf(path, folder)) && statSync(fileOf(path, folder)).isFile()

const decode = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** HTML without comments and without the text of scripts and styles, so that only real tags are read as tags. */
const tagsOnly = (html: string): string => html.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/gi, '$1$3')

const tag = /<[a-z][\w-]*((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi
const attribute = /\s([^\s=>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g

/** Values of the attributes of these names, in order, decoded. */
const attributes = (html: string, ...names: string[]): string[] =>
  [...tagsOnly(html).matchAll(tag)]
    .flatMap(([, inside = '']) => [...inside.matchAll(attribute)])
    .filter(([, name = '']) => names.includes(name.toLowerCase()))
    .map(([, , double, single, bare]) => decode(double ?? single ?? bare ?? ''))

/** All addresses that a page names: links, pictures, styles, scripts, forms, islands. */
export function linksOf(html: string): string[] {
  const sets = attributes(html, 'srcset').flatMap(set => set.split(',').map(part => part.trim().split(/\s+/)[0] ?? ''))
  return [...new Set([...attributes(html, 'href', 'src', 'action', 'poster', ...islandFiles), ...sets])]
}

/** Ids that a fragment on this page can lead to. */
export const idsOf = (html: string): Set<string> => new Set(attributes(html, 'id'))

/**
 * What is wrong with a link of the page at `from`; null where it leads somewhere. Addresses of other sites are judged by form only.
 * `/bord/#…` carries a key in its fragment, so fragments of pages without that id are let through where `keyed` says so.
 */
export function brokenLink(
  from: string,
  link: string,
  pages: ReadonlyMap<string, string>,
  keyed: (path: string) => boolean,
  folder = dist
): string | null {
  if (/^(mailto|tel|data):/.test(link)) return null
  const origin = 'https://site.invalid'
  const url = URL.parse(link, origin + from)
  if (!url) return `${link} is not an address`
  if (url.origin !== origin) return url.protocol === 'https:' ? null : `${link} is not https`
  const path = decodeURIComponent(url.pathname)
  if (/^\/(api|sync|healthz|readyz|metrics)(\/|$)/.test(path)) return null
  if (!isFile(path, folder)) return isFile(`${path}/`, folder) ? `${link} lacks its last slash` : `${link} leads nowhere`
  const html = pages.get(path)
  if (url.hash && html !== undefined && !keyed(path) && !idsOf(html).has(decodeURIComponent(url.hash.slice(1))))
    return `${link}: no such id on ${path}`
  return null
}

/** Every `<script>` that runs (data blocks such as JSON-LD do not) and every preloaded module. */
export function scriptsOf(html: string): { inline: string[]; files: string[] } {
  const inline: string[] = []
  const files: string[] = []
  for (const [, tag = '', text = ''] of html.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const type = /\btype=["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? 'module'
    if (!/^(module|text\/javascript|application\/javascript)$/i.test(type)) continue
    const src = /\bsrc=["']?([^"'\s>]+)/i.exec(tag)?.[1]
    if (src) files.push(decode(src))
    else inline.push(text)
  }
  for (const [tag] of tagsOnly(html).matchAll(/<link\b[^>]*>/gi))
    if (/\brel=["']?modulepreload/i.test(tag)) files.push(decode(/\bhref=["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? ''))
  files.push(...attributes(html, ...islandFiles))
  return { inline, files }
}

/**
 * Every JavaScript file that a page can come to load, at once or later. Any string in a file that names another built file
 * counts, whether it is a static import, a dynamic one, a worker or a list of preloads: rather too many than too few. The service worker has a
 * bound of its own.
 * `except`: files that are not followed.
 */
export function reachableScripts(html: string, folder = dist, except: RegExp = /^$/): string[] {
  const { inline, files } = scriptsOf(html)
  const reached = new Set<string>()
  const named = (text: string, from: string): string[] =>
    [...text.matchAll(/["'`]([^"'`\s]+?\.m?js)["'`]/g)].flatMap(([, name = '']) => [posix.join(posix.dirname(from), name), posix.join('/', name)])
  const queue = [...files.map(file => posix.join('/', file)), ...inline.flatMap(text => named(text, '/'))]
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (reached.has(path) || path === WORKER || except.test(path) || !isFile(path, folder)) continue
    reached.add(path)
    queue.push(...named(readFileSync(fileOf(path, folder), 'utf8'), path))
  }
  return [...reached].sort()
}

/**
 * The scripts that a view's file loads later by an `import()` of its own or of what comes with it, with all that these need; without
 * what the view itself needs at once, and without what comes on demand by an `import()`.
 */
export function laterScripts(view: string, folder = dist): string[] {
  const of = (paths: string[], pattern: RegExp): Set<string> => {
    const found = new Set<string>()
    for (let path = paths.pop(); path; path = paths.pop()) {
      if (found.has(path) || !isFile(path, folder)) continue
      found.add(path)
      for (const [words, name = ''] of readFileSync(fileOf(path, folder), 'utf8').matchAll(pattern))
        if (!words.includes('(') || !onDemand.test(name)) paths.push(posix.join(posix.dirname(path), name))
    }
    return found
  }
  const first = of([view], /\b(?:from|import)\s*["'`](\.\/[^"'`]+\.js)["'`]/g)
  const asked = [...first].flatMap(path =>
    [...readFileSync(fileOf(path, folder), 'utf8').matchAll(/\bimport\(\s*["'`](\.\/[^"'`]+\.js)["'`]/g)].map(([, name = '']) =>
      posix.join(posix.dirname(path), name)
    )
  )
  // A view is opened instead of another, and never loads it.
  const parts = asked.filter(path => !onDemand.test(path) && !boardViews.some(other => viewFile(other).test(path)))
  return [...of(parts, /\b(?:from|import)\s*\(?["'`](\.\/[^"'`]+\.js)["'`]/g)].filter(path => !first.has(path)).sort()
}

/** The file or folder of `src/pages` that makes each part of a page's path, "*" for a variable one: "/drejeboeger/*". */
function sourceOf(path: string): string {
  let folder = join(root, 'src/pages')
  const parts = path.split('/').filter(Boolean)
  const sources = parts.map(part => {
    const entries = existsSync(folder) ? readdirSync(folder) : []
    const own = entries.find(entry => entry === part || entry === `${part}.astro`)
    folder = join(folder, own ?? entries.find(entry => entry.startsWith('[') && !entry.includes('.')) ?? '*')
    return own === undefined ? '*' : part
  })
  return sources.join('/')
}

/** One page for each file of `src/pages`, the first that it makes: what holds of its form holds of those that are made alike. */
export const oneOfEach = (pages: readonly BuiltPage[]): BuiltPage[] =>
  [...new Map(pages.toReversed().map(page => [sourceOf(page.path), page])).values()].toReversed()

/** Gzip bytes of a part that comes on demand, with all that no page needs without it. `name`: its file's, as in `ON_DEMAND_BYTES`. */
export function onDemandWeight(name: string): number {
  const pages = builtPages().map(({ html }) => html)
  const own = new RegExp(`/${name}\\.[^/]+\\.js$`)
  const without = new Set(pages.flatMap(html => reachableScripts(html, dist, own)))
  const only = new Set(pages.flatMap(html => reachableScripts(html)).filter(path => !without.has(path)))
  return [...only].reduce((sum, path) => sum + gzipBytes(readFileSync(fileOf(path))), 0)
}

/** Bytes on the wire, gzip at its usual level. */
export const gzipBytes = (data: string | Buffer): number => gzipSync(data).length

/** Gzip bytes of all the JavaScript of a page, inline and reachable, with each file's share, largest first. */
export function scriptWeight(html: string, except?: RegExp): { total: number; parts: [string, number][] } {
  const parts: [string, number][] = [
    ...scriptsOf(html).inline.map((text, index): [string, number] => [`inline ${index + 1}`, gzipBytes(text)]),
    ...reachableScripts(html, dist, except).map((path): [string, number] => [path, gzipBytes(readFileSync(fileOf(path)))])
  ]
  return { total: parts.reduce((sum, [, bytes]) => sum + bytes, 0), parts: parts.sort((a, b) => b[1] - a[1]) }
}
