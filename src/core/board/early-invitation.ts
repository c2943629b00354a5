import { dayWithWeek } from '../text/date.ts'

/** What an invitation to answer before the meeting tells. `when`: an ISO date; '' where it is not known yet. */
export type EarlyInvitation = { title: string; when: string; link: string; address: string; code: string }

/** The invitation as plain Danish text, to paste into a message. Lines end in "\n". */
export function earlyInvitation({ title, when, link, address, code }: EarlyInvitation): string {
  return [
    when === '' ? `Vi skal snart holde mødet ”${title}”.` : `Vi holder mødet ”${title}” ${dayWithWeek(when)}.`,
    '',
    'Du kan svare allerede nu, også hvis du er på vagt, når vi mødes. Åbn linket på din egen telefon:',
    link,
    '',
    `Eller gå til ${address}, og skriv koden ${code}.`,
    '',
    'Du skal ikke skrive dit navn. Indtil mødet kan ingen se andet, end hvor mange der har svaret.',
    'Tag den samme telefon med til mødet. Så finder du dine svar igen.',
    ''
  ].join('\n')
}
