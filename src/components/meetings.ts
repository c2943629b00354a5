/** Who comes to the front page, and the drejebog (its file's name) that fits them. */
export const meetings: readonly { who: string; workshop: string }[] = [
  { who: 'Vi er et LUU', workshop: 'luu-strategisk-droeftelse' },
  { who: 'Vi er en afdeling eller personalegruppe', workshop: 'personalemoede-paa-oplaeringsstedet' },
  { who: 'Vi er et team på skolen', workshop: 'teammoede-paa-skolen' },
  { who: 'Skole og oplæringssted vil det samme', workshop: 'skole-og-oplaeringssted' },
  { who: 'FOA og arbejdspladsen vil tale sammen', workshop: 'foa-i-dialog-med-arbejdspladsen' },
  { who: 'Vi vil høre eleverne', workshop: 'elevstemmen' },
  { who: 'Vi vil se én indsats efter', workshop: 'kvalitetstjek-af-en-indsats' },
  { who: 'Vi er uddannelseskonsulenter fra flere kommuner', workshop: 'kvalitetsaftalens-aarlige-status' },
  { who: 'Vi vil følge op på en aftale', workshop: 'opfoelgningsmoede' }
]
