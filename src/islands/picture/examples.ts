import type { Distribution, Figure, PublishedRating } from '../../core/figures/results.ts'
import { people } from '../../core/figures/scale.ts'
import { earlierPatterns } from '../../core/workshop/earlier-words.ts'
import type { ElementCopy, ElementNumber, RevealStep, Workshop } from '../../core/workshop/workshop.ts'

/** Named examples of everything that the picture must be able to show: documentation, fixtures and accessibility cases at once. */
export type Example = { name: string; workshop: Workshop; step: RevealStep; published: PublishedRating }

const scale = ['Slet ikke', 'I mindre grad', 'I nogen grad', 'I høj grad', 'I meget høj grad']

const element = (
  number: ElementNumber,
  slug: string,
  name: string,
  headline: string,
  low: string,
  high: string,
  questions: string[]
): ElementCopy => ({
  number,
  slug,
  name,
  headline,
  low,
  high,
  questions,
  signs: [],
  firstSteps: []
})

const elements: ElementCopy[] = [
  element(
    1,
    'integrerede-indsatser',
    'Integrerede indsatser',
    'Hos os er indsatser for eleverne en del af selve uddannelsen.',
    'Indsatser kommer og går. De bliver lagt oven på hverdagen.',
    'Alle kan sige, hvilket mål en aktivitet støtter. Den ligger i den plan, vi følger i forvejen.',
    ['Hvilken af vores aktiviteter ville eleverne savne mindst, og hvad siger det os?', 'Hvor ligger en indsats stadig ved siden af?']
  ),
  element(
    2,
    'organiseret-samarbejde',
    'Organiseret samarbejde',
    'Hos os hænger skole og oplæring sammen, fordi vi har faste aftaler.',
    'Kontakten hænger på enkelte personer. Eleven bærer selv beskederne.',
    'Vi ved, hvem vi ringer til. Aftalerne gælder også, når nogen holder op.',
    ['Hvad ved I om det andet sted, som eleven har fortalt?', 'Hvilken aftale ville gøre det næste skift lettere?']
  ),
  element(
    3,
    'oplaeringsvejledning',
    'Professionalisering af oplæringsvejledning',
    'Hos os er vejledning af elever en opgave, der er sat tid af til.',
    'Vejledning sker, når der er tid. Vejlederen står alene.',
    'Vejledning har fast tid, en afløser og en klar plan. Kollegerne hjælper til.',
    ['Hvad sker der med vejledningen i en travl uge?', 'Hvilke opgaver løser vejlederen alene i dag, som kolleger kunne dele?']
  ),
  element(
    4,
    'trivsel',
    'Trivsel',
    'Hos os holder vi øje med, hvordan eleverne har det, og vi gør noget ved det.',
    'Vi opdager det først, når eleven er væk.',
    'Vi spørger tidligt, og eleven ved, hvem der hjælper.',
    ['Hvornår spurgte nogen sidst en elev, hvordan det går?']
  ),
  element(
    5,
    'socialt-og-fagligt-faellesskab',
    'Socialt og fagligt fokus',
    'Hos os lærer eleverne faget sammen med andre.',
    'Eleven går for sig selv. Faget er noget, man klarer alene.',
    'Eleven hører til i en gruppe, hvor man taler om faget.',
    ['Hvem spiser eleven frokost med, og hvad taler de om?']
  ),
  element(
    6,
    'psykologisk-tryghed',
    'Psykologisk tryghed',
    'Hos os kan eleverne sige, når de er i tvivl eller har lavet en fejl.',
    'Eleven tier for ikke at være til besvær.',
    'Eleven spørger højt, og spørgsmålet bliver mødt med tak.',
    ['Hvad gjorde vi sidst, en elev fortalte om en fejl?']
  )
]

const reveal: RevealStep = {
  id: 'billedet',
  kind: 'reveal',
  of: 'vurdering',
  title: 'Se billedet',
  minutes: 12,
  say: [],
  ifQuiet: '',
  see: 'Se på fordelingen. Hvor er I mest uenige?',
  prompts: ['Hvor er vi mest uenige?', 'Hvor er der mange ved ikke?']
}

const numbers: ElementNumber[] = [1, 2, 3, 4, 5, 6]

function workshopWith(statements: 1 | 3, rated: ElementNumber[] = numbers): Workshop {
  return {
    slug: 'luu',
    title: 'LUU: strategisk drøftelse',
    purpose: 'I går hjem med ét eller to fælles indsatsområder.',
    who: 'LUU',
    group: { from: 6, to: 20 },
    minutes: 90,
    prepare: [],
    materials: [],
    outcome: '',
    privacy: 'private',
    sides: [
      { id: 'skole', label: 'Skole' },
      { id: 'oplaering', label: 'Oplæringssted' }
    ],
    roles: [{ id: 'strategisk', label: 'Strategisk' }],
    elements,
    focus: rated,
    instruments: {
      alle: {
        title: 'De seks overskrifter',
        question: 'I hvilken grad passer det hos os?',
        scale,
        unknown: 'Ved ikke',
        patterns: earlierPatterns,
        items: rated.flatMap(number =>
          statements === 1
            ? [{ id: `K${number}`, element: number, text: elements.find(e => e.number === number)?.headline ?? '' }]
            : (texts[number] ?? []).map((text, i) => ({ id: `K${number}S${i + 1}`, element: number, text }))
        )
      }
    },
    steps: [
      {
        id: 'vurdering',
        kind: 'rate',
        instrument: 'alle',
        title: 'Egen vurdering i stilhed',
        minutes: 10,
        say: [],
        ifQuiet: '',
        see: '',
        prompts: []
      },
      reveal
    ]
  }
}

