import { describe, expect, it } from 'vitest'
import type { Results } from '../core/figures/results.ts'
import { MINUTES_VERSION, type MinutesSource } from '../core/minutes/minutes.ts'
import { minutesText } from '../core/minutes/minutes-text.ts'
import { meeting } from '../core/test-meeting.ts'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import type { Instrument, ItemData } from '../core/workshop/workshop.ts'
import { minutesOf } from './minutes.ts'

const unanswered = { replyHow: '', replyWho: ' ', replyWhen: '' }
const answered = { replyHow: ' På klassemødet ', replyWho: 'Lise', replyWhen: 'uge 12' }

const source = (published: Results['published'] = {}, privacy: Results['settings']['privacy'] = 'private'): MinutesSource => ({
  title: 'LUU i november',
  made: '2026-11-23T09:00:00Z',
  expires: '2026-12-23T09:00:00Z',
  closed: true,
  workshop: meeting,
  results: {
    settings: { privacy, minimum: 5, keepDays: 30 },
    people: 7,
    answered: 7,
    closed: { destroyed: 7 },
    progress: { svar: { answered: 7, done: 7 } },
    previews: {},
    published
  },
  wall: {
    notes: [
      { id: 'n1', step: 'noter', lane: 'hindrer', text: ' Travle uger ' },
      { id: 'n2', step: 'noter', lane: 'hjaelper', text: '   ' },
      { id: 'n3', step: 'noter', lane: 'ukendt', text: 'Et andet sted' }
    ],
    focus: [
      { id: 'f2', element: 4, want: 'Alle elever er ventet', sign: 'De kender navnet på deres vejleder', followUp: '2027-03-16', ...answered },
      { id: 'f1', element: null, want: '', sign: ' ', followUp: '', ...unanswered }
    ],
    actions: [
      { id: 'a1', focus: 'f2', what: 'Skriv en velkomst', who: 'Anne', when: 'uge 2' },
      { id: 'a2', focus: 'f2', what: ' ', who: '', when: '' },
      { id: 'a3', focus: 'gone', what: 'Ring til skolen', who: '', when: '' }
    ],
    reviews: [
      { id: 'r1', what: 'Fast kontakt', status: 'i-gang', decision: null, note: '' },
      { id: 'r2', what: '', status: 'gjort', decision: null, note: 'tom' }
    ]
  }
})
const published: Results['published'] = {
  svar: {
    kind: 'rate',
    answered: 7,
    elements: { 2: { withheld: 'few' }, 4: { counts: [0, 1, 6], unknown: 0 } },
    items: { K4a: { counts: [0, 1, 6], unknown: 0 }, K4b: { withheld: 'difference' }, K2: { withheld: 'few' } },
    split: { by: 'side', withheld: 'few' }
  },
  prik: { kind: 'vote', voters: 7, dots: { e2: 3, e4: 9, slettet: 1 } }
}

const alike = (text: string) => [{ text, who: '' }]

