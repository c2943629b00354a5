import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { anvendelseSchema } from './schemas/anvendelse.ts'
import { drejebogSchema } from './schemas/drejebog.ts'
import { kerneelementSchema } from './schemas/kerneelement.ts'
import { slugOf } from './schemas/parts.ts'
import { rolleSchema } from './schemas/rolle.ts'
import { skalaSchema } from './schemas/skala.ts'
import { vejledningSchema } from './schemas/vejledning.ts'

/** An entry's id is its address: the file's name without number and ending. */
const files = (base: string) => glob({ base, pattern: '*.md', generateId: ({ entry }) => slugOf(entry) })

export const collections = {
  kerneelementer: defineCollection({ loader: files('./content/kerneelementer'), schema: kerneelementSchema }),
  roller: defineCollection({ loader: files('./content/roller'), schema: rolleSchema }),
  anvendelser: defineCollection({ loader: files('./content/anvendelser'), schema: anvendelseSchema }),
  vejledning: defineCollection({ loader: files('./content/vejledning'), schema: vejledningSchema }),
  skalaer: defineCollection({ loader: files('./content/skalaer'), schema: skalaSchema }),
  workshops: defineCollection({ loader: files('./workshops'), schema: drejebogSchema })
}
