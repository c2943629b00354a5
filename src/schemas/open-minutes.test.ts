import { describe, expect, it } from 'vitest'
import * as examples from '../islands/minutes/examples.ts'
import { MINUTES_LENGTH } from './minutes-file.ts'
import type { ChosenFile } from './open-file.ts'
import { faultsInWords, openMinutesFile } from './open-minutes.ts'

const good = JSON.stringify(examples.withSplit)
const file = (more: Partial<ChosenFile>): ChosenFile => ({
  name: 'referat.json',
  type: 'application/json',
  size: 100,
  text: async () => good,
  ...more
})
const said = async (more: Partial<ChosenFile>): Promise<string> => {
  const read = await openMinutesFile(file(more))
  return read.ok ? 'read' : faultsInWords(read.faults)
}

describe('a file that somebody has chosen', () => {
  it.each<[string, Partial<ChosenFile>, RegExp]>([
    ['is read', {}, /^read$/],
    ['may be a photo', { name: 'IMG_1.JPG', type: 'image/jpeg' }, /^Filen er et billede\. Vælg den fil, som I hentede som JSON/],
    ['may be a photo that the system knows no type of', { name: 'IMG_1.HEIC', type: '' }, /^Filen er et billede/],
    ['may be for people', { name: 'referat.docx', type: '' }, /^Filen kan kun læses af mennesker\. Vælg/],
    ['may be too large, and is not read then', { size: 3 * MINUTES_LENGTH + 1, text: () => Promise.reject(new Error('read')) }, /^Filen er for stor/],
    ['may be gone', { text: () => Promise.reject(new Error('gone')) }, /^Filen kunne ikke åbnes/],
    ['may be no JSON', { text: async () => 'hej' }, /^Filen kan ikke læses\. Hent/],
    ['may be newer', { text: async () => good.replace(/"version":\d+/, '"version":99') }, /^Filen er nyere/],
    ['may be changed', { text: async () => good.replace('"closed":true', '"closed":"ja"') }, /^Filen er ændret eller ødelagt\. .* closed: skal være/]
  ])('%s', async (_, more, sentence) => {
    expect(await said(more)).toMatch(sentence)
  })

  it('tells of two faults and counts the rest', () => {
    const fault = (field: string) => ({ file: 'x', field, remedy: 'mangler. Skriv det.' })
    expect(faultsInWords(['a', 'b', 'c', 'd'].map(fault))).toBe(
      'Filen er ændret eller ødelagt. Hent referatet som JSON igen. a: mangler. Skriv det. b: mangler. Skriv det. Der er 2 fejl mere.'
    )
  })
})
