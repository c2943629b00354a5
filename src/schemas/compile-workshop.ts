import type { NamedPaper } from '../core/paper/paper.ts'
import type { ElementCopy, ElementNumber, Instrument, Step, Workshop, WorkshopTemplate } from '../core/workshop/workshop.ts'
import { withChoice } from '../core/workshop/workshop.ts'
import { checkWorkshop } from '../steps/check-workshop.ts'
import type { Drejebog, InstrumentRef } from './drejebog.ts'
import { drejebogSchema } from './drejebog.ts'
import type { Fault } from './faults.ts'
import { ContentError, faultsOf, fieldName } from './faults.ts'
import { agreementParts, instrumentFrom, type Sources } from './instruments.ts'
import { unanswerable } from './statement-faults.ts'

/** A drejebog, compiled. `order`: its place in lists, 1 first. `print`: the papers that its steps do not tell of. */
export type DrejebogData = { order: number; print: NamedPaper[]; template: WorkshopTemplate }

type ElementSource = Sources['elements'][number]

/**
 * A drejebog's front matter, the six elements and the scales as the workshop that a board is made with. Pure.
 * Throws ContentError, whose message names file, field and remedy, on any mistake of the author's.
 */
export function compileWorkshop(slug: string, frontmatter: unknown, sources: Sources): DrejebogData {
  const file = `workshops/${slug}.md`
  const parsed = drejebogSchema.safeParse(frontmatter)
  if (!parsed.success) throw new ContentError(faultsOf(file, drejebogSchema, parsed.error, frontmatter))
  const drejebog = parsed.data
  const sorted = sources.elements.toSorted((a, b) => a.number - b.number)
  const faults: Fault[] = []
  const fail = (field: string, remedy: string) => faults.push({ file, field, remedy })

  const written = (refs: Record<string, InstrumentRef>, field: string): Record<string, Instrument> => {
    const entries: [string, Instrument][] = []
    for (const [name, ref] of Object.entries(refs)) {
      try {
        entries.push([name, instrumentFrom(ref, { ...sources, elements: sorted })])
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        fail(`${field}.${name}`, error.message)
      }
    }
    return Object.fromEntries(entries)
  }

  const numbers = sorted.map(e => e.number)
  const own = written(drejebog.instruments, 'instruments')
  const choice = choiceOf(drejebog, { ...sources, elements: sorted }, numbers, written)
  const first = choice?.options[0]
  const { order, print, choice: _choice, ...rest } = drejebog
  const template: WorkshopTemplate = {
    ...rest,
    slug,
    elements: sorted.map(copyOf),
    focus: first?.focus ?? drejebog.focus ?? numbers,
    instruments: { ...own, ...first?.instruments },
    steps: drejebog.steps.map(step => stepOf(step, sorted)),
    ...(choice && { choice })
  }
  for (const workshop of variants(template)) {
    for (const { path, message } of checkWorkshop(workshop)) fail(fieldName(path, workshop), message)
    for (const { instrument, message } of unanswerable(workshop, sorted)) fail(`instruments.${instrument}`, message)
  }
  for (const { step } of print)
    if (!template.steps.some(({ id }) => id === step)) fail('print', `nævner trinnet "${step}", som ikke findes. Skriv et trins id.`)
  if (choice && new Set(choice.options.map(o => o.id)).size < choice.options.length)
    fail('choice.options', 'har to valg med samme id. Giv hvert valg sit eget.')
  if (faults.length > 0) throw new ContentError(uniqueFaults(faults))
  return { order, print, template }
}

/** Every workshop that a template can become: one for each of its options, or itself. */
export function variants(template: WorkshopTemplate): Workshop[] {
  return template.choice ? template.choice.options.map(o => withChoice(template, o.id)) : [withChoice(template)]
}

const uniqueFaults = (faults: Fault[]) => faults.filter((f, i) => faults.findIndex(g => g.field === f.field && g.remedy === f.remedy) === i)

const copyOf = ({ number, slug, name, headline, low, high, questions, signs, firstSteps }: ElementSource): ElementCopy => ({
  number,
  slug,
  name,
  headline,
  low,
  high,
  questions,
  signs,
  firstSteps
})

function stepOf(step: Drejebog['steps'][number], elements: readonly ElementSource[]): Step {
  if (step.kind !== 'vote') return step
  const { options = [], ...rest } = step
  if (options !== 'elementer') return { ...rest, options }
  return { ...rest, options: elements.map(e => ({ id: `k${e.number}`, label: e.name, element: e.number })) }
}

function choiceOf(
  drejebog: Drejebog,
  sources: Sources,
  all: ElementNumber[],
  written: (refs: Record<string, InstrumentRef>, field: string) => Record<string, Instrument>
): WorkshopTemplate['choice'] {
  const { choice } = drejebog
  if (!choice) return undefined
  const { label, help } = choice
  if (!('set' in choice)) {
    const options = choice.options.map(o => ({
      id: o.id,
      label: o.label,
      instruments: written(o.instruments, `choice.options.${o.id}.instruments`),
      focus: o.focus ?? drejebog.focus ?? all
    }))
    return { label, help, options }
  }
  if (choice.set === 'aftale') {
    if (!sources.agreement) return undefined
    const options = agreementParts({ label: choice.firmLabel, strengths: choice.firm }, sources).map(({ ref, ...option }) => {
      const instruments = written({ [choice.instrument]: ref }, `choice.${option.id}`)
      const served = new Set(Object.values(instruments).flatMap(({ items }) => items.map(({ element }) => element)))
      return { ...option, instruments, focus: all.filter(number => served.has(number)) }
    })
    return { label, help, options }
  }
  const options = choice.elements.map(number => {
    const element = sources.elements.find(e => e.number === number)
    return {
      id: element?.slug ?? `element-${number}`,
      label: element?.name ?? `Element ${number}`,
      instruments: written({ [choice.instrument]: { set: 'element', element: number, lenses: choice.lenses } }, 'choice.elements'),
      focus: [number]
    }
  })
  return { label, help, options }
}
