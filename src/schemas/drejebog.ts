import { z } from 'zod'
import { elementNumber, role, side, words } from './parts.ts'

const lens = role.describe('Linsen: strategisk, udvikling, udfoerende eller elev.')

/** An instrument by name: the author says which statements, `compile-workshop.ts` writes them out. */
export const instrumentRef = z.discriminatedUnion('set', [
  z.strictObject({ set: z.literal('overskrifter') }).describe('De seks overskrifter, én for hvert kerneelement.'),
  z.strictObject({ set: z.literal('linse'), lens }).describe('De 18 udsagn for én linse.'),
  z
    .strictObject({
      set: z.literal('element'),
      element: elementNumber.describe('Elementets nummer, 1 til 6.'),
      lenses: z.array(lens).min(1).max(4).describe('De linser, hvis udsagn skal med, i den rækkefølge de vises.')
    })
    .describe('Ét kerneelement i dybden.'),
  z.strictObject({ set: z.literal('elev') }).describe('Elevernes 18 udsagn i jeg-form.')
])
export type InstrumentRef = z.infer<typeof instrumentRef>

const instrumentRefs = z.record(z.string(), instrumentRef)
const id = (max = 40) =>
  z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(max)
const focus = z.array(elementNumber).min(1).max(6)

const writtenChoice = z.strictObject({
  label: words(120).describe('Spørgsmålet til mødelederen, for eksempel "Hvad vil I vurdere?"'),
  help: words(400).describe('En eller to sætninger, der hjælper med at vælge.'),
  options: z
    .array(
      z.strictObject({
        id: id().describe('Valgets id: små bogstaver, tal og bindestreg.'),
        label: words(120).describe('Valgets navn.'),
        instruments: instrumentRefs.describe('De udsagn, som valget giver, under samme navn som i instruments.'),
        focus: focus.exactOptional().describe('De elementer, mødet så handler om. Udeladt: drejebogens egne.')
      })
    )
    .min(2)
    .max(6)
    .describe('Mulighederne. Den første er den sædvanlige.')
})

const elementChoice = z.strictObject({
  label: words(120).describe('Spørgsmålet til mødelederen, for eksempel "Hvilket kerneelement vil I tale om?"'),
  help: words(400).describe('En eller to sætninger, der hjælper med at vælge.'),
  set: z.literal('elementer').describe('Laver én mulighed for hvert element i elements.'),
  instrument: id().describe('Navnet på de udsagn, som valget fylder ud.'),
  lenses: z.array(lens).min(1).max(4).describe('De linser, hvis udsagn skal med.'),
  elements: focus.describe('Elementerne i den rækkefølge, de vises. Det første er det sædvanlige.')
})

const option = z.strictObject({
  id: id().describe('Mulighedens id.'),
  label: words(120).describe('Mulighedens tekst.'),
  element: elementNumber.exactOptional().describe('Det kerneelement, som muligheden hører til, hvis der er ét.')
})

const privacy = z.literal(['private', 'open', 'cards'])

/** The condition of a line: a small closed vocabulary, so that a program can tell whether it holds. */
const when = z
  .strictObject({
    privacy: z
      .union([privacy, z.array(privacy).min(1).max(2)])
      .exactOptional()
      .describe('Hvordan svarene vises: private, open eller cards, eller to af dem: [private, open].'),
    answers: z
      .literal(['few', 'enough'])
      .exactOptional()
      .describe('few: der er for få svar til et billede. enough: der er svar nok. Gælder trinnets egne svar eller de seneste før det.'),
    reveal: z.literal(['before', 'after']).exactOptional().describe('before: svarene er ikke vist endnu. after: de er vist.'),
    elements: z.literal(['one', 'several']).exactOptional().describe('one: mødet handler om ét kerneelement. several: om flere.'),
    students: z
      .literal(['present', 'absent'])
      .exactOptional()
      .describe(
        'present: der er elever i rummet. absent: der er ingen. Mødelederen ser begge linjer med deres betingelse, for værktøjet ved det ikke.'
      )
  })
  .refine(conditions => Object.keys(conditions).length > 0, {
    error: 'siger ikke, hvornår linjen gælder. Skriv privacy, answers, reveal, elements eller students.'
  })
const line = (max: number) =>
  z.union([
    words(max),
    z.strictObject({
      when: when.describe('Hvornår linjen gælder. Står der flere ting, skal de alle være rigtige.'),
      text: words(max).describe('Linjen selv, som den er rigtig, når betingelsen holder.')
    })
  ])
const lines = (max: number) => z.union([words(max), z.array(line(max)).min(1).max(6)])

const stepBase = {
  id: id().describe('Trinnets id: små bogstaver, tal og bindestreg. Må kun bruges én gang.'),
  title: words(60).describe('Trinnets navn, kort.'),
  cardsTitle: words(60).exactOptional().describe('Trinnets navn med Dialogkort, hvor det sædvanlige taler om svar, billede eller prikker.'),
  minutes: z.int().min(1).max(240).describe('Hele minutter. Alle trins minutter giver tilsammen drejebogens.'),
  say: z
    .array(line(300))
    .min(1)
    .max(16)
    .describe(
      'Hvad mødelederen siger eller gør, ét kort afsnit ad gangen. En linje kan have en betingelse: { when: { privacy: cards }, text: ... }.'
    ),
  ifQuiet: lines(300).describe('Hvad mødelederen gør, hvis der bliver stille. En tekst, eller linjer med betingelse.'),
  see: lines(240).describe('Hvad telefoner og storskærm viser: en eller to korte sætninger. En tekst, eller linjer med betingelse.'),
  prompts: z.array(line(160)).max(6).describe('Spørgsmål til rummet, som alle ser. Kan have betingelse. Tom liste: [].')
}

