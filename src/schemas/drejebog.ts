import { z } from 'zod'
import { parties, strengths } from '../core/commitments/commitment.ts'
import { namedPapers } from '../core/paper/paper.ts'
import { authorStep } from '../steps/schemas.ts'
import { id, privacy } from './author-step.ts'
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
  z
    .strictObject({
      set: z.literal('elev'),
      each: z.literal([1, 3]).exactOptional().describe('Hvor mange udsagn om hvert kerneelement: 1 eller 3. Udeladt: alle tre.')
    })
    .describe('Elevernes udsagn i jeg-form: 18, eller 6 med det første om hvert kerneelement.'),
  z
    .strictObject({
      set: z.literal('aftale'),
      chapters: z.array(z.int().min(1).max(40)).min(1).exactOptional().describe('Numrene på kapitlerne. Udeladt: alle.'),
      parties: z
        .array(z.literal([...parties]))
        .min(1)
        .exactOptional()
        .describe('De roller, hvis del skal med. Udeladt: alle.'),
      strengths: z
        .array(z.literal([...strengths]))
        .min(1)
        .exactOptional()
        .describe('De styrker, der skal med, for eksempel skal. Udeladt: alle, der lover noget.')
    })
    .describe('Kvalitetsaftalens tilsagn, hele aftalen eller en del.')
])
export type InstrumentRef = z.infer<typeof instrumentRef>

const instrumentRefs = z.record(z.string(), instrumentRef)
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

const agreementChoice = z.strictObject({
  label: words(120).describe('Spørgsmålet til mødelederen, for eksempel "Hvor meget af aftalen vil I se på?"'),
  help: words(400).describe('En eller to sætninger, der hjælper med at vælge.'),
  set: z.literal('aftale').describe('Laver én mulighed for hver del af kvalitetsaftalen: det faste, kapitlerne, rollerne og det hele.'),
  instrument: id().describe('Navnet på de udsagn, som valget fylder ud.'),
  firm: z
    .array(z.literal([...strengths]))
    .min(1)
    .describe('De styrker, som den første mulighed har, for eksempel skal og maa-ikke.'),
  firmLabel: words(120).describe('Hvad den første mulighed hedder.')
})

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
  behind: words(160).describe('Hvad I springer over, hvis tiden løber. Mødelederen ser det, når mødet er bagud.'),
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
  choice: z
    .union([writtenChoice, elementChoice, agreementChoice])
    .exactOptional()
    .describe('Det ene, som mødelederen vælger før mødet, hvis der er noget.'),
  print: z
    .array(
      z.strictObject({
        paper: z.literal([...namedPapers]).describe('elevens-vej: tidslinjen til at gå elevens vej.'),
        step: id().describe('Id på det trin, der bruger arket.')
      })
    )
    .max(namedPapers.length)
    .default([])
    .describe('Ark til print, som trinnene ikke selv fortæller om.'),
  steps: z.array(authorStep).min(2).max(30).describe('Trinnene i rækkefølge. Det sidste er close.')
})

export type Drejebog = z.infer<typeof drejebogSchema>
