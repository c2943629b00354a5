/**
 * What played people write, by the lane's id in its drejebog. In some lanes two notes say the same, since laying them together is worth trying.
 * No person, no illness and no union matter is in any of them, as in a meeting.
 */
export const noteSentences: Readonly<Record<string, readonly string[]>> = {
  // LUU: strategisk drøftelse
  virker: ['Fast kontaktlærer i hele forløbet', 'Makker på de første vagter', 'Vejledere, der har tid i vagtplanen', 'En makker, når man er ny'],
  sammen: [
    'Skiftet fra skole til oplæring',
    'Vi hører for sent, når en elev er i tvivl',
    'Overgangen mellem skole og oplæring',
    'Ens forventninger til en vejleder'
  ],
  // Personalemøde på oplæringsstedet
  skridt: [
    'Sige godmorgen med navn',
    'Ti minutter sammen efter vagten',
    'Skrive på tavlen, hvem der er vejleder i dag',
    'Spørge, hvad eleven gerne vil øve',
    'Vise ny elev rundt, også om aftenen',
    'Tage en snak, når vagten er slut',
    'Lade eleven vælge én opgave',
    'Spise frokost sammen'
  ],
  // FOA i dialog med arbejdspladsen
  hjaelper: ['Fast tid til vejledning', 'En kollega, der kan tage over', 'Skolen svarer hurtigt'],
  'i-vejen': ['Vejlederen bliver kaldt væk', 'Få vagter sammen med eleven', 'Ny vejleder midt i forløbet'],
  'andet-bord': ['Tillæg til vejledere', 'Hvor mange vi er om aftenen'],
  // Elevstemmen
  'bliv-ved': ['Nogen spørger, hvordan det går', 'Vi øver os to og to', 'Et sted, hvor man kan få ro', 'At lærerne spørger, hvordan vi har det'],
  'lav-om': [
    'Vagtplanen kommer for sent',
    'Der er langt mellem samtalerne',
    'Vi ved ikke, hvem vi kan ringe til',
    'Vi får vagterne at vide for sent'
  ],
  // Skole og oplæringssted
  foer: ['Navn og nummer på den, der tager imod', 'Hvad eleven er god til', 'Vagterne i de første to uger'],
  'foerste-dage': ['Én fast at følges med', 'Tid til at vise rundt', 'Frokost sammen med de andre'],
  senere: ['En samtale efter en måned', 'Skole og vejleder taler sammen midtvejs'],
  // Teammøde på skolen, and the yearly status of the kvalitetsaftale
  behold: ['Fælles morgen om mandagen', 'To lærere i det første forløb', 'Faste makkere på holdet'],
  aendr: ['Samtalen ligger for sent', 'Opgaven fylder for meget i uge tre', 'Samtalen skal ligge tidligere'],
  tilfoej: ['En samtale efter den første måned', 'Hvem man ringer til i weekenden', 'Hvad eleven selv kan bede om'],
  'skriv-om': ['Afsnittet om samtaler er for langt', '”Løbende” siger ikke hvornår', 'Siden om fravær er svær at læse'],
  fjern: ['Skemaet, som ingen udfylder', 'Det, der står to gange'],
  // Status på kvalitetsaftalen
  begynd: [
    'Vejledningstimen i vagtplanen fra mandag',
    'Datoer for de tre samtaler, når eleven begynder',
    'Et roligt rum, der kan bookes',
    'Skrive vejledningstimen ind i planen',
    'Én, der tager over, når vejlederen har ferie'
  ],
  spoerg: ['Hvem sender velkomsten?', 'Er en måned fire uger?', 'Hvor mange timer er det på deltid?', 'Hvem sender velkomsten ud?'],
  // Kvalitetstjek af en indsats
  goer: ['Vejlederen ringer før den første dag', 'Alle elever får besøg i uge to', 'Vi mødes en halv time hver måned'],
  maerker: ['Nogen venter på mig', 'Jeg ved, hvem jeg kan spørge', 'Jeg tør sige, når jeg er i tvivl'],
  ses: ['Flere møder ind i den anden uge', 'Eleverne kender vejlederens navn'],
  // Opfølgningsmøde
  set: ['Eleverne siger vejlederens navn', 'To elever bad selv om en samtale', 'Færre spørger, hvor de skal møde', 'De kender navnet på vejlederen'],
  'ikke-set': [
    'At elever selv ringer, når de er i tvivl',
    'En samtale i den tredje uge',
    'Svar til eleverne inden for en uge',
    'At nye har en makker'
  ]
}