const step = z.discriminatedUnion('kind', [
  z.strictObject({
    ...stepBase,
    kind: z.literal('talk'),
    cards: z.boolean().default(false).describe('true: viser dialogkortene for de elementer, mødet handler om.')
  }),
  z.strictObject({ ...stepBase, kind: z.literal('rate'), instrument: z.string().describe('Navnet på de udsagn, der vurderes.') }),
  z.strictObject({ ...stepBase, kind: z.literal('reveal'), of: z.string().describe('Id på det tidligere rate-trin, hvis svar vises.') }),
  z.strictObject({
    ...stepBase,
    kind: z.literal('notes'),
    lanes: z
      .array(
        z.strictObject({
          id: id().describe('Spaltens id.'),
          label: words(40).describe('Spaltens overskrift.'),
          hint: words(120).exactOptional().describe('Hjælp til, hvad der hører til her.')
        })
      )
      .min(1)
      .max(6)
      .describe('Væggens spalter.')
  }),
  z.strictObject({
    ...stepBase,
    kind: z.literal('vote'),
    dots: z.int().min(1).max(5).describe('Antal prikker til hver.'),
    options: z
      .union([z.literal('elementer'), z.array(option).min(2).max(20)])
      .exactOptional()
      .describe('Det, der stemmes om: elementer (de seks) eller en liste. Udelades, når from bruges.'),
    from: z.string().exactOptional().describe('Id på et tidligere notes-trin, hvis sedler der stemmes om.')
  }),
  z.strictObject({
    ...stepBase,
    kind: z.literal('agree'),
    fields: z
      .strictObject({
        want: words(40).exactOptional().describe('I stedet for "Det vil vi".'),
        sign: words(40).exactOptional().describe('I stedet for "Det vil eleverne mærke".'),
        what: words(40).exactOptional().describe('I stedet for "Første skridt".'),
        who: words(40).exactOptional().describe('I stedet for "Hvem".'),
        when: words(40).exactOptional().describe('I stedet for "Hvornår".'),
        followUp: words(40).exactOptional().describe('I stedet for "Vi ser på det igen".')
      })
      .exactOptional()
      .describe('Aftalens felter, hvis de skal hedde noget andet end de plejer.')
  }),
  z.strictObject({ ...stepBase, kind: z.literal('review') }),
  z.strictObject({ ...stepBase, kind: z.literal('close') })
])

/** Front matter of workshops/*.md: what the author of a drejebog writes. The body introduces it on its page. */
export const drejebogSchema = z.strictObject({
  title: words(80).describe('Drejebogens navn.'),
  order: z.int().min(1).max(99).describe('Plads i lister, 1 først.'),
  purpose: words(300).describe('Én sætning: hvad gruppen går hjem med.'),
  who: words(400).describe('Hvem der er med, i ord.'),
  group: z
    .strictObject({
      from: z.int().min(1).max(500).describe('Mindste antal personer.'),
      to: z.int().min(1).max(500).describe('Største antal personer.')
    })
    .describe('Passende størrelse på gruppen.'),
  minutes: z.int().min(5).max(480).describe('Mødets længde i hele minutter.'),
  privacy: privacy.describe('Det, som startsiden foreslår: private, open eller cards.'),
  prepare: z.array(words(240)).min(1).max(12).describe('Forberedelse, ét punkt ad gangen.'),
  materials: z.array(words(120)).min(1).max(10).describe('Det, der skal ligge klar.'),
  outcome: words(300).describe('Hvad der ligger på bordet, når mødet er slut.'),
  sides: z
    .array(
      z.strictObject({ id: side.describe('skole, oplaering, organisation eller elev.'), label: words(60).describe('Det, som deltageren læser.') })
    )
    .min(1)
    .max(4)
    .describe('De pladser ved bordet, som deltagerne vælger imellem. Er der kun én, bliver der ikke spurgt.'),
  roles: z
    .array(
      z.strictObject({ id: role.describe('strategisk, udvikling, udfoerende eller elev.'), label: words(60).describe('Det, som deltageren læser.') })
    )
    .min(1)
    .max(4)
    .describe('De roller, som deltagerne vælger imellem. Er der kun én, bliver der ikke spurgt.'),
  focus: focus.exactOptional().describe('De elementer, mødet handler om. Udeladt: alle seks.'),
  instruments: instrumentRefs.default({}).describe('De udsagn, der vurderes, hver med sit navn. Dem, som choice giver, kan udelades.'),
  choice: z.union([writtenChoice, elementChoice]).exactOptional().describe('Det ene, som mødelederen vælger før mødet, hvis der er noget.'),
  steps: z.array(step).min(2).max(30).describe('Trinnene i rækkefølge. Det sidste er close.')
})

export type Drejebog = z.infer<typeof drejebogSchema>
