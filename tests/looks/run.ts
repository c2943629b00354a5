import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serve } from '../../server/serve.ts'
import { memoryStorage } from '../../server/storage/memory/memory.ts'
import { axeFindings, launchBrowser, newLaptop, newPhone } from '../support/browser/browser.ts'
import { root } from '../support/house/imports.ts'
import { runNode } from '../support/run/spawn.mjs'
import { compare, packed, SHARE_MOST } from './compare.ts'

/**
 * `node tests/looks/run.ts`: pictures of each specimen of /stil/, compared with those in `kept/`; axe looks at the page too. `--keep` keeps the
 * new pictures instead. Ends with 1 where one differs, is new or is gone. The new one, and where it differs, lie in tests/.output/looks/.
 */
const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })
const STYLE_PAGE = '/stil/'
const kept = join(import.meta.dirname, 'kept')
const output = join(root, 'tests/.output/looks')

/** A laptop in both themes, and a phone. Half as large as on the screen: the kept pictures weigh little, and show what moves or changes colour. */
const ways = [
  { name: 'light', open: newLaptop, options: {} },
  { name: 'dark', open: newLaptop, options: { colorScheme: 'dark' } },
  { name: 'phone', open: newPhone, options: {} }
] as const

const fileOf = (specimen: string): string => `${specimen.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`

rmSync(output, { recursive: true, force: true })
const dist = join(output, 'site')
const built = await runNode(join(root, 'node_modules/astro/bin/astro.mjs'), ['build', '--silent', '--outDir', dist], {
  timeout: 300_000,
  env: { STYLE_PAGE: '1' }
})
if (!built.ok) throw new Error(`The site with ${STYLE_PAGE} could not be built:\n${built.output}`)
const storage = memoryStorage()
const server = await serve({ port: 0, storage, secret: new Uint8Array(32), dist, publicUrl: null, log: () => undefined })
const origin = `http://localhost:${server.port}`
const browser = await launchBrowser()
const findings: string[] = []
let looked = 0
try {
  for (const { name: way, open, options: chosen } of ways) {
    const device = await open(browser, origin, { reducedMotion: 'reduce', deviceScaleFactor: 0.5, ...chosen })
    const page = await device.newPage(STYLE_PAGE)
    await page.getByRole('heading', { name: 'Andre billeder' }).waitFor()
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    for (const finding of await axeFindings(page)) findings.push(`${way}: ${finding}`)
    const [folder, fresh] = [join(kept, way), join(output, way)]
    for (const each of options.keep ? [folder] : [fresh]) {
      rmSync(each, { recursive: true, force: true })
      mkdirSync(each, { recursive: true })
    }
    const left = new Set(existsSync(folder) ? readdirSync(folder) : [])
    const judge = (name: string, picture: Buffer): void => {
      const file = fileOf(name)
      if (options.keep) writeFileSync(join(folder, file), picture)
      if (options.keep) return
      if (!left.delete(file)) findings.push(`${way}, ${name}: no picture of it is kept`)
      else {
        const { share, difference } = compare(readFileSync(join(folder, file)), picture)
        if (share <= SHARE_MOST) return
        findings.push(`${way}, ${name}: ${difference ? `${(share * 100).toFixed(2)} % of it differs` : 'its size differs'}`)
        if (difference) writeFileSync(join(fresh, file.replace('.png', '.difference.png')), difference)
      }
      writeFileSync(join(fresh, file), picture)
    }
    for (const specimen of await page.locator('[data-specimen]').all()) {
      looked++
      const name = (await specimen.getAttribute('data-specimen')) ?? ''
      judge(name, packed(await specimen.screenshot({ animations: 'disabled', timeout: 120_000 })))
    }
    if (!options.keep) for (const file of left) findings.push(`${way}, ${file}: is kept, and stands on ${STYLE_PAGE} no more`)
    await device.close()
  }
} finally {
  await browser.close()
  await server.stop()
  await storage.close()
  rmSync(dist, { recursive: true, force: true })
}
for (const finding of findings) console.log(`✗ ${finding}`)
if (findings.length) console.log(`The new pictures lie in ${output}. Where they are as they should be: node tests/looks/run.ts --keep`)
console.log(options.keep ? `${looked} pictures are kept.` : `${looked} pictures were taken, ${findings.length} findings.`)
process.exit(findings.length || !looked ? 1 : 0)
