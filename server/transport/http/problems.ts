import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorBody } from '../../../src/core/board/api.ts'
import { MINIMUM_HIGHEST, MINIMUM_LOWEST } from '../../../src/core/board/settings.ts'
import type { RefusalCode } from '../../refusal.ts'

type RequestCode =
  | 'bad-json'
  | 'bad-field'
  | 'bad-title'
  | 'not-json'
  | 'no-length'
  | 'two-hosts'
  | 'too-large'
  | 'too-many-parts'
  | 'wrong-method'
  | 'no-call'
  | 'foreign-page'
  | 'other-release'
  | 'internal'
export type ProblemCode = RefusalCode | RequestCode

/** Of every error its HTTP status, and a sentence that says what to do. */
const problems: Record<ProblemCode, { status: ContentfulStatusCode; message: string }> = {
  'unknown-code': { status: 404, message: 'Koden passer ikke til et åbent møde. Se efter på storskærmen, om alle tegn er rigtige.' },
  'too-many-guesses': {
    status: 429,
    message: 'Der er tastet mange forkerte koder fra jeres net. Prøv igen nu, scan QR-koden på storskærmen, eller bed mødelederen om linket.'
  },
  'unknown-recovery': {
    status: 404,
    message: 'Genåbningskoden passer ikke til et møde, der findes. Se på kortet, om alle tegn er rigtige. Er mødet slettet, kan det ikke åbnes.'
  },
  'too-many-recoveries': {
    status: 429,
    message: 'Der er tastet mange forkerte koder fra jeres net. Prøv igen nu, eller åbn mødet med mødelederens link.'
  },
  'too-many-seats': { status: 429, message: 'Mange kommer med på én gang. Vent et øjeblik, og prøv igen.' },
  'no-room': {
    status: 503,
    message: 'Serveren har ikke plads til flere møder. Møder, der er i gang, går videre. Sig det til den, der driver Pejling.'
  },
  'no-key': { status: 401, message: 'Linket mangler sin nøgle. Åbn mødet med hele linket, QR-koden eller koden.' },
  'bad-key': { status: 401, message: 'Nøglen i linket er ikke hel. Kopiér hele linket igen, eller brug QR-koden.' },
  'unknown-key': { status: 401, message: 'Nøglen passer ikke til dette møde. Bed mødelederen om et nyt link, eller brug koden på storskærmen.' },
  'not-yours': { status: 403, message: 'Det kan kun mødelederen. Åbn mødet med mødelederens link.' },
  'no-board': {
    status: 404,
    message: 'Mødet findes ikke mere. Det er slettet, eller datoen er passeret. Vælg en drejebog på forsiden, og start et nyt møde.'
  },
  closed: { status: 409, message: 'Mødet er lukket. Referatet kan stadig læses med det samme link.' },
  'too-many-participants': { status: 409, message: 'Der kan ikke være flere deltagere på dette møde. Del gruppen, og start et møde mere.' },
  'settings-frozen': { status: 409, message: 'Nogen har svaret, så reglerne for svarene ligger fast. Start et nyt møde for at vælge andre.' },
  'less-private': { status: 409, message: 'Et møde kan gøres mere privat, men ikke mere åbent. Start et nyt møde for at vælge om.' },
  'already-published': { status: 409, message: 'Der er allerede vist svar i mødet, så det kan ikke skifte til Dialogkort.' },
  'lower-minimum': { status: 409, message: 'Mindste antal svar kan hæves, men ikke sænkes. Start et nyt møde for at vælge et lavere.' },
  'minimum-out-of-range': { status: 409, message: `Mindste antal svar skal være et helt tal fra ${MINIMUM_LOWEST} til ${MINIMUM_HIGHEST}.` },
  'try-again': { status: 503, message: 'Det kunne ikke gemmes lige nu. Prøv igen om lidt.' },
  'cannot-store': {
    status: 503,
    message:
      'Serveren kan ikke gemme lige nu. Det, der er gemt, er der stadig. Prøv igen om lidt. Bliver det ved, så sig det til den, der driver Pejling.'
  },
  'too-busy': { status: 503, message: 'Der er mange møder i gang lige nu. Prøv igen om lidt.' },
  'too-many-boards': {
    status: 429,
    message:
      'Der er startet mange nye møder fra jeres net den sidste time. Prøv igen senere, eller fra et andet net. Møder, der er i gang, går videre.'
  },
  'too-many-keys': {
    status: 429,
    message: 'Der er prøvet mange forkerte links til dette møde. Brug koden på storskærmen, eller bed mødelederen om linket.'
  },
  'bad-json': { status: 400, message: 'Forespørgslen er ikke hel: den kan ikke læses som JSON. Send den igen.' },
  'bad-field': { status: 422, message: 'Et felt har en forkert form.' },
  'bad-title': { status: 422, message: 'Mødet skal have en titel på 1 til 200 tegn. Skriv en titel, eller gør den kortere.' },
  'not-json': { status: 415, message: 'Send indholdet som JSON, med Content-Type: application/json.' },
  'no-length': { status: 411, message: 'Send indholdets længde med, i Content-Length.' },
  'two-hosts': { status: 400, message: 'Send ét Host-felt.' },
  'too-large': { status: 413, message: 'Indholdet fylder for meget. Gør det kortere, og send igen.' },
  'too-many-parts': { status: 422, message: 'Indholdet har for mange felter eller lag. Gør det kortere, og send igen.' },
  'wrong-method': { status: 405, message: 'Adressen kan ikke kaldes på den måde. Se, hvilke metoder den kender, i svarets Allow.' },
  'no-call': { status: 404, message: 'Der er ikke noget på denne adresse. Se efter, om den er skrevet rigtigt.' },
  'foreign-page': { status: 403, message: 'Kaldet kommer fra en anden side. Åbn Pejling på dens egen adresse.' },
  'other-release': {
    status: 426,
    message: 'Siden er af en anden udgave af Pejling end serveren. Hent siden igen. Det, du har skrevet, bliver på enheden.'
  },
  internal: { status: 500, message: 'Noget gik galt hos os. Prøv igen om lidt. Det, der er gemt, er der stadig.' }
}

/** An error that a call is answered with. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: ContentfulStatusCode
  constructor(code: ProblemCode, message = problems[code].message) {
    super(message)
    this.code = code
    this.status = problems[code].status
  }
  get body(): ErrorBody {
    return { error: { code: this.code, message: this.message } }
  }
}
