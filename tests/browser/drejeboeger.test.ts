import { describe, it } from 'vitest'
import { playDrejebog } from '../support/browser/played-drejebog.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

/**
 * Every drejebog from its first step to its minutes: what it asks of people can be done on a phone, is shown on the big screen, and each
 * state is sound on all three. In `npm test` the one that asks most, of eleven people in private, and the one without figures; in the long run
 * all as they suggest and in Dialogkort, and groups of 3, 8 and 20 in each way to show answers.
 */
const drejeboeger = [
  { slug: 'luu-strategisk-droeftelse', option: 'udsagn', split: 'Delt efter, hvor folk sidder', privacy: 'private' },
  { slug: 'opfoelgningsmoede', privacy: 'cards' },
  { slug: 'personalemoede-paa-oplaeringsstedet', privacy: 'private' },
  { slug: 'foa-i-dialog-med-arbejdspladsen', privacy: 'private' },
  { slug: 'elevstemmen', privacy: 'private' },
  { slug: 'skole-og-oplaeringssted', privacy: 'private' },
  { slug: 'teammoede-paa-skolen', privacy: 'open' },
  { slug: 'kvalitetstjek-af-en-indsats', privacy: 'open' },
  { slug: 'kvalitetsaftale', privacy: 'private' },
  { slug: 'kvalitetsaftalens-aarlige-status', privacy: 'private' }
] as const

describe('a drejebog', { timeout: 180_000 }, () => {
  it.for(someOf([...drejeboeger], 2))('$slug can be played from the first step to the minutes, answers shown as $privacy', async of => {
    await playDrejebog(browser, server, { ...of, people: 11, folder: 'drejeboeger' })
  })
  it.for(someOf([...drejeboeger], 0))('$slug can be played in Dialogkort', async ({ slug }) => {
    await playDrejebog(browser, server, { slug, privacy: 'cards', people: 4, folder: 'drejeboeger' })
  })

  const groups = [3, 8, 20].flatMap(people => (['private', 'open', 'cards'] as const).map(privacy => ({ people, privacy })))
  it.for(someOf(groups, 0))('an LUU of $people is led to its minutes, answers shown as $privacy', async group => {
    await playDrejebog(browser, server, { slug: 'luu-strategisk-droeftelse', ...group, folder: 'groups' })
  })
})
