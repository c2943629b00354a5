import { defineCollection } from 'astro:content'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Loader } from 'astro/loaders'
import { z } from 'zod'
import { anvendelseSchema } from './schemas/anvendelse.ts'
import type { DrejebogData } from './schemas/compile-workshop.ts'
import { evalueringSchema } from './schemas/evaluering.ts'
import { ContentError } from './schemas/faults.ts'
import { kerneelementSchema } from './schemas/kerneelement.ts'
import { aftaleSchema, kapitelSchema } from './schemas/kvalitetsaftale.ts'
import { type Content, readContent } from './schemas/read-content.ts'
import { rolleSchema } from './schemas/rolle.ts'
import { skalaSchema } from './schemas/skala.ts'
import { vejledningSchema } from './schemas/vejledning.ts'

/** The reading that all collections are filled from, until a file changes. */
let latest: Content | undefined

/** All content as `npm run check` reads it. Throws ContentError, whose message names file, field and remedy. */
function contentOf(root: string): Content {
  if (latest) return latest
  const read = readContent(root)
  if (!read.ok) throw new ContentError(read.faults)
  latest = read.content
  return latest
}

/** Fills a collection from the one reading of all content; an entry's id is its address. In development it follows the files. */
const loader = (kind: keyof Content): Loader => ({
  name: `pejling-${kind}`,
  async load({ store, renderMarkdown, generateDigest, config, watcher, logger }) {
    const root = fileURLToPath(config.root)
    const fill = async (): Promise<void> => {
      const entries = await Promise.all(
        contentOf(root)[kind].map(async ({ slug, file, body, ...data }) => {
          const rendered = await renderMarkdown(body, { fileURL: new URL(file, config.root) })
          return { id: slug, data, body, filePath: file, digest: generateDigest({ ...data, body }), rendered }
        })
      )
      store.clear()
      for (const entry of entries) store.set(entry)
    }
    await fill()
    watcher?.add(['content', 'workshops'].map(folder => fileURLToPath(new URL(folder, config.root))))
    watcher?.on('all', async (_, path) => {
      if (!/^(content|workshops)\//.test(relative(root, path).replaceAll(sep, '/'))) return
      latest = undefined
      // All collections hear of it before the first of them reads.
      await Promise.resolve()
      await fill().catch((error: unknown) => logger.error(error instanceof Error ? error.message : String(error)))
    })
  }
})

export const collections = {
  kerneelementer: defineCollection({ loader: loader('kerneelementer'), schema: kerneelementSchema }),
  roller: defineCollection({ loader: loader('roller'), schema: rolleSchema }),
  anvendelser: defineCollection({ loader: loader('anvendelser'), schema: anvendelseSchema }),
  vejledning: defineCollection({ loader: loader('vejledning'), schema: vejledningSchema }),
  skalaer: defineCollection({ loader: loader('skalaer'), schema: skalaSchema }),
  aftaler: defineCollection({ loader: loader('aftaler'), schema: aftaleSchema }),
  kapitler: defineCollection({ loader: loader('kapitler'), schema: kapitelSchema }),
  evalueringer: defineCollection({ loader: loader('evalueringer'), schema: evalueringSchema }),
  workshops: defineCollection({ loader: loader('workshops'), schema: z.custom<DrejebogData>() })
}
