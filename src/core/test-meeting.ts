import { earlierPatterns } from './workshop/earlier-words.ts'
import type { WorkshopData } from './workshop/workshop.ts'

const step = (id: string, minutes: number) => ({ id, title: `Trin ${id}`, minutes, say: [], ifQuiet: '', see: '', prompts: [] })

/** A short meeting of every kind of step that leaves something behind, for tests. */
export const meeting: WorkshopData = {
  slug: 'proeve',
  title: 'Prøvemøde',
  purpose: '',
  who: '',
  group: { from: 5, to: 20 },
  minutes: 60,
  prepare: [],
  materials: [],
  outcome: '',
  privacy: 'private',
  sides: [
    { id: 'skole', label: 'Skolen' },
    { id: 'oplaering', label: 'Oplæringsstedet' }
  ],
  roles: [],
  elements: [{ number: 4, slug: 'trivsel', name: 'Trivsel', headline: '', low: '', high: '', questions: [], signs: [], firstSteps: [] }],
  focus: [4],
  instruments: {
    start: {
      title: 'Start',
      question: 'I hvilken grad passer det hos os?',
      scale: ['Slet ikke', 'I nogen grad', 'I høj grad'],
      unknown: 'Ved ikke',
      patterns: earlierPatterns,
      items: [
        { id: 'K4a', element: 4, text: 'Vi spørger.' },
        { id: 'K4b', element: 4, text: 'Vi hjælper.' },
        { id: 'K2', element: 2, text: 'Vi mødes.' }
      ]
    }
  },
  steps: [
    { ...step('velkomst', 5), kind: 'talk', cards: false },
    { ...step('svar', 10), kind: 'rate', instrument: 'start' },
    { ...step('vis', 10), kind: 'reveal', of: 'svar' },
    {
      ...step('noter', 10),
      kind: 'notes',
      lanes: [
        { id: 'hjaelper', label: 'Hjælper' },
        { id: 'hindrer', label: 'Står i vejen' }
      ]
    },
    {
      ...step('prik', 5),
      kind: 'vote',
      dots: 2,
      options: [
        { id: 'e2', label: 'Organiseret samarbejde', element: 2 },
        { id: 'e4', label: 'Trivsel', element: 4 }
      ]
    },
    { ...step('aftal', 15), kind: 'agree' },
    { ...step('slut', 5), kind: 'close' }
  ]
}
