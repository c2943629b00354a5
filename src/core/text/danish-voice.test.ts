import { expect, it } from 'vitest'
import { danishVoice } from './danish-voice.ts'

const voice = (lang: string, localService = true) => ({ lang, localService })

it('[own-voice] takes a Danish voice, however its language is written, and no other language', () => {
  for (const lang of ['da-DK', 'da_DK', 'da', 'DA-dk']) {
    const danish = voice(lang)
    expect(danishVoice([voice('en-GB'), danish, voice('da-DK')]), lang).toBe(danish)
  }
  expect(danishVoice([voice('de-DE'), voice('dav-KE'), voice('nb-NO')])).toBeUndefined()
  expect(danishVoice([])).toBeUndefined()
})

it('[own-voice] takes no voice that sends what it reads to the browser’s maker', () => {
  const own = voice('da_DK')
  expect(danishVoice([voice('da-DK', false)])).toBeUndefined()
  expect(danishVoice([voice('da-DK', false), own])).toBe(own)
})
