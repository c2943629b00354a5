import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { elementNumbers, roles } from '../core/workshop/workshop.ts'
import { agreementFolder } from './agreement-folder.ts'
import type { Anvendelse } from './anvendelse.ts'
import { anvendelseSchema } from './anvendelse.ts'
import { compileWorkshop, type DrejebogData } from './compile-workshop.ts'
import { type Evaluering, evaluationFaults, evalueringSchema } from './evaluering.ts'
import type { Fault } from './faults.ts'
import { ContentError, faultsOf } from './faults.ts'
import type { Kerneelement } from './kerneelement.ts'
import { kerneelementSchema } from './kerneelement.ts'
import { type Aftale, aftaleSchema, type Kapitel, kapitelSchema } from './kvalitetsaftale.ts'
import { agreementFaults } from './kvalitetsaftale-faults.ts'
import { heavy, LIX_HIGHEST } from './lix.ts'
import { slugOf } from './parts.ts'
import type { Rolle } from './rolle.ts'
import { rolleSchema } from './rolle.ts'
import { type Skala, skalaSchema } from './skala.ts'
import { statementFaults } from './statement-faults.ts'
import type { Vejledning } from './vejledning.ts'
import { vejledningSchema } from './vejledning.ts'

/** A file's front matter with its address and its Markdown. */
export type Entry<T> = T & { slug: string; file: string; body: string }

export type Content = {
  kerneelementer: Entry<Kerneelement>[]
  roller: Entry<Rolle>[]
  anvendelser: Entry<Anvendelse>[]
  vejledning: Entry<Vejledning>[]
  skalaer: Entry<Skala>[]
  /** The quality agreement: the one file of it, and its chapters by number. */
  aftaler: Entry<Aftale>[]
  kapitler: Entry<Kapitel>[]
  /** The form for the end of a student's period: one, or none where the agreement has no folder for it. */
  evalueringer: Entry<Evaluering>[]
  workshops: Entry<DrejebogData>[]
}

/** `root`: the folder that holds content/ and workshops/. `agreement`: the quality agreement's folder in it. */
export function readContent(root: string, agreement = agreementFolder()): { ok: true; content: Content } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const read = <T>(folder: string, schema: z.ZodType<T>) => readFolder(root, folder, schema, faults)
  const kerneelementer = read('content/kerneelementer', kerneelementSchema)
  const roller = read('content/roller', rolleSchema)
  const anvendelser = read('content/anvendelser', anvendelseSchema)
  const vejledning = read('content/vejledning', vejledningSchema)
  const skalaer = read('content/skalaer', skalaSchema)
  faults.push(...elementFaults(kerneelementer))
  const aftaler = read(agreement, aftaleSchema)
  const kapitler = read(`${agreement}/kapitler`, kapitelSchema).toSorted((a, b) => a.number - b.number)
  const evalueringer = existsSync(join(root, agreement, 'evaluering')) ? read(`${agreement}/evaluering`, evalueringSchema) : []
  const broken = faults.length > 0
  faults.push(...wholeAgreement(agreement, aftaler, kapitler, skalaer, broken))
  if (!broken) faults.push(...wholeEvaluation(evalueringer, kapitler))

  const workshops: Entry<DrejebogData>[] = []
  const names: string[] = []
  for (const { file, slug, data, body } of files(root, 'workshops', faults)) {
    names.push(slug)
    try {
      const compiled = compileWorkshop(slug, data, { elements: kerneelementer, scales: skalaer, agreement: aftaler[0], chapters: kapitler })
      workshops.push({ slug, file, body, ...compiled })
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      faults.push(...error.faults.map(f => ({ ...f, file })))
    }
  }
  faults.push(...roleFaults(roller), ...anvendelseFaults(anvendelser, names))
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, content: { kerneelementer, roller, anvendelser, vejledning, skalaer, aftaler, kapitler, evalueringer, workshops } }
}

/** The agreement as one thing. Where a file of it could not be read, only that is told: the rest would be its echo. */
function wholeAgreement(folder: string, aftaler: Entry<Aftale>[], chapters: Entry<Kapitel>[], scales: Entry<Skala>[], broken: boolean): Fault[] {
  const [agreement, another] = aftaler
  if (another)
    return [
      { file: another.file, field: 'hele filen', remedy: `er én for meget: ${agreement?.file ?? ''} er der allerede. Flyt eller fjern den ene.` }
    ]
  if (broken) return []
  if (!agreement)
    return [{ file: `${folder}/aftale.md`, field: 'hele filen', remedy: 'mangler. Tilføj den, eller ret indstillingen KVALITETSAFTALE.' }]
  return agreementFaults({ agreement, chapters, scales: scales.map(({ slug }) => slug) })
}

/** The one form, against the commitments that it asks about. */
function wholeEvaluation([form, another]: Entry<Evaluering>[], chapters: Entry<Kapitel>[]): Fault[] {
  if (!form) return []
  if (another)
    return [{ file: another.file, field: 'hele filen', remedy: `er én for meget: ${form.file} er der allerede. Flyt eller fjern den ene.` }]
  return evaluationFaults(form, new Set(chapters.flatMap(({ commitments }) => commitments.map(({ id }) => id))))
}

