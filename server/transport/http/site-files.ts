import { createHash } from 'node:crypto'
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'

/** One form of a file's bytes: as they are, or compressed. `tag`: its entity tag, made from them. */
type Form = { name: string; bytes: number; tag: string }
export type SiteFile = {
  type: string
  /** As `Last-Modified` has it. */
  modified: string
  plain: Form
  br?: Form
  gzip?: Form
  /** The content policy that a page carries in a meta element; null of all else. */
  policy: string | null
}
/** The files of a built site by their paths, such as "/bord/index.html". */
export type SiteFiles = { [path: string]: SiteFile }

/** What the build keeps beside the files: SiteFiles as JSON. No file whose name begins with a dot is part of the site. */
const LIST = '.files.json'

/** Looks at every file of a built site. */
export async function describeSite(dist: string): Promise<SiteFiles> {
  const names = (await readdir(dist, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(dist.length + 1)
        .split(sep)
        .join('/')
    )
  const known = new Set(names)
  const files: SiteFiles = {}
  for (const name of names) {
    if (/\.(br|gz)$/.test(name) && known.has(name.replace(/\.\w+$/, ''))) continue
    const bytes = await readFile(join(dist, name))
    files[`/${name}`] = {
      type: getMimeType(name) ?? 'application/octet-stream',
      modified: (await stat(join(dist, name))).mtime.toUTCString(),
      plain: formOf(name, bytes),
      ...(known.has(`${name}.br`) ? { br: formOf(`${name}.br`, await readFile(join(dist, `${name}.br`))) } : {}),
      ...(known.has(`${name}.gz`) ? { gzip: formOf(`${name}.gz`, await readFile(join(dist, `${name}.gz`))) } : {}),
      policy: name.endsWith('.html') ? policyIn(bytes.toString()) : null
    }
  }
  return files
}

const formOf = (name: string, bytes: Uint8Array): Form => ({
  name,
  bytes: bytes.length,
  tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
})

function policyIn(html: string): string | null {
  const [element = ''] = /<meta[^>]+http-equiv="content-security-policy"[^>]*>/i.exec(html) ?? []
  return /\scontent="([^"]+)"/i.exec(element)?.[1]?.trim().replace(/;+$/, '') ?? null
}

/** Keeps what the files of a built site are, in one step, so that a server that runs sees the whole of it or what was there before. The build's last act. */
export async function keepSiteFiles(dist: string): Promise<void> {
  const path = join(dist, LIST)
  await writeFile(`${path}.part`, JSON.stringify(await describeSite(dist)))
  await rename(`${path}.part`, path)
}

/**
 * Answers what the files of a built site are, as its last build has kept it, or as they lie there where no build has. Reads it anew when the
 * site is built anew; while that goes on, the site is what it was.
 */
export function siteFiles(dist: string): () => Promise<SiteFiles> {
  let known: { build: string | null; files: Promise<SiteFiles> } | null = null
  return async () => {
    const list = await stat(join(dist, LIST)).catch(() => null)
    const build = list && `${list.mtimeMs} ${list.ino}`
    if (known && (build === null || known.build === build)) return known.files
    const files = build === null ? describeSite(dist) : readList(dist)
    known = { build, files }
    files.catch(() => {
      known = null
    })
    return files
  }
}

const readList = async (dist: string): Promise<SiteFiles> => JSON.parse(await readFile(join(dist, LIST), 'utf8')) as SiteFiles

/** The file that a path is answered with: itself, or the page of a folder. */
export function fileAt(files: SiteFiles, path: string): SiteFile | undefined {
  const page = `${path.replace(/\/$/, '')}/index.html`
  return Object.hasOwn(files, path) ? files[path] : Object.hasOwn(files, page) ? files[page] : undefined
}
