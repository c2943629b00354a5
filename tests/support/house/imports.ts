import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/**
 * The rules of the house: which folder may import which. One table, read by `npm run check` and by tests/house.test.ts.
 * Imports run one way: islands → stores → sync → documents → core; main → transport → boards → commit → storage,
 * boards → server documents → update check → core on the server.
 */

export const root = fileURLToPath(new URL('../../..', import.meta.url))

type Zone = {
  /** Path prefix, or a test of the path, that puts a file in this zone. The first zone that fits counts. */
  of: RegExp
  /** Names of the zones that it may import; it may always import itself. */
  house: readonly string[]
  /** Packages that it may import, by specifier. */
  packages: RegExp
}

const none = /^$/
const anyButSite = /^(?!(svelte|astro|@astrojs\/.*|vite|virtual:.*)([/:]|$))/
const wire = /^(yjs|lib0|y-websocket|y-protocols|y-indexeddb|nanostores)(\/|$)/

/** Order matters: a test file and a launcher are recognised before the folder that they lie in. */
export const zones: Record<string, Zone> = {
  'step rules test': { of: /^src\/steps\/.*\.test\.ts$/, house: ['step rules', 'core', 'tests'], packages: anyButSite },
  'core test': { of: /^src\/core\/.*\.test\.ts$/, house: ['core', 'tests'], packages: anyButSite },
  'documents test': { of: /^src\/documents\/.*\.test\.ts$/, house: ['documents', 'core', 'tests'], packages: anyButSite },
  'site test': {
    of: /^src\/.*\.test\.ts$/,
    house: [
      'step views',
      'step rules',
      'islands',
      'stores',
      'offline',
      'sync',
      'documents',
      'core',
      'chosen file',
      'schemas',
      'components',
      'plain components',
      'layouts',
      'styles',
      'tests'
    ],
    packages: /./
  },
  'server test': {
    of: /^server\/.*\.test\.ts$/,
    house: [
      'main',
      'serve',
      'transport',
      'boards',
      'commit',
      'server documents',
      'update check',
      'refusal',
      'limits',
      'storage',
      'report',
      'documents',
      'core',
      'schemas',
      'tests'
    ],
    packages: anyButSite
  },
  core: { of: /^src\/core\//, house: [], packages: none },
  documents: { of: /^src\/documents\//, house: ['core'], packages: /^(yjs|lib0)(\/|$)/ },
  /** What stands between the pages and the net, and how it is built. */
  offline: { of: /^src\/offline\//, house: ['sync', 'core'], packages: /^(serwist|astro|vite|node:.*)$/ },
  sync: { of: /^src\/sync\//, house: ['documents', 'core'], packages: wire },
  stores: { of: /^src\/stores\//, house: ['sync', 'documents', 'core'], packages: wire },
  /** What each kind of step publishes and leaves in the minutes: as plain as core, and known to the server too. */
  'step rules': {
    of: /^src\/steps\/([a-z]+\/)?(publish|publishing|minutes|check|checking|checks|check-workshop|playable|rules)\.ts$/,
    house: ['core'],
    packages: none
  },
  /** Each kind of step as its author writes it and as it is sent. */
  'step schemas': { of: /^src\/steps\/([a-z]+\/schema|schemas)\.ts$/, house: ['schemas', 'core'], packages: /^zod$/ },
  /** What each kind of step looks like on each screen: a folder a kind. */
  'step views': { of: /^src\/steps\//, house: ['islands', 'stores', 'core', 'plain components', 'styles'], packages: /^(svelte|yjs)(\/|$)/ },
  islands: {
    of: /^src\/islands\//,
    house: ['step views', 'step rules', 'chosen file', 'stores', 'core', 'plain components', 'styles'],
    packages: /^(svelte|yjs|lean-qr|docx)(\/|$)/
  },
  /** Reads a file that somebody has chosen, in the browser: loaded where one is. */
  'chosen file': {
    of: /^src\/schemas\/(minutes-file|open-file|open-minutes|open-place|status-file|kept-drejebog)\.ts$/,
    house: ['schemas', 'core'],
    packages: /^zod$/
  },
  schemas: { of: /^src\/schemas\//, house: ['chosen file', 'step schemas', 'step rules', 'core'], packages: /^(zod|yaml|node:.*)(\/|$)/ },
  /** Islands draw with some of these: those may not lead to the site's build, see `siteBehindIslands`. */
  'plain components': { of: /^src\/components\/.*\.(ts|svg)$/, house: ['core', 'schemas'], packages: /^astro:content$/ },
  components: {
    of: /^src\/components\//,
    house: ['islands', 'step schemas', 'schemas', 'core', 'plain components', 'styles'],
    packages: /^(astro|node|svelte)([:/]|$)/
  },
  layouts: {
    of: /^src\/layouts\//,
    house: ['components', 'plain components', 'islands', 'schemas', 'core', 'styles'],
    packages: /^(astro[:/].*|astro|node:.*|@fontsource.*)$/
  },
  pages: {
    of: /^src\/pages\//,
    house: ['step schemas', 'layouts', 'components', 'plain components', 'islands', 'chosen file', 'schemas', 'core', 'styles'],
    packages: /^(astro[:/].*|astro|svelte|node:.*)$/
  },
  styles: { of: /^src\/(styles|assets|public)\//, house: [], packages: /^@fontsource/ },
  'content config': { of: /^src\/content\.config\.ts$/, house: ['schemas', 'core'], packages: /^(astro[:/].*|astro|zod|node:.*)$/ },
  launchers: {
    of: /^server\/.*\.mjs$/,
    house: [
      'main',
      'serve',
      'demo',
      'transport',
      'boards',
      'commit',
      'server documents',
      'update check',
      'refusal',
      'limits',
      'storage',
      'report',
      'documents',
      'core',
      'schemas'
    ],
    packages: anyButSite
  },
  main: { of: /^server\/main\.ts$/, house: ['serve', 'transport', 'boards', 'limits', 'storage', 'report', 'core'], packages: anyButSite },
  /** The operator's commands: they work on the data folder, and never meet a running server but there. */
  admin: {
    of: /^server\/admin(\.ts$|\/)/,
    house: ['boards', 'update check', 'server documents', 'storage', 'documents', 'core'],
    packages: anyButSite
  },
  /** What main does once the environment is read: tests start the server by it. */
  serve: {
    of: /^server\/serve\.ts$/,
    house: ['transport', 'boards', 'server documents', 'limits', 'storage', 'report', 'core'],
    packages: anyButSite
  },
  /** Plays participants against a running server, over the wire. */
  demo: { of: /^server\/demo\//, house: ['documents', 'core'], packages: anyButSite },
  transport: {
    of: /^server\/transport\//,
    house: ['boards', 'server documents', 'refusal', 'schemas', 'report', 'core'],
    packages: anyButSite
  },
  /** Boards: keys and rights, the calls of the API, what is open, what is published. */
  boards: {
    of: /^server\/boards\//,
    house: ['commit', 'server documents', 'update check', 'storage', 'step rules', 'documents', 'report', 'refusal', 'core'],
    packages: anyButSite
  },
  /** When what came in is stored, and when others see it. Knows a board by what it must be able to do. */
  commit: { of: /^server\/commit\//, house: ['storage', 'report', 'refusal', 'core'], packages: anyButSite },
  /** One Yjs document in memory and those connected to it. */
  'server documents': { of: /^server\/documents\//, house: ['update check', 'documents', 'report', 'core'], packages: anyButSite },
  /** What a Yjs update may be. */
  'update check': { of: /^server\/update-check\//, house: ['documents', 'core'], packages: anyButSite },
  refusal: { of: /^server\/refusal\.ts$/, house: [], packages: none },
  /** Composes the limits that stand beside what they limit: see `server/limits.ts`. */
  limits: { of: /^server\/limits\.ts$/, house: ['transport', 'boards', 'commit', 'server documents'], packages: none },
  storage: { of: /^server\/storage\//, house: ['core'], packages: anyButSite },
  report: { of: /^server\/report\//, house: ['core'], packages: anyButSite },
  tests: { of: /^tests\//, house: [], packages: /./ }
}

export const zoneOf = (file: string): string | undefined => Object.keys(zones).find(name => zones[name]?.of.test(file))

export type Finding = { file: string; import: string; why: string }

/** The script parts of a file, as TypeScript; everything else is left out. */
export function scriptOf(file: string, text: string): string {
  if (!/\.(svelte|astro)$/.test(file)) return text
  const front = file.endsWith('.astro') ? (/^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '') : ''
  const tags = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(match => match[1] ?? '')
  return [front, ...tags].join('\n;\n')
}

/** What a source file takes in and asks of its surroundings. */
export type Uses = { imports: string[]; readsEnvironment: boolean; ambient: string[] }

const isText = (node: ts.Node | undefined): node is ts.StringLiteralLike => node !== undefined && ts.isStringLiteralLike(node)
const timeAndChance = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues'])

/** Besides main and the launchers: the operator's commands, and the one setting that the site is built by. */
const environmentReaders: ReadonlySet<string> = new Set(['server/admin.ts', 'src/schemas/agreement-folder.ts'])

/** Reads imports of every kind (static, type, dynamic, re-export, import.meta.glob, new URL beside this file) and uses of environment, time and chance. */
export function usesOf(file: string, text: string): Uses {
  const source = ts.createSourceFile('file.ts', scriptOf(file, text), ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS)
  const uses: Uses = { imports: [], readsEnvironment: false, ambient: [] }
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && isText(node.moduleSpecifier)) {
      uses.imports.push(node.moduleSpecifier.text)
      const names = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined
      if (/^(node:)?process$/.test(node.moduleSpecifier.text) && names && ts.isNamedImports(names))
        uses.readsEnvironment ||= names.elements.some(e => (e.propertyName ?? e.name).text === 'env')
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && isText(node.argument.literal))
      uses.imports.push(node.argument.literal.text)
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source)
      const [first] = node.arguments
      if ((called === 'import' || called === 'require') && isText(first)) uses.imports.push(first.text)
      if (called.startsWith('import.meta.glob') && first)
        uses.imports.push(...(ts.isArrayLiteralExpression(first) ? [...first.elements] : [first]).filter(isText).map(e => e.text))
      if (timeAndChance.has(called.replace(/^globalThis\./, ''))) uses.ambient.push(called)
    }
    if (ts.isNewExpression(node)) {
      const [first, second] = node.arguments ?? []
      const made = node.expression.getText(source)
      if (made === 'URL' && isText(first) && second?.getText(source) === 'import.meta.url') uses.imports.push(first.text)
      if (made === 'Date' && !node.arguments?.length) uses.ambient.push('new Date()')
    }
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      uses.readsEnvironment ||= /^(globalThis\.)?process\s*(\?\.|\.)?\s*(env|\[\s*['"]env['"]\s*\])$/.test(node.getText(source))
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer?.getText(source) === 'process')
      uses.readsEnvironment ||= node.name.elements.some(e => (e.propertyName ?? e.name).getText(source) === 'env')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return uses
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/**
 * What is wrong with one file's imports.
 * `file` is its path from the top of the project, with `/`; `declared` the packages that package.json names.
 */
export function judge(file: string, text: string, declared: ReadonlySet<string>): Finding[] {
  const name = zoneOf(file)
  if (!name) return [{ file, import: '', why: 'lies in no folder of the house: see design, "The house", and tests/support/house/imports.ts' }]
  const zone = zones[name]
  if (!zone || name === 'tests') return []
  const uses = usesOf(file, text)
  const findings: Finding[] = []
  for (const specifier of uses.imports) {
    const add = (why: string): void => void findings.push({ file, import: specifier, why })
    if (/^\.{1,2}(\/|$)/.test(specifier) || specifier.startsWith('/')) {
      const path = specifier.startsWith('/') ? specifier.slice(1) : posix.join(posix.dirname(file), specifier)
      const target = zoneOf(path.replace(/\?.*$/, ''))
      // What the house does not hold, such as package.json, the built site or content, is data and no import of the house.
      if (!target) {
        if (/^(src|server)\//.test(path) && /\.(ts|mjs|js|svelte|astro)$/.test(path)) add(`${path} lies in no folder of the house`)
      } else if (target !== name && !zone.house.includes(target)) add(`${name} may not import ${target}`)
    } else if (!zone.packages.test(specifier)) add(`${name} may not import the package ${specifier}`)
    else if (!/^(node|astro|virtual):/.test(specifier) && !declared.has(packageOf(specifier)))
      add(`${packageOf(specifier)} is not named in package.json`)
  }
  if (uses.readsEnvironment && name !== 'main' && !environmentReaders.has(file) && name !== 'launchers' && !name.endsWith('test'))
    findings.push({
      file,
      import: 'process.env',
      why: 'only server/main.ts, server/admin.ts, the launchers (server/*.mjs) and src/schemas/agreement-folder.ts read the environment'
    })
  if (name === 'core' || name === 'documents')
    for (const what of uses.ambient) findings.push({ file, import: what, why: `${name} takes the time and random values as arguments` })
  return findings
}

/** Every source file of the house, as paths from its top with `/`. */
export function sources(): string[] {
  return ['src', 'server'].flatMap(top =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.(ts|mts|mjs|js|svelte|astro)$/.test(entry.name))
      .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  )
}

const localTarget = (file: string, specifier: string): string | null =>
  /^\.{1,2}\//.test(specifier) ? posix.join(posix.dirname(file), specifier) : null

/**
 * Plain files of components/ that an island comes to through others of them, and that need the site's build (content, schemas):
 * they would take all of it along into the browser.
 */
export function siteBehindIslands(texts: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = []
  for (const [island, text] of texts) {
    if (!['islands', 'step views'].includes(zoneOf(island) ?? '')) continue
    const seen = new Set<string>()
    const queue = usesOf(island, text).imports.map(specifier => localTarget(island, specifier))
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (file === null || seen.has(file) || zoneOf(file) !== 'plain components') continue
      seen.add(file)
      for (const specifier of usesOf(file, texts.get(file) ?? '').imports) {
        const target = localTarget(file, specifier)
        if (specifier.startsWith('astro') || (target && zoneOf(target) === 'schemas'))
          findings.push({ file: island, import: file, why: `islands may not import what needs the site's build, and it imports ${specifier}` })
        queue.push(target)
      }
    }
  }
  return findings
}

/** Files that lead back to themselves over imports of any kind, types included: each circle once, from its first file on. */
export function circlesIn(texts: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = []
  const done = new Set<string>()
  const walk = (file: string, way: string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) return void findings.push({ file, import: [...way.slice(at), file].join(' → '), why: 'imports lead back to the file itself' })
    if (done.has(file)) return
    for (const specifier of usesOf(file, texts.get(file) ?? '').imports) {
      const target = localTarget(file, specifier)
      if (target !== null && texts.has(target)) walk(target, [...way, file])
    }
    done.add(file)
  }
  for (const file of texts.keys()) walk(file, [])
  return findings
}

/** All findings in the house as it stands on disk. */
export function judgeHouse(): { files: number; findings: Finding[] } {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string> | undefined>
  const declared = new Set(['dependencies', 'devDependencies'].flatMap(kind => Object.keys(manifest[kind] ?? {})))
  const texts = new Map(sources().map(file => [file, readFileSync(join(root, file), 'utf8')]))
  const findings = [...texts].flatMap(([file, text]) => judge(file, text, declared))
  return { files: texts.size, findings: [...findings, ...siteBehindIslands(texts), ...circlesIn(texts)] }
}

export const inWords = ({ file, import: what, why }: Finding): string => `${file}: ${what && `"${what}": `}${why}`
