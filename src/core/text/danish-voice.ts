/** What is asked of a voice: the browser's own SpeechSynthesisVoice has it. */
export type Voice = {
  /** "da-DK"; some Android devices write "da_DK". */
  lang: string
  /** False where what is read is sent to the browser's maker. */
  localService: boolean
}

/** [own-voice] The first Danish voice that the device has itself; undefined where it has none. */
export const danishVoice = <V extends Voice>(voices: readonly V[]): V | undefined =>
  voices.find(({ lang, localService }) => localService && /^da([-_]|$)/i.test(lang))
