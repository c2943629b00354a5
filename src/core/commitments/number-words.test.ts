import { describe, expect, it } from 'vitest'
import { numberWords } from './number-words.ts'

describe('a number of the agreement in words', () => {
  it.each([
    [{ amount: 1, unit: 'timer', per: 'uge', qualifier: 'mindst' }, 'mindst 1 time om ugen'],
    [{ amount: 5, unit: 'timer', per: 'uge-og-elev', qualifier: 'gennemsnit' }, 'i gennemsnit 5 timer om ugen for hver elev'],
    [{ amount: 1.5, to: 2, unit: 'timer', per: 'samtale' }, '1½ til 2 timer til hver samtale'],
    [{ amount: 0.5, unit: 'timer' }, '½ timer'],
    [{ amount: 1.25, unit: 'timer' }, '1,25 timer'],
    [{ amount: 2, unit: 'uger', qualifier: 'foerste' }, 'de 2 første uger'],
    [{ amount: 1, unit: 'maaned', qualifier: 'foerste' }, 'den første måned'],
    [{ amount: 1, unit: 'uger', qualifier: 'sidste' }, 'den sidste uge'],
    [{ amount: 1, unit: 'uger', qualifier: 'mere-end' }, 'mere end 1 uge'],
    [{ amount: 12, unit: 'klokken', qualifier: 'fra' }, 'fra kl. 12.00'],
    [{ amount: 1, unit: 'gang', per: 'aar' }, '1 gang om året'],
    [{ amount: 15, unit: 'opgaver' }, '15 opgaver']
  ] as const)('says %o as %s', (number, words) => {
    expect(numberWords(number)).toBe(words)
  })
})
