import type { Workshop } from '../../core/workshop/workshop.ts'

/** "Trin 4: Se billedet"; "" of a step that the workshop does not have. */
export function stepName({ steps }: Pick<Workshop, 'steps'>, id: string | undefined): string {
  const at = steps.findIndex(step => step.id === id)
  return at < 0 ? '' : `Trin ${at + 1}: ${steps[at]?.title}`
}
