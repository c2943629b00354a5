import type { Component } from 'svelte'
import type { StepKind } from '../core/workshop/workshop.ts'
import type { PhoneProps, StepOf } from './props.ts'
import RatePhone from './rate/RatePhone.svelte'
import RevealPhone from './reveal/RevealPhone.svelte'
import TalkPhone from './talk/TalkPhone.svelte'

/** The phone's view of each kind of step. Only what the first answer needs is here at once; the others' come later (phone-later.ts). */
const views = {
  talk: TalkPhone,
  rate: RatePhone,
  reveal: RevealPhone,
  notes: 'later',
  vote: 'later',
  agree: 'later',
  review: 'later',
  close: 'later'
} as const satisfies { [Kind in StepKind]: Component<PhoneProps<Kind>> | 'later' }

/** Kinds of step whose view a phone loads while people join. */
export type LaterKind = { [Kind in StepKind]: (typeof views)[Kind] extends 'later' ? Kind : never }[StepKind]

/** The phone's view of this step; null where it is one that comes later. */
export function phoneView(step: StepOf<StepKind>): Component<PhoneProps> | null {
  const view = views[step.kind]
  return view === 'later' ? null : (view as Component<PhoneProps>)
}
