/**
 * Characters of a step's texts and numbers of its parts, by whoever writes them. An author's text must fit the screens at a glance. What is sent to
 * make a board may be longer: a facilitator adapts a drejebog, and adds to it. Neither is the other by accident, so both stand here.
 */
export const stepLimits = {
  title: { author: 60, request: 80 },
  /** A line that the facilitator says, and the lines of a step. */
  say: { author: 300, request: 600 },
  sayLines: { author: 16, request: 24 },
  ifQuiet: { author: 300, request: 600 },
  see: { author: 240, request: 400 },
  /** Lines of `ifQuiet` and `see`, each with the condition that it holds under. */
  lines: { author: 6, request: 12 },
  prompt: { author: 160, request: 300 },
  prompts: { author: 6, request: 10 },
  laneLabel: { author: 40, request: 80 },
  laneHint: { author: 120, request: 240 },
  lanes: { author: 6, request: 8 },
  optionLabel: { author: 120, request: 200 },
  options: { author: 20, request: 40 },
  agreementField: { author: 40, request: 60 }
} as const satisfies Record<string, { author: number; request: number }>
