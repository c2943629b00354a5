import type { VoteStep } from '../../core/workshop/workshop.ts'
import { type CheckStep, isBefore } from '../checking.ts'

/** It is about at least two options of its own, or about the notes of an earlier step. */
export const checkVote: CheckStep<VoteStep> = ({ options, from }, { workshop: { elements }, before, say, unique }) => {
  unique(
    options.map(({ id }) => id),
    ['options'],
    'Muligheden'
  )
  if (from === undefined && options.length < 2) say(['options'], 'har færre end to muligheder. Skriv dem, eller brug from.')
  if (from !== undefined && options.length > 0) say(['from'], 'og options kan ikke bruges sammen. Fjern den ene.')
  if (from !== undefined && !isBefore(before, 'notes', from))
    say(['from'], `"${from}" er ikke et tidligere notes-trin. Skriv id på det trin, hvis sedler der stemmes om.`)
  for (const { id, element } of options)
    if (element !== undefined && !elements.some(({ number }) => number === element))
      say(['options'], `"${id}" hører til element ${element}, som ikke er med i elements.`)
}
