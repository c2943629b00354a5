import { z } from 'zod'
import { patterns } from '../core/workshop/answer-words.ts'
import { withWords } from '../core/workshop/earlier-words.ts'
import { ITEMS_MOST, type WorkshopData } from '../core/workshop/workshop.ts'
import { checkWorkshop } from '../steps/check-workshop.ts'
import { requestStep } from '../steps/schemas.ts'
import { listInTurn, recordInTurn } from './in-turn.ts'
import { elementNumber, role, side } from './parts.ts'
import { itemId, privacy, stepId } from './request-step.ts'
import { shortText } from './short-text.ts'

/**
 * A workshop as it is sent when a board is made: strict, so that a board never carries what no client knows, and with
 * a limit on every string, list and number, since it comes from outside and is copied to everyone in the room.
 */

/** A whole workshop as JSON. The longest of ours is about a quarter; a board's session document must stay small on weak wifi. */
export const WORKSHOP_BYTES = 128 * 1024

const text = shortText
const slug = z.string().regex(/^[a-z0-9-]{1,60}$/)

const wordings = z.strictObject({
  skole: text(300).exactOptional(),
  oplaering: text(300).exactOptional(),
  organisation: text(300).exactOptional(),
  elev: text(300).exactOptional()
})

const item = z.strictObject({
  id: itemId,
  element: elementNumber,
  text: text(300),
  bySide: wordings.exactOptional(),
  low: text(600).exactOptional(),
  high: text(600).exactOptional(),
  guess: z.boolean().exactOptional(),
  strength: stepId.exactOptional()
})

const section = z.strictObject({ id: stepId, title: text(120), items: z.array(itemId).min(1).max(ITEMS_MOST) })
const strength = z.strictObject({ id: stepId, word: text(40) })
const pattern = z.strictObject({ name: text(80), sentence: text(200), question: text(200) })

const instrument = z.strictObject({
  title: text(120),
  question: text(200),
  scale: z.array(text(60)).min(2).max(7),
  unknown: text(60),
  notApplicable: text(60).exactOptional(),
  patterns: z.record(z.literal(patterns), pattern).exactOptional(),
  sections: listInTurn(section, 1, 40).exactOptional(),
  strengths: z.array(strength).min(1).max(20).exactOptional(),
  items: listInTurn(item, 1, ITEMS_MOST)
})

const elementCopy = z.strictObject({
  number: elementNumber,
  slug,
  name: text(80),
  headline: text(300),
  low: text(600),
  high: text(600),
  questions: z.array(text(400)).max(12),
  signs: z.array(text(400)).max(12),
  firstSteps: z.array(text(400)).max(12)
})

const answers = z.int().min(0).max(1000)
const lastFigure = z.strictObject({ counts: z.array(answers).min(2).max(7), unknown: answers, notApplicable: answers.exactOptional() })
const lastRating = z.strictObject({
  elements: z.partialRecord(z.literal(['1', '2', '3', '4', '5', '6']), lastFigure),
  items: recordInTurn(itemId, lastFigure, ITEMS_MOST, `har mere end ${ITEMS_MOST} udsagn.`)
})

const shape = z.strictObject({
  slug,
  title: text(120),
  purpose: text(400),
  who: text(600),
  group: z.strictObject({ from: z.int().min(1).max(500), to: z.int().min(1).max(500) }),
  minutes: z.int().min(1).max(480),
  prepare: z.array(text(400)).max(20),
  behind: text(400).exactOptional(),
  materials: z.array(text(200)).max(20),
  outcome: text(600),
  privacy,
  sides: z
    .array(z.strictObject({ id: side, label: text(80) }))
    .min(1)
    .max(4),
  roles: z
    .array(z.strictObject({ id: role, label: text(80) }))
    .min(1)
    .max(4),
  elements: z.array(elementCopy).min(1).max(6),
  focus: z.array(elementNumber).min(1).max(6),
  instruments: recordInTurn(stepId, instrument, 12, 'har mere end 12 skemaer.'),
  steps: listInTurn(requestStep, 1, 40),
  last: z
    .strictObject({ title: text(200), made: z.iso.datetime(), ratings: recordInTurn(stepId, lastRating, 12, 'har mere end 12 skemaer.') })
    .exactOptional()
})

/** A workshop's form, whether or not its parts agree: what is being adapted may not be ready. */
export const workshopForm = shape.transform(workshop => withWords(workshop))

const agreed = z.custom<WorkshopData>().superRefine((workshop, context) => {
  if (new TextEncoder().encode(JSON.stringify(workshop)).length > WORKSHOP_BYTES)
    context.addIssue({ code: 'custom', path: [], message: `Drejebogen fylder mere end ${WORKSHOP_BYTES / 1024} kB. Gør den kortere.` })
  else {
    // The first alone is told, and an issue costs more than finding it.
    const [first] = checkWorkshop(workshop)
    if (first) context.addIssue({ code: 'custom', ...first })
  }
})

/**
 * What `POST /api/boards` accepts as `workshop`. A pipe, so that the parts are compared only once each is within its
 * limits: comparing takes the square of a list's length. Instruments without words get those of boards from before.
 */
export const workshopSchema: z.ZodType<WorkshopData> = workshopForm.pipe(agreed)

/** Fails to compile where the schema would refuse a field that core's Workshop allows. */
type AllowsAll = WorkshopData extends z.input<typeof shape> ? true : never
const allowsAll: AllowsAll = true
void allowsAll