const texts: Record<ElementNumber, string[]> = {
  1: [
    'Når vi starter en indsats, siger vi klart, hvad eleverne skal lære af den.',
    'Nye indsatser bliver skrevet ind i de planer, vi bruger i forvejen.',
    'Ledelsen siger nej til det, der ikke støtter målene i uddannelsen.'
  ],
  2: [
    'Skole og oplæring mødes på faste tidspunkter i løbet af året.',
    'Det er besluttet, hvem hos os der har kontakten til det andet sted.',
    'Ledelsen følger op på, om aftalerne med det andet sted bliver holdt.'
  ],
  3: [
    'Tid til at vejlede eleven står i planen for vejlederens uge.',
    'Ledelsen sørger for, at vejlederne får de kurser, de har brug for.',
    'Ledelsen spørger ofte vejlederne, om de har tid nok.'
  ],
  4: ['Vi taler om elevernes trivsel på faste møder.', 'Vi ved, hvem der handler, når en elev har det svært.', 'Vi følger op efter fravær.'],
  5: ['Vi planlægger, at elever kan lære sammen.', 'Nye elever bliver en del af en gruppe.', 'Vi bruger faget som noget at mødes om.'],
  6: ['Ledelsen fortæller selv om fejl.', 'Vi har aftalt, hvordan vi svarer på elevers tvivl.', 'Elever bliver spurgt, før noget ændres.']
}

/** Counts of the five answers, then "ved ikke". */
const of = (...numbers: [number, number, number, number, number, number]): Distribution => ({ counts: numbers.slice(0, 5), unknown: numbers[5] })
const few: Figure = { withheld: 'few' }

function published(figures: Partial<Record<ElementNumber, Figure>>, more: Partial<PublishedRating> = {}): PublishedRating {
  const shown = Object.values(figures).filter((f): f is Distribution => !('withheld' in f))
  return {
    kind: 'rate',
    answered: Math.max(0, ...shown.map(people)),
    elements: figures,
    items: Object.fromEntries(Object.entries(figures).map(([number, figure]) => [`K${number}`, figure])),
    split: null,
    ...more
  }
}
const example = (name: string, rating: PublishedRating, workshop = workshopWith(1)): Example => ({ name, workshop, step: reveal, published: rating })

export const agreeHigh = example(
  'Alle enige højt',
  published({
    1: of(0, 0, 0, 8, 4, 0),
    2: of(0, 0, 1, 9, 2, 0),
    3: of(0, 0, 0, 6, 6, 0),
    4: of(0, 0, 0, 3, 9, 0),
    5: of(0, 0, 1, 10, 1, 0),
    6: of(0, 0, 0, 12, 0, 0)
  })
)

