import type { Option } from './workshop.ts'

export type VotedOption = Option & { count: number }

/** Options with their dots, most first; equal ones keep their order, those without a dot are left out. */
export const votedOptions = (options: readonly Option[], dots: Record<string, number>): VotedOption[] =>
  options
    .map(option => ({ ...option, count: dots[option.id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