describe('the minutes', () => {
  it('[minutes-published-only] hold the published figures as they are, and nothing of a step that was not revealed', () => {
    const minutes = minutesOf(source(published))
    expect(minutes.ratings).toEqual([
      {
        step: 'svar',
        title: 'Trin svar',
        question: 'I hvilken grad passer det hos os?',
        scale: ['Slet ikke', 'I nogen grad', 'I høj grad'],
        unknown: 'Ved ikke',
        patterns: earlierPatterns,
        answered: 7,
        heads: null,
        elements: [
          {
            number: 2,
            name: 'Kerneelement 2',
            figure: { withheld: 'few' },
            difference: '',
            items: [{ id: 'K2', wordings: alike('Vi mødes.'), figure: { withheld: 'few' } }]
          },
          {
            number: 4,
            name: 'Trivsel',
            figure: { counts: [0, 1, 6], unknown: 0 },
            difference: '',
            items: [
              { id: 'K4a', wordings: alike('Vi spørger.'), figure: { counts: [0, 1, 6], unknown: 0 } },
              { id: 'K4b', wordings: alike('Vi hjælper.'), figure: { withheld: 'difference' } }
            ]
          }
        ],
        split: { by: 'side', withheld: 'few' }
      }
    ])
    expect(minutes.votes).toEqual([
      {
        step: 'prik',
        title: 'Trin prik',
        voters: 7,
        heads: null,
        withheld: false,
        options: [
          { label: 'Trivsel', dots: 9 },
          { label: 'Organiseret samarbejde', dots: 3 },
          { label: 'En seddel, der siden er slettet', dots: 1 }
        ]
      }
    ])
    expect([minutesOf(source()).ratings, minutesOf(source()).votes]).toEqual([[], []])
  })

  it('[own-words] hold what was voted on in its words of then, whatever the notes say now', () => {
    const options = [
      { id: 'e4', label: 'Trivsel, som den hed' },
      { id: 'slettet', label: 'Mere tid til vejledning' }
    ]
    const [vote] = minutesOf(source({ prik: { kind: 'vote', voters: 7, options, dots: { e4: 2, slettet: 5 } } })).votes
    expect(vote?.options).toEqual([
      { label: 'Mere tid til vejledning', dots: 5 },
      { label: 'Trivsel, som den hed', dots: 2 }
    ])
  })

  it('[heads] hold how many were in the room beside how many answered, and no count of a vote that is withheld', () => {
    const rated = published.svar
    if (rated?.kind !== 'rate') throw new Error('A rating')
    const minutes = minutesOf(source({ svar: { ...rated, heads: 9 }, prik: { kind: 'vote', withheld: 'few', heads: 9 } }))
    expect([minutes.ratings[0]?.heads, minutes.votes[0]]).toEqual([9, expect.objectContaining({ voters: null, heads: 9, withheld: true })])
    expect(minutesText(minutes)).toContain('9 i rummet, 7 besvarelser.')
    // A board from before told how many had voted, also where the dots were withheld.
    const earlier = minutesOf(source({ prik: { kind: 'vote', voters: 2, withheld: 'few' } }))
    expect(earlier.votes[0]?.voters).toBeNull()
  })

  it('[ways-count-only] tell how answers and dots came, as counts of a step, and nothing of dots that are withheld', () => {
    const ways = { phone: 4, shared: 2, paper: 1 }
    const mixed = (published: Results['published']): MinutesSource => {
      const all = source(published)
      const came = { answered: 7, done: 7, ways }
      return { ...all, results: { ...all.results, progress: { svar: came, prik: came } } }
    }
    const minutes = minutesOf(mixed(published))
    expect([minutes.ratings[0]?.ways, minutes.votes[0]?.ways]).toEqual([ways, ways])
    expect(minutesText(minutes)).toContain('7 har svaret: 4 på telefon, 2 på delt enhed, 1 på papir.')
    expect(minutesText(minutes)).toContain('7 satte prikker: 4 på telefon, 2 på delt enhed, 1 på papir.')
    expect(minutesOf(mixed({ prik: { kind: 'vote', withheld: 'few' } })).votes[0]).not.toHaveProperty('ways')
    expect(minutesOf(source(published)).ratings[0]).not.toHaveProperty('ways')
  })

  it('[cards-no-figures] hold no figures of a cards board', () => {
    const cards = source(
      { svar: { kind: 'rate', answered: 0, elements: {}, items: {}, split: null }, prik: { kind: 'vote', withheld: 'few' } },
      'cards'
    )
    expect([minutesOf(cards).ratings, minutesOf(cards).votes]).toEqual([[], []])
  })

  it('begin with the agreements in the order of the wall, and leave out what is empty', () => {
    const minutes = minutesOf(source())
    expect(minutes.agreements).toEqual([
      {
        id: expect.any(String),
        element: { number: 4, name: 'Trivsel' },
        want: 'Alle elever er ventet',
        sign: 'De kender navnet på deres vejleder',
        followUp: '2027-03-16',
        actions: [{ what: 'Skriv en velkomst', who: 'Anne', when: 'uge 2' }],
        reply: { how: 'På klassemødet', who: 'Lise', when: 'uge 12' }
      },
      { id: '', element: null, want: '', sign: '', followUp: '', actions: [{ what: 'Ring til skolen', who: '', when: '' }], reply: null }
    ])
    expect(minutes.reviews).toEqual([{ what: 'Fast kontakt', status: 'i-gang', decision: null, note: '', from: null }])
    expect(minutes.notes).toEqual([{ step: 'noter', title: 'Trin noter', lanes: [{ label: 'Står i vejen', notes: ['Travle uger'] }] }])
    expect(minutes).toMatchObject({ version: MINUTES_VERSION, title: 'LUU i november', workshop: 'Prøvemøde', people: 7, closed: true })
  })

  it('read as plain Danish text', () => {
    const text = minutesText(minutesOf(source(published)))
    expect(text).toMatchInlineSnapshot(`
      "LUU i november
      Prøvemøde, 23. november 2026, 7 kom med, 7 svarede

      Det har vi aftalt
      -----------------

      1. Alle elever er ventet
      Kerneelement: 4. Trivsel
      Det vil eleverne mærke: De kender navnet på deres vejleder
      - Skriv en velkomst, hvem: Anne, hvornår: uge 2
      Svar til eleverne: På klassemødet, hvem: Lise, hvornår: uge 12
      Vi ser på det igen: tirsdag den 16. marts 2027 (uge 11)

      2. Første skridt uden fokusområde
      - Ring til skolen

      Siden sidst
      -----------
      - Fast kontakt: i gang

      Svar
      ----

      Trin svar
      I hvilken grad passer det hos os?
      7 har svaret.
      - 2. Kerneelement 2: Vises ikke: for få svar.
      - 4. Trivsel: 7 svar: slet ikke 0, i nogen grad 1, i høj grad 6. Ved ikke: 0. Enige, højt på skalaen. Svarene ligger tæt sammen og højt.
        · Vi spørger. 7 svar: slet ikke 0, i nogen grad 1, i høj grad 6. Ved ikke: 0.
        · Vi hjælper. Vises ikke, for så kunne enkelte svar regnes ud.
      Svarene vises ikke delt efter, hvor folk sidder: mindst én gruppe er for lille.

      Prikker
      -------

      Trin prik
      7 satte prikker.
      - Trivsel: 9
      - Organiseret samarbejde: 3
      - En seddel, der siden er slettet: 1

      Sedler
      ------

      Trin noter

      Står i vejen:
      - Travle uger

      Mødet slettes af sig selv den 23. december 2026. Pejling er et redskab til dialog og ikke en måling.
      "
    `)
  })

  it('[own-labels] show groups of a split by the name that the board has for them, and say so while the meeting is open', () => {
    const split: Results['published'] = {
      svar: {
        kind: 'rate',
        answered: 12,
        elements: { 2: { counts: [6, 0, 6], unknown: 0 } },
        items: { K2: { counts: [6, 0, 6], unknown: 0 } },
        split: { by: 'side', groups: [{ id: 'skole', elements: { 2: { counts: [6, 0, 0], unknown: 0 } }, items: {} }] }
      }
    }
    const text = minutesText({ ...minutesOf(source(split)), closed: false })
    expect(text).toContain('Mødet er ikke lukket endnu.')
    expect(text).toContain('To billeder.')
    expect(text).toContain('Skolen:\n- 2. Kerneelement 2: 6 svar: slet ikke 6, i nogen grad 0, i høj grad 0. Ved ikke: 0.')
  })

  it('[own-wording] tell each wording with who was asked it', () => {
    const figure = { counts: [5, 0, 6], unknown: 0 }
    const from = source({ svar: { kind: 'rate', answered: 11, elements: { 4: figure }, items: { K4a: figure, K4b: figure }, split: null } })
    const start = meeting.instruments.start as Instrument<ItemData>
    const items = start.items.map(item => (item.id === 'K4a' ? { ...item, bySide: { skole: 'Skolen spørger.' } } : item))
    const minutes = minutesOf({ ...from, workshop: { ...meeting, instruments: { start: { ...start, items } } } })
    const difference = 'Skolen svarede på andre udsagn her end resten.'
    const wordings = [
      { text: 'Skolen spørger.', who: 'Skolen' },
      { text: 'Vi spørger.', who: 'Oplæringsstedet' }
    ]
    expect(minutes.ratings[0]?.elements).toEqual([
      {
        number: 4,
        name: 'Trivsel',
        figure,
        difference,
        items: [
          { id: 'K4a', wordings, figure },
          { id: 'K4b', wordings: alike('Vi hjælper.'), figure }
        ]
      }
    ])
    const eleven = '11 svar: slet ikke 5, i nogen grad 0, i høj grad 6. Ved ikke: 0.'
    expect(minutesText(minutes)).toContain(
      `  · Skolen: Skolen spørger. Oplæringsstedet: Vi spørger. ${eleven}\n  · Vi hjælper. ${eleven}\n4. Trivsel: ${difference}\n`
    )
  })

  it('[form-kept] read as text with the form that they have, whatever people write', () => {
    const forged = 'Fast tid\r\n\nDet har vi aftalt\n-----------------\n1. Alle arbejder over\u2028- Anne\u202e'
    const from = source(published)
    const text = minutesText(
      minutesOf({
        ...from,
        title: `Møde\n${forged}`,
        wall: {
          notes: [{ id: 'n', step: 'noter', lane: 'hindrer', text: forged }],
          focus: [{ id: 'f', element: 4, want: forged, sign: forged, followUp: forged, replyHow: forged, replyWho: forged, replyWhen: forged }],
          actions: [{ id: 'a', focus: 'f', what: forged, who: forged, when: forged }],
          reviews: [{ id: 'r', what: forged, status: 'gjort', decision: null, note: forged }]
        }
      })
    )
    const lines = text.split('\n')
    expect(lines.filter(line => line === 'Det har vi aftalt')).toHaveLength(1)
    expect(lines.filter(line => /^-+$/.test(line))).toHaveLength(5)
    expect(lines.filter(line => /^1\. /.test(line))).toEqual(['1. Fast tid Det har vi aftalt ----------------- 1. Alle arbejder over - Anne'])
    expect(text).toContain('- Fast tid\n  Det har vi aftalt\n  -----------------\n  1. Alle arbejder over\n  - Anne\n')
    expect(text).not.toMatch(/[\u2028\u202e\r]/)
  })
})
