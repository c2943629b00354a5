import { earlierPatterns } from '../../../src/core/workshop/earlier-words.ts'
import type { WorkshopData } from '../../../src/core/workshop/workshop.ts'

const words = { say: ['Velkommen.'], ifQuiet: 'Vent lidt.', see: 'Vi begynder.', prompts: [] }

/** A small workshop with each kind of step that the server has to do with. */
export const testWorkshop: WorkshopData = {
  slug: 'proeve',
  title: 'Prøvemøde',
  purpose: 'En aftale om det næste skridt.',
  who: 'Alle.',
  group: { from: 2, to: 30 },
  minutes: 8,
  prepare: [],
  materials: [],
  outcome: 'En aftale.',
  privacy: 'private',
  sides: [
    { id: 'skole', label: 'Skole' },
    { id: 'oplaering', label: 'Oplæringssted' }
  ],
  roles: [{ id: 'udfoerende', label: 'Udførende' }],
  elements: ([1, 2] as const).map(number => ({
    number,
    slug: `element-${number}`,
    name: `Element ${number}`,
    headline: 'Hos os lykkes det.',
    low: 'Det halter.',
    high: 'Det lykkes.',
    questions: [],
    signs: [],
    firstSteps: []
  })),
  focus: [1, 2],
  instruments: {
    seks: {
      title: 'De seks',
      question: 'Hvor godt passer det?',
      scale: ['slet ikke', 'lidt', 'noget', 'godt', 'helt'],
      unknown: 'ved ikke',
      patterns: earlierPatterns,
      items: [
        { id: 'K1', element: 1, text: 'Hos os er der plads.' },
        { id: 'K2', element: 2, text: 'Hos os er der tid.' }
      ]
    }
  },
  steps: [
    { id: 'velkommen', kind: 'talk', title: 'Velkommen', minutes: 1, cards: false, ...words },
    { id: 'svar', kind: 'rate', title: 'Svar', minutes: 1, instrument: 'seks', ...words },
    { id: 'vis', kind: 'reveal', title: 'Vis', minutes: 1, of: 'svar', ...words },
    { id: 'sedler', kind: 'notes', title: 'Sedler', minutes: 1, lanes: [{ id: 'hjaelper', label: 'Hjælper' }], ...words },
    { id: 'stem', kind: 'vote', title: 'Stem', minutes: 1, dots: 2, options: [], from: 'sedler', ...words },
    {
      id: 'vaelg',
      kind: 'vote',
      title: 'Vælg',
      minutes: 1,
      dots: 1,
      options: [
        { id: 'A', label: 'Det første' },
        { id: 'B', label: 'Det andet' }
      ],
      ...words
    },
    { id: 'aftal', kind: 'agree', title: 'Aftal', minutes: 1, ...words },
    { id: 'slut', kind: 'close', title: 'Slut', minutes: 1, ...words }
  ]
}
