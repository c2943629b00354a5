import { describe, expect, it } from 'vitest'
import { undocumented, undocumentedExports } from './support/house/docstrings.ts'
import { circlesIn, inWords, judge, judgeHouse, siteBehindIslands, usesOf, zoneOf } from './support/house/imports.ts'

const declared = new Set(['vitest', 'yjs', 'svelte', 'hono', 'zod', 'nanostores', 'astro'])
const verdict = (file: string, text: string): string[] => judge(file, text, declared).map(inWords)

describe('the house as it stands', () => {
  it('has no forbidden import', () => {
    const { files, findings } = judgeHouse()
    expect(files).toBeGreaterThan(20)
    expect(findings.map(inWords)).toEqual([])
  })
})

describe('the check itself', () => {
  it.each([
    ['src/islands/board/Board.svelte', '<script lang="ts">import { roots } from \'../../documents/form.ts\'</script>'],
    ['src/islands/board/Board.svelte', '<script lang="ts">import type { X } from \'../../sync/shared-document.ts\'</script>'],
    ['src/islands/board/Board.svelte', '<script lang="ts">const later = () => import(\'../../sync/shared-document.ts\')</script>'],
    ['src/islands/board/Board.svelte', "<script>import { z } from 'zod'</script>"],
    ['src/core/figures/tally.ts', "import { roots } from '../../documents/form.ts'"],
    ['src/core/figures/tally.ts', "import { createHash } from 'node:crypto'"],
    ['src/core/figures/tally.ts', "export * from 'yjs'"],
    ['src/core/figures/tally.ts', "type Doc = import('yjs').Doc"],
    ['src/documents/wall.ts', "import { provider } from '../sync/provider.ts'"],
    ['src/sync/provider.ts', "import { board } from '../stores/board.ts'"],
    ['src/stores/board/board.ts', "import Board from '../../islands/board/Board.svelte'"],
    ['src/stores/board/board.ts', "import { onMount } from 'svelte'"],
    ['src/components/rose.ts', "import { board } from '../stores/board.ts'"],
    ['src/components/Rose.astro', "---\nimport { board } from '../stores/board.ts'\n---\n<svg />"],
    ['src/pages/index.astro', "---\nconst all = import.meta.glob('../documents/*.ts')\n---\n<p />"],
    ['src/pages/index.astro', "<p /><script>import '../../server/main.ts'</script>"],
    ['src/schemas/workshop.ts', "import { getCollection } from 'astro:content'"],
    ['server/transport/http/http.ts', "import { readWall } from '../../../src/documents/wall.ts'"],
    ['server/transport/http/http.ts', "import { memory } from '../../storage/memory/memory.ts'"],
    ['server/transport/http/http.ts', "import { limits } from '../../limits.ts'"],
    ['server/boards/board.ts', "import { upgrade } from '../transport/sockets.ts'"],
    ['server/storage/sqlite/sqlite.ts', "import { Board } from '../../boards/board.ts'"],
    ['server/commit/commit-loop.ts', "import type { OpenBoard } from '../boards/open-board.ts'"],
    ['server/documents/room.ts', "import type { OpenBoard } from '../boards/open-board.ts'"],
    ['server/documents/room.ts', "import { commit } from '../storage/storage.ts'"],
    ['server/update-check/item-locator.ts', "import { Room } from '../documents/room.ts'"],
    ['server/report/log.ts', "import { Board } from '../boards/board.ts'"],
    ['server/main.ts', "import { board } from '../src/stores/board/board.ts'"],
    ['server/boards/board.ts', "import { mount } from 'svelte'"],
    ['server/start.mjs', "await import('astro')"],
    ['server/start.mjs', "new Worker(new URL('../src/sync/provider.ts', import.meta.url))"],
    ['server/boards/board.test.ts', "import { board } from '../../src/stores/board/board.ts'"],
    ['src/core/figures/tally.test.ts', "import { board } from '../../stores/board.ts'"]
  ])('finds the one forbidden import of %s: %s', (file, text) => {
    expect(verdict(file, text)).toHaveLength(1)
    expect(verdict(file, text)[0]).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}: ".+": .+`))
  })

  it.each([
    [
      'src/islands/board/Board.svelte',
      "<script>import { board } from '../../stores/board.ts'\nimport Part from './Part.svelte'\nimport { onMount } from 'svelte'</script>"
    ],
    ['src/core/figures/tally.ts', "import type { Ballot } from './ballot.ts'"],
    ['server/build.mjs', "const here = new URL('.', import.meta.url)\nconst above = new URL('..', import.meta.url)"],
    ['src/core/figures/tally.test.ts', "import { it } from 'vitest'\nimport { tally } from './tally.ts'"],
    ['src/pages/index.astro', "---\nimport Page from '../layouts/Page.astro'\nimport { getCollection } from 'astro:content'\n---\n<Page />"],
    ['server/main.ts', "import { serve } from './transport/http.ts'\nimport { sqlite } from './storage/sqlite.ts'\nconst port = process.env.PORT"],
    [
      'server/transport/http/http.ts',
      "import { Hono } from 'hono'\nimport { boards } from '../../boards/service.ts'\nimport { makeBoard } from '../../../src/schemas/request.ts'"
    ]
  ])('lets the right imports of %s through', (file, text) => {
    expect(verdict(file, text)).toEqual([])
  })

  it.each(['process.env.PORT', "process['env'].PORT", 'globalThis.process.env', 'const { env } = process', "import { env } from 'node:process'"])(
    'finds that the environment is read: %s',
    text => {
      expect(verdict('server/boards/board.ts', text)).toHaveLength(1)
      expect(verdict('server/main.ts', text)).toEqual([])
    }
  )

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'crypto.randomUUID()'])('finds time and chance in core: %s', text => {
    expect(verdict('src/core/board/clock.ts', `export const x = ${text}`)).toHaveLength(1)
    expect(verdict('src/stores/clock.ts', `export const x = ${text}`)).toEqual([])
  })

  it('finds a package that package.json does not name', () => {
    expect(verdict('server/boards/board.ts', "import x from 'left-pad'")).toEqual([
      'server/boards/board.ts: "left-pad": left-pad is not named in package.json'
    ])
  })

  it('finds a file that lies in no folder of the house', () => {
    expect(verdict('src/helpers/misc.ts', '')).toHaveLength(1)
    expect(verdict('src/core/a.ts', "import { misc } from '../helpers/misc.ts'")).toHaveLength(1)
  })

  it('finds what would take the site along into an island', () => {
    const house = new Map([
      ['src/islands/board/Board.svelte', "<script>import { rose } from '../../components/rose.ts'</script>"],
      ['src/components/rose.ts', "import { library } from './library.ts'"],
      ['src/components/library.ts', "import { getCollection } from 'astro:content'"]
    ])
    expect(siteBehindIslands(house).map(inWords)).toEqual([
      expect.stringMatching(/^src\/islands\/board\/Board.svelte: "src\/components\/library.ts"/)
    ])
    house.set('src/components/rose.ts', "import { point } from '../core/point.ts'")
    expect(siteBehindIslands(house)).toEqual([])
  })

  it('finds a circle, also one of types alone, and names its way once', () => {
    const texts = new Map([
      ['src/core/a.ts', "import { b } from './b.ts'"],
      ['src/core/b.ts', "export * from './c.ts'\nimport './d.ts'"],
      ['src/core/c.ts', "import type { A } from './a.ts'"],
      ['src/core/d.ts', "import { c } from './c.ts'"]
    ])
    expect(circlesIn(texts).map(({ import: way }) => way)).toEqual(['src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts'])
    texts.set('src/core/c.ts', "import type { A } from './e.ts'")
    expect(circlesIn(texts)).toEqual([])
  })

  it('is not led astray by comments and texts', () => {
    expect(usesOf('a.ts', "// import x from 'yjs'\nconst text = \"import 'yjs'; process.env\"").imports).toEqual([])
    expect(usesOf('a.ts', '// process.env\nconst text = "process.env"').readsEnvironment).toBe(false)
  })

  it('tells an island from a component that islands may draw with', () => {
    expect(zoneOf('src/components/rose.ts')).toBe('plain components')
    expect(zoneOf('src/components/Rose.astro')).toBe('components')
  })
})

describe('docstrings', () => {
  it('are there for every function that the product exports', () => expect(undocumentedExports()).toEqual([]))

  it('are missed where there are none, and where a plain comment stands', () => {
    const text =
      'export const a = () => 1\n// A comment.\nexport function b() {}\n/** Said. */\nexport const c = () => 2\nexport const d = 3\nconst e = () => 4'
    expect(undocumented('src/core/a.ts', text)).toEqual(['a', 'b'])
  })
})
