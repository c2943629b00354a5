import { z } from 'zod'
import type { StepKind } from '../core/workshop/workshop.ts'
import * as agree from './agree/schema.ts'
import * as close from './close/schema.ts'
import * as notes from './notes/schema.ts'
import * as rate from './rate/schema.ts'
import * as reveal from './reveal/schema.ts'
import * as review from './review/schema.ts'
import * as talk from './talk/schema.ts'
import * as vote from './vote/schema.ts'

const schemas = { talk, rate, reveal, notes, vote, agree, review, close } satisfies Record<
  StepKind,
  { request: z.ZodObject; author: z.ZodObject; name: string }
>

/** A step as it is sent when a board is made. */
export const requestStep = z.discriminatedUnion('kind', [
  talk.request,
  rate.request,
  reveal.request,
  notes.request,
  vote.request,
  agree.request,
  review.request,
  close.request
])

/** A step as the author of a drejebog writes it. */
export const authorStep = z.discriminatedUnion('kind', [
  talk.author,
  rate.author,
  reveal.author,
  notes.author,
  vote.author,
  agree.author,
  review.author,
  close.author
])

/** What happens in the room during a step of this kind, in a few words. */
export const kindName = (kind: StepKind): string => schemas[kind].name

/** Fails to compile where a kind is in the table and not in both unions. */
type Has<Of extends z.ZodType<{ kind: string }>> = StepKind extends z.infer<Of>['kind'] ? true : never
const complete: [Has<typeof requestStep>, Has<typeof authorStep>] = [true, true]
void complete
