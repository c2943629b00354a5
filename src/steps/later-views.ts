import type { Component } from 'svelte'
import type { LaterKind } from './phone.ts'
import type { StepProps } from './props.ts'

/** The views that a phone loads while the first person reads: one for each kind that is not there at once. */
export type LaterViews = { [Kind in LaterKind]: Component<StepProps<Kind>> }
