import type { RateStep } from '../../core/workshop/workshop.ts'
import type { CheckStep } from '../checking.ts'

/** The instrument is one of the workshop's. */
export const checkRate: CheckStep<RateStep> = ({ instrument }, { workshop: { instruments }, say }) => {
  if (!Object.hasOwn(instruments, instrument))
    say(['instrument'], `"${instrument}" findes ikke i instruments. Der er: ${Object.keys(instruments).join(', ') || 'ingen'}.`)
}
