import type { EvaluationForm } from './form.ts'

/** A form of three statements in two sections, for tests. */
export const exampleForm: EvaluationForm = {
  agreement: 'Aftalen',
  title: 'Skemaet',
  first: 'Ved du det?',
  wait: 'Så vent.',
  answers: ['ja', 'for det meste', 'kun lidt', 'nej'],
  unknown: 'ved ikke',
  sections: [
    {
      id: 'udbytte',
      title: 'Det, du fik',
      use: 'Til samtalen.',
      together: 'Udbyttet',
      question: 'Hvad hjalp?',
      statements: [
        { id: 'maal', text: 'Jeg nåede mine mål.', commitments: ['A1'] },
        { id: 'logbog', text: 'Jeg skrev logbog.', commitments: ['A2'] }
      ]
    },
    {
      id: 'rammer',
      title: 'Rammerne',
      use: 'Til stedet.',
      together: 'Rammerne',
      question: 'Hvad skal der til?',
      statements: [{ id: 'time', text: 'Jeg fik min time.', commitments: ['A3', 'A4'] }]
    }
  ],
  keep: 'Hvad skal blive?',
  change: 'Hvad skal ændres?',
  readers: 'Din vejleder.'
}
