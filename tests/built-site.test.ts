import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokenLink, linksOf, reachableScripts, scriptsOf } from './support/house/built-site.ts'

/** The reading of the built site that the byte budgets and the link check rest on: that it finds what it must find. */

let site: string
const files: Record<string, string> = {
  'index.html': '<p id="top">',
  'bord/index.html': '<main>',
  'js/board.js': 'import"./a.js";const later=()=>import(`./b.js`);new Worker("/js/worker.js")',
  'js/a.js': 'export{x}from"../js/c.js"',
  'js/b.js': 'const deps=["js/d.js","js/none.js"]',
  'js/c.js': 'import"./board.js"',
  'js/d.js': '',
  'js/worker.js': '',
  'js/stray.js': ''
}
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'pejling-site-'))
  for (const folder of ['bord', 'js']) mkdirSync(join(site, folder))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(site, name), text)
})
afterAll(() => rmSync(site, { recursive: true }))

it('follows static and dynamic imports, workers and preload lists, and goes round in no circle', () => {
  const reached = ['/js/a.js', '/js/b.js', '/js/board.js', '/js/c.js', '/js/d.js', '/js/worker.js']
  expect(reachableScripts('<script type="module" src="/js/board.js"></script>', site)).toEqual(reached)
  expect(reachableScripts('<script type="module">import "/js/board.js"</script>', site)).toEqual(reached)
  expect(reachableScripts('<astro-island component-url="/js/board.js"></astro-island>', site)).toEqual(reached)
  expect(reachableScripts('<link rel="modulepreload" href="/js/d.js">', site)).toEqual(['/js/d.js'])
})

it('tells scripts that run from data', () => {
  expect(scriptsOf('<script type="application/ld+json">{}</script><!-- <script>x()</script> -->')).toEqual({ inline: [], files: [] })
  expect(scriptsOf('<script>x()</script>').inline).toEqual(['x()'])
  expect(scriptsOf('<script type=module src=/js/a.js></script>').files).toEqual(['/js/a.js'])
})

it('reads the addresses of a page, whatever stands around them', () => {
  const html = `<a title="a > b" href="/x/?a=1&amp;b=2">x</a><img alt='' src='/y.png' srcset="/y.png 1x, /z.png 2x"><form action=/f/ method=get>
    <!-- <a href="/no/"> --><script>'<a href="/no/">'</script>`
  expect(linksOf(html)).toEqual(['/x/?a=1&b=2', '/y.png', '/f/', '/z.png'])
})

it('finds links that lead nowhere', () => {
  const pages = new Map([
    ['/', files['index.html'] ?? ''],
    ['/bord/', files['bord/index.html'] ?? '']
  ])
  const judge = (link: string): string | null => brokenLink('/bord/', link, pages, path => path === '/bord/', site)
  for (const link of ['/', '../', '/#top', '/bord/#board.key', 'https://example.org/', 'mailto:a@example.org', '/js/a.js', '/api/boards'])
    expect(judge(link), link).toBeNull()
  expect(judge('/none/')).toBe('/none/ leads nowhere')
  expect(judge('/bord')).toBe('/bord lacks its last slash')
  expect(judge('/#none')).toBe('/#none: no such id on /')
  expect(judge('http://example.org/')).toBe('http://example.org/ is not https')
})
