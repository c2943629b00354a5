import { type Step, stepKinds } from './workshop.ts'

/** A meeting to scale: minutes of each step, and whether people answer in it each for themselves. */
export type Course = { minutes: number; alone: boolean }[]

/** The course of these steps, in their order. */
export const courseOf = (steps: readonly Step[]): Course => steps.map(({ kind, minutes }) => ({ minutes, alone: stepKinds[kind].asked }))
