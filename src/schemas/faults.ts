import type { z } from 'zod'

/** A mistake in the content, told so that its author can mend it. */
export type Fault = {
  /** "workshops/luu-strategisk-droeftelse.md" */
  file: string
  /** Where in the file, with ids in place of numbers: "steps.vurdering.minutes". */
  field: string
  /** What is wrong and what to do, in Danish. */
  remedy: string
}

/** A fault as one line: file, field and remedy. */
export const faultLine = ({ file, field, remedy }: Fault) => `${file}: ${field}: ${remedy}`

/** Content that cannot be used. The message has one line a fault: file, field and remedy. */
export class ContentError extends Error {
  readonly faults: Fault[]
  constructor(faults: Fault[]) {
    super(faults.map(faultLine).join('\n'))
    this.name = 'ContentError'
    this.faults = faults
  }
}

type Path = readonly PropertyKey[]
type Loose = { [key: PropertyKey]: unknown }

const step = (value: unknown, key: PropertyKey): unknown => (typeof value === 'object' && value !== null ? (value as Loose)[key] : undefined)
const valueAt = (input: unknown, path: Path) => path.reduce(step, input)

/** A path in words: a list's entry by its id where it has one, else by its place counted from 1. */
export function fieldName(path: Path, input: unknown): string {
  let value = input
  const parts = path.map(key => {
    value = step(value, key)
    if (typeof key !== 'number') return String(key)
    const id = step(value, 'id')
    return typeof id === 'string' ? id : `nr. ${key + 1}`
  })
  return parts.join('.') || 'hele filen'
}

/** The schema's own sentence about the field at `path`, "" where it has none. */
function sentenceAt(schema: z.ZodType, path: Path, input: unknown): string {
  const { def } = schema as unknown as { def: Loose }
  const inner = def.innerType ?? def.in
  if (inner) return (path.length === 0 && schema.description) || sentenceAt(inner as z.ZodType, path, input)
  const [key, ...rest] = path
  if (key === undefined) return schema.description ?? ''
  const options = (def.options ?? []) as z.ZodType[]
  if (options.length > 0) return options.map(o => sentenceAt(o, path, input)).find(Boolean) ?? ''
  const next = (step(def.shape, key) ?? def.element ?? def.valueType) as z.ZodType | undefined
  return next ? sentenceAt(next, rest, step(input, key)) : ''
}

const kinds: Record<string, string> = {
  string: 'tekst',
  int: 'et helt tal',
  number: 'et tal',
  array: 'en liste',
  object: 'felter med navn og værdi',
  record: 'felter med navn og værdi',
  boolean: 'true eller false'
}
const units: Record<string, string> = { string: ' tegn', array: ' punkter' }
const list = (values: readonly unknown[]) => values.map(String).join(', ')

function remedyOf(issue: z.core.$ZodIssue, input: unknown, sentence: string): string {
  const say = (text: string) => (sentence ? `${text} ${sentence}` : text)
  const missing = valueAt(input, issue.path) === undefined
  switch (issue.code) {
    case 'custom':
      return say(issue.message.endsWith('.') ? issue.message : `${issue.message}.`)
    case 'invalid_type':
      return say(missing ? 'mangler. Skriv det.' : `skal være ${kinds[issue.expected] ?? issue.expected}.`)
    case 'invalid_value':
      return say(`${missing ? 'mangler. Skriv' : 'skal være'} en af: ${list(issue.values)}.`)
    case 'too_small':
      return say(`skal have mindst ${issue.minimum}${units[issue.origin] ?? ''}.`)
    case 'too_big':
      return say(`må højst have ${issue.maximum}${units[issue.origin] ?? ''}.`)
    case 'invalid_format':
      return say('har ikke den rigtige form.')
    default:
      return say('kan ikke bruges her.')
  }
}

/** Zod's issues as faults: unions by the alternative that came furthest, unknown fields one by one. */
export function faultsOf(file: string, schema: z.ZodType, error: z.ZodError, input: unknown): Fault[] {
  const found: Fault[] = []
  const add = (path: Path, remedy: string) => found.push({ file, field: fieldName(path, input), remedy })
  const visit = (issue: z.core.$ZodIssue, before: Path) => {
    const path = [...before, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) add([...path, key], 'kendes ikke her. Er det stavet rigtigt? Ret navnet, eller fjern linjen.')
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map(i => i.path.length)) - issues.length / 100
      const best = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? []
      for (const nested of best) visit(nested, path)
    } else if (issue.code === 'invalid_union') {
      const names = 'options' in issue && Array.isArray(issue.options) ? ` en af: ${list(issue.options)}` : ' en af dem, som README nævner'
      add(path, `${valueAt(input, path) === undefined ? 'mangler. Skriv' : 'skal være'}${names}.`)
    } else add(path, remedyOf({ ...issue, path: path as PropertyKey[] }, input, sentenceAt(schema, path, input)))
  }
  for (const issue of error.issues) visit(issue, [])
  return found
}
