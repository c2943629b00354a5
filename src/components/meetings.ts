/**
 * Who comes to the front page, and the drejebog that fits them (design, section 1). `workshop` is the start of the
 * drejebog's file name. As long as there is none, `until` says honestly where they can begin instead.
 */
export type Meeting = { who: string; workshop: string; until?: { text: string; href: string } }

export const meetings: readonly Meeting[] = [
  { who: 'Vi er et LUU', workshop: 'luu-' },
  { who: 'Vi er en afdeling eller personalegruppe', workshop: 'personalemoede' },
  { who: 'FOA og arbejdspladsen vil tale sammen', workshop: 'foa-' },
  {
    who: 'Vi vil høre eleverne',
    workshop: 'elevstemmen',
    until: { text: 'Elevernes 18 udsagn i jeg-form, klar til at læse højt og tale om', href: '/roller/elev/' }
  },
  {
    who: 'Vi er uddannelseskonsulenter fra flere kommuner',
    workshop: 'kvalitetsaftale',
    until: { text: 'LUU-drejebogen passer også til et fælles møde på tværs', href: 'luu-' }
  }
]
