import type { CommitmentNumber, Per, Qualifier, Unit } from './commitment.ts'

/** One and many of what is counted. */
const counted: Record<Exclude<Unit, 'klokken'>, [one: string, many: string]> = {
  timer: ['time', 'timer'],
  dage: ['dag', 'dage'],
  uger: ['uge', 'uger'],
  maaned: ['måned', 'måneder'],
  gang: ['gang', 'gange'],
  slags: ['slags', 'slags'],
  emner: ['emne', 'emner'],
  niveauer: ['niveau', 'niveauer'],
  opgaver: ['opgave', 'opgaver'],
  personer: ['person', 'personer'],
  formaal: ['formål', 'formål']
}

const rates: Record<Per, string> = {
  dag: 'om dagen',
  uge: 'om ugen',
  'uge-og-elev': 'om ugen for hver elev',
  samtale: 'til hver samtale',
  aar: 'om året'
}

/** Words before a plain number. */
const limits: Record<Extract<Qualifier, 'mindst' | 'gennemsnit' | 'mere-end' | 'fra'>, string> = {
  mindst: 'mindst',
  gennemsnit: 'i gennemsnit',
  'mere-end': 'mere end',
  fra: 'fra'
}

/** Words of a place in a period: "den første måned", "de to midterste uger". */
const placed = { foerste: 'første', midterste: 'midterste', sidste: 'sidste' } as const

/** A half as "½": the agreement has whole and half numbers alone. */
const written = (amount: number): string => {
  const whole = Math.floor(amount)
  if (amount === whole) return String(whole)
  return amount - whole === 0.5 ? `${whole || ''}½` : String(amount).replace('.', ',')
}

/** A commitment's number in words: "mindst 1 time om ugen", "1½ til 2 timer til hver samtale", "de 2 første uger". */
export function numberWords({ amount, to, unit, per, qualifier }: CommitmentNumber): string {
  if (unit === 'klokken') return `${qualifier === 'fra' ? 'fra ' : ''}kl. ${amount}.00`
  const [one, many] = counted[unit]
  const rate = per ? ` ${rates[per]}` : ''
  if (qualifier === 'foerste' || qualifier === 'midterste' || qualifier === 'sidste')
    return amount === 1 ? `den ${placed[qualifier]} ${one}${rate}` : `de ${amount} ${placed[qualifier]} ${many}${rate}`
  const before = qualifier ? `${limits[qualifier]} ` : ''
  const span = to === undefined ? written(amount) : `${written(amount)} til ${written(to)}`
  return `${before}${span} ${(to ?? amount) === 1 ? one : many}${rate}`
}