function readFolder<T>(root: string, folder: string, schema: z.ZodType<T>, faults: Fault[]): Entry<T>[] {
  const entries: Entry<T>[] = []
  for (const { file, slug, data, body } of files(root, folder, faults)) {
    const parsed = schema.safeParse(data)
    if (!parsed.success) faults.push(...faultsOf(file, schema, parsed.error, data))
    else entries.push({ ...parsed.data, slug, file, body })
  }
  return entries
}

type MarkdownFile = { file: string; slug: string; data: unknown; body: string }

/** The Markdown files of a folder by name; those without a readable front matter or a body become faults. */
function files(root: string, folder: string, faults: Fault[]): MarkdownFile[] {
  const found: MarkdownFile[] = []
  const path = join(root, folder)
  if (!existsSync(path)) {
    faults.push({ file: folder, field: 'hele mappen', remedy: 'findes ikke. Er navnet stavet rigtigt?' })
    return []
  }
  const names = readdirSync(path).filter(name => name.endsWith('.md'))
  for (const name of names.toSorted()) {
    const file = `${folder}/${name}`
    const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(readFileSync(join(root, file), 'utf8'))
    const body = parts?.[2]?.trim() ?? ''
    if (!parts) faults.push({ file, field: 'hele filen', remedy: 'begynder ikke med felter mellem to linjer med ---. Tilføj dem øverst.' })
    else if (!body) faults.push({ file, field: 'teksten', remedy: 'mangler. Skriv sidens tekst under felterne.' })
    else {
      try {
        const data: unknown = parse(parts[1] ?? '')
        found.push({ file, slug: slugOf(name), data, body })
        for (const { field, lix } of heavy(data, body))
          faults.push({ file, field, remedy: `har lix ${lix}, højst ${LIX_HIGHEST}. Del sætningen, eller vælg kortere ord.` })
      } catch (error) {
        const first = String(error instanceof Error ? error.message : error).split('\n')[0]
        faults.push({
          file,
          field: 'felterne øverst',
          remedy: `kan ikke læses (${first}). Sæt tekst med kolon i anførselstegn, og tjek indrykningen.`
        })
      }
    }
  }
  return found
}

const lensLetters = { strategisk: 'S', udvikling: 'U', udfoerende: 'D', elev: 'E' } as const

function elementFaults(elements: Entry<Kerneelement>[]): Fault[] {
  const faults: Fault[] = []
  for (const number of elementNumbers) {
    const same = elements.filter(e => e.number === number)
    if (same.length === 0)
      faults.push({ file: 'content/kerneelementer', field: 'number', remedy: `element ${number} mangler. Tilføj filen, eller ret fejlen i den.` })
    for (const extra of same.slice(1))
      faults.push({ file: extra.file, field: 'number', remedy: `${number} er brugt i ${same[0]?.file ?? ''}. Giv elementet sit eget nummer.` })
  }
  const seen = new Map<string, string>()
  for (const element of elements)
    for (const lens of roles)
      element.statements[lens].forEach(({ id }, i) => {
        const field = `statements.${lens}.${id}`
        const right = `K${element.number}${lensLetters[lens]}${i + 1}`
        const earlier = seen.get(id)
        if (earlier) faults.push({ file: element.file, field, remedy: `id ${id} er allerede brugt i ${earlier}. Skriv ${right}.` })
        else if (id !== right) faults.push({ file: element.file, field, remedy: `id ${id} passer ikke til pladsen. Skriv ${right}.` })
        seen.set(id, element.file)
      })
  for (const element of elements) for (const fault of statementFaults(element)) faults.push({ file: element.file, ...fault })
  return faults
}

function roleFaults(roller: Entry<Rolle>[]): Fault[] {
  const faults: Fault[] = []
  for (const { role, slug, file } of roller)
    if (role !== slug) faults.push({ file, field: 'role', remedy: `er ${role}, men filen hedder ${slug}.md. Brug det samme ord begge steder.` })
  for (const role of roles)
    if (!roller.some(r => r.role === role))
      faults.push({ file: `content/roller/${role}.md`, field: 'role', remedy: 'mangler. Tilføj filen, eller ret fejlen i den.' })
  return faults
}

function anvendelseFaults(anvendelser: Entry<Anvendelse>[], workshops: string[]): Fault[] {
  const faults: Fault[] = []
  const numbers = new Map<number, string>()
  for (const { number, workshop, file } of anvendelser) {
    const earlier = numbers.get(number)
    if (earlier) faults.push({ file, field: 'number', remedy: `${number} er brugt i ${earlier}. Giv situationen sit eget nummer.` })
    numbers.set(number, file)
    if (!workshops.includes(workshop))
      faults.push({ file, field: 'workshop', remedy: `"${workshop}" findes ikke i workshops/. Der er: ${workshops.join(', ')}.` })
  }
  return faults
}