/** One element of each pattern: what a meeting typically looks like. */
export const twelve = example(
  'Tolv personer, et af hvert mønster',
  published({
    1: of(0, 1, 3, 6, 2, 0),
    2: of(5, 1, 0, 2, 4, 0),
    3: of(1, 6, 4, 0, 0, 1),
    4: of(0, 0, 0, 7, 4, 1),
    5: of(1, 0, 0, 2, 3, 6),
    6: of(2, 3, 2, 3, 2, 0)
  })
)
export const twoCamps = example(
  'To lejre',
  published({
    1: of(6, 0, 0, 0, 6, 0),
    2: of(5, 1, 0, 1, 5, 0),
    3: of(3, 3, 0, 4, 2, 0),
    4: of(4, 2, 0, 2, 4, 0),
    5: of(0, 6, 0, 6, 0, 0),
    6: of(2, 4, 0, 2, 4, 0)
  })
)
export const oneApart = example(
  'Én står et andet sted',
  published({
    1: of(1, 0, 0, 7, 4, 0),
    2: of(0, 8, 3, 0, 1, 0),
    3: of(0, 1, 0, 6, 5, 0),
    4: of(1, 0, 0, 0, 11, 0),
    5: of(1, 0, 0, 11, 0, 0),
    6: of(0, 6, 5, 0, 1, 0)
  })
)
export const manyUnknown = example(
  'Mange ved ikke',
  published({
    1: of(0, 1, 2, 1, 0, 8),
    2: of(0, 0, 3, 2, 0, 7),
    3: of(0, 0, 0, 0, 0, 12),
    4: of(1, 1, 1, 1, 1, 7),
    5: of(0, 2, 2, 2, 0, 6),
    6: of(0, 0, 1, 2, 1, 8)
  })
)
export const spread = example(
  'Spredt',
  published({
    1: of(2, 3, 2, 3, 2, 0),
    2: of(3, 2, 3, 2, 2, 0),
    3: of(2, 2, 4, 2, 2, 0),
    4: of(1, 3, 3, 3, 2, 0),
    5: of(2, 3, 3, 3, 1, 0),
    6: of(3, 3, 2, 2, 2, 0)
  })
)
export const withheld = example(
  'Nogle under grænsen',
  published({ 1: of(0, 1, 2, 3, 0, 0), 2: few, 3: of(0, 2, 2, 2, 0, 1), 4: of(0, 0, 2, 3, 1, 0), 5: few, 6: few })
)
export const allWithheld = example('Ingen figurer', { ...published({ 1: few, 2: few, 3: few, 4: few, 5: few, 6: few }), answered: 4 })
export const six = example(
  'Seks personer',
  published({
    1: of(0, 1, 2, 3, 0, 0),
    2: of(1, 2, 0, 1, 2, 0),
    3: of(0, 2, 2, 1, 0, 1),
    4: of(0, 0, 1, 4, 1, 0),
    5: of(0, 0, 0, 1, 5, 0),
    6: of(1, 3, 1, 1, 0, 0)
  })
)
export const twentyFive = example(
  '25 personer',
  published({
    1: of(1, 4, 9, 9, 2, 0),
    2: of(8, 4, 1, 3, 8, 1),
    3: of(3, 11, 7, 2, 0, 2),
    4: of(0, 1, 4, 14, 6, 0),
    5: of(2, 3, 8, 9, 3, 0),
    6: of(4, 4, 5, 5, 4, 3)
  })
)
export const sixty = example(
  '60 personer',
  published({
    1: of(3, 8, 21, 20, 6, 2),
    2: of(18, 10, 3, 9, 17, 3),
    3: of(9, 24, 17, 5, 1, 4),
    4: of(0, 3, 11, 31, 14, 1),
    5: of(2, 9, 18, 20, 9, 2),
    6: of(10, 12, 11, 12, 9, 6)
  })
)
export const splitInTwo = example(
  'Delt i to grupper',
  published(
    {
      1: of(0, 2, 4, 5, 2, 0),
      2: of(4, 3, 1, 2, 3, 0),
      3: of(1, 6, 4, 1, 0, 1),
      4: of(0, 0, 2, 7, 4, 0),
      5: of(1, 1, 3, 5, 3, 0),
      6: of(2, 3, 3, 3, 2, 0)
    },
    {
      split: {
        by: 'side',
        groups: [
          {
            id: 'skole',
            elements: {
              1: of(0, 0, 1, 4, 2, 0),
              2: of(0, 0, 1, 2, 3, 1),
              3: of(0, 2, 3, 1, 0, 1),
              4: of(0, 0, 1, 4, 2, 0),
              5: of(0, 0, 2, 3, 2, 0),
              6: of(0, 1, 1, 3, 2, 0)
            },
            items: {}
          },
          {
            id: 'oplaering',
            elements: {
              1: of(0, 2, 3, 1, 0, 0),
              2: of(4, 2, 0, 0, 0, 0),
              3: of(1, 4, 1, 0, 0, 0),
              4: of(0, 0, 1, 3, 2, 0),
              5: of(1, 1, 1, 2, 1, 0),
              6: of(2, 2, 2, 0, 0, 0)
            },
            items: {}
          }
        ]
      }
    }
  )
)
export const splitWithheld = example('Opdeling tilbageholdt', { ...six.published, split: { by: 'side', withheld: 'few' } })

const threes: Record<string, Figure> = Object.fromEntries(
  numbers.flatMap(number => [
    [`K${number}S1`, of(0, 2, number % 3, 5, 3, 2 - (number % 3))],
    [`K${number}S2`, of(number % 2 ? 4 : 0, 1, 2, 1, number % 2 ? 4 : 8, 0)],
    [`K${number}S3`, number === 4 ? few : of(2, 3, 2, 3, 1, 1)]
  ])
)
export const eighteen = example('18 udsagn', { ...twelve.published, items: threes }, workshopWith(3))

export const oneElement = example(
  'Ét element i dybden',
  { ...published({ 3: of(1, 6, 4, 0, 0, 1) }), items: { K3S1: of(0, 2, 3, 5, 2, 0), K3S2: of(4, 2, 0, 2, 4, 0), K3S3: of(1, 6, 4, 0, 0, 1) } },
  workshopWith(3, [3])
)

/** Every example, in the order in which they are looked at. */
export const examples: Example[] = [
  twelve,
  agreeHigh,
  twoCamps,
  oneApart,
  manyUnknown,
  spread,
  withheld,
  allWithheld,
  six,
  twentyFive,
  sixty,
  splitInTwo,
  splitWithheld,
  eighteen,
  oneElement
]
