import type { EvaluationForm } from './form.ts'
import { type EvaluationSums, figureInWords, formsInWords } from './sums.ts'

/**
 * What a place and the consultant talk from: the place's own figures in the form's order, and each section's question. [evaluation-words-apart] Nothing
 * that a student has written stands in it. `at`: the place's index in `sums.places`. Throws RangeError on another.
 */
export function dialogueText(form: EvaluationForm, sums: EvaluationSums, at: number): string {
  const place = sums.places[at]
  if (!place) throw new RangeError(`there is no place ${at}`)
  const sections = sums.sections.map(({ together, question, statements }) =>
    [
      together,
      ...statements.map(({ text, places }) => `- ${text.replace(/\.$/, '')}: ${figureInWords(places[at] ?? { withheld: 'few' }, form)}.`),
      `Tal om: ${question}`
    ].join('\n')
  )
  return [
    `${place.name}. ${form.title}, ${formsInWords(place.forms)}`,
    ...sections,
    'Tallene siger, hvor mange elever der svarede hvad. De siger ikke hvorfor. Det er det, I skal tale om.'
  ].join('\n\n')
}
