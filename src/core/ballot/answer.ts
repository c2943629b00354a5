/** Answers that stand apart from the scale: "ved ikke", and of instruments that have it "ikke relevant hos os". */
export const aparts = ['unknown', 'notApplicable'] as const
export type Apart = (typeof aparts)[number]
/** Whether it stands apart from the scale. */
export const isApart = (value: unknown): value is Apart => aparts.includes(value as Apart)

/** An answer: the index of a word of the scale, 0 lowest, or one that stands apart. A skipped item has no answer. */
export type Answer = number | Apart
