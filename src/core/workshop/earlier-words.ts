import type { AnswerWords } from './answer-words.ts'
import type { Item, Unworded, Workshop } from './workshop.ts'

/**
 * What was said of all answers before an instrument brought its own words. Boards from then keep them, and so does whoever makes a
 * board without any. The only words on levels in core: today's instruments have theirs from content/skalaer.
 */
export const earlierPatterns: AnswerWords['patterns'] = {
  few: {
    name: 'For få svar',
    sentence: 'Der er for få svar til at kalde det et mønster.',
    question: 'Hvad vil I gerne fortælle hinanden om det her?'
  },
  'agree-high': {
    name: 'Enige, højt på skalaen',
    sentence: 'Svarene ligger tæt sammen og højt.',
    question: 'Hvad gør I, som I skal holde fast i, også når der er travlt?'
  },
  'agree-middle': {
    name: 'Enige, midt på skalaen',
    sentence: 'Svarene ligger tæt sammen omkring midten.',
    question: 'Hvad skal der til, for at det bliver ét trin bedre?'
  },
  'agree-low': {
    name: 'Enige, lavt på skalaen',
    sentence: 'Svarene ligger tæt sammen og lavt.',
    question: 'Hvad står i vejen, og hvad af det kan I selv flytte?'
  },
  'two-camps': {
    name: 'To billeder',
    sentence: 'Svarene samler sig to steder på skalaen med afstand imellem.',
    question: 'Hvad ser I, som de andre ikke ser?'
  },
  'one-apart': {
    name: 'Enkelte ser det anderledes',
    sentence: 'De fleste svar ligger samlet. Et enkelt eller nogle få ligger et stykke fra dem.',
    question: 'Hvad kan man se derfra, som andre måske overser? Ingen skal sige, hvad de selv svarede.'
  },
  spread: {
    name: 'Spredt',
    sentence: 'Svarene er spredt ud over skalaen.',
    question: 'Hvilken situation tænkte du på, da du svarede?'
  },
  'many-unknown': {
    name: 'Mange ”ved ikke”',
    sentence: 'Mindst en tredjedel har svaret, at de ikke ved det.',
    question: 'Hvem ved noget om det, og hvordan kan I andre komme til at vide det?'
  },
  'many-not-applicable': {
    name: 'Mange ”ikke relevant”',
    sentence: 'Mindst en tredjedel har svaret, at det ikke er relevant hos dem.',
    question: 'Hvor er det relevant, og hvor er det ikke?'
  }
}

/** A workshop whose instruments all have words: those from before they brought their own get those of then. Pure. */
export function withWords<I extends Item>(workshop: Unworded<I>): Workshop<I> {
  const instruments = Object.entries(workshop.instruments).map(([name, instrument]) => [name, { patterns: earlierPatterns, ...instrument }])
  return { ...workshop, instruments: Object.fromEntries(instruments) }
}
