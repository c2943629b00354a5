import type { AgreementWords, Workshop } from '../workshop/workshop.ts'

const usual: AgreementWords = {
  want: 'Det vil vi',
  sign: 'Det vil eleverne mærke',
  what: 'Første skridt',
  who: 'Hvem',
  when: 'Hvornår',
  followUp: 'Vi ser på det igen',
  reply: 'Svar til eleverne',
  how: 'Hvordan'
}

/** The names that a workshop gives its agreement's fields, and the usual ones where it gives none. */
export function agreementWords({ steps }: Pick<Workshop, 'steps'>): AgreementWords {
  const own = steps.find(step => step.kind === 'agree')?.fields ?? {}
  return { ...usual, ...own }
}
