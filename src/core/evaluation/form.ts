/**
 * The form that a student fills in when a period ends, as the pages are handed it. Its words are content; its sections follow what
 * the agreement uses the form for.
 */

/** A statement in the student's own voice. `commitments`: the ids of what it asks about. */
export type EvaluationStatement = { id: string; text: string; commitments: string[] }

export type EvaluationSection = {
  id: string
  title: string
  /** What the answers are used for, said to the student. */ use: string
  /** Its name where several students' answers stand together. */ together: string
  /** What the place and the consultant talk from. */ question: string
  statements: EvaluationStatement[]
}

export type EvaluationForm = {
  /** The agreement's title. */ agreement: string
  title: string
  /** What the student is asked before anything else. */ first: string
  /** What to do where the answer to that is no. */ wait: string
  /** From yes to no. */ answers: string[]
  unknown: string
  sections: EvaluationSection[]
  /** The two questions that are answered in own words. */ keep: string
  change: string
  /** Who reads the form. */ readers: string
}

/** All statements of the form, in its order. */
export const statementsOf = ({ sections }: Pick<EvaluationForm, 'sections'>): EvaluationStatement[] =>
  sections.flatMap(({ statements }) => statements)
