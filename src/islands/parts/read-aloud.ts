import { danishVoice } from '../../core/text/danish-voice.ts'

/** Calls back with the device's own Danish voice as soon as it is there: many browsers have an empty list at first. Answers how to stop. */
export function watchDanishVoice(onVoice: (voice: SpeechSynthesisVoice) => void): () => void {
  const speech: SpeechSynthesis | undefined = globalThis.speechSynthesis
  if (!speech) return () => {}
  const look = (): void => {
    const voice = danishVoice(speech.getVoices())
    if (voice) onVoice(voice)
  }
  look()
  // Older Safari has the whole list at once, and no such event.
  speech.addEventListener?.('voiceschanged', look)
  return () => speech.removeEventListener?.('voiceschanged', look)
}

/**
 * Reads sentences aloud, one after the other, and calls `onEnd` once: at the end, at an error or when it is stopped. Answers how to stop.
 * Each sentence is an utterance of its own, since some voices fall silent in a long one.
 */
export function readAloud(sentences: readonly string[], voice: SpeechSynthesisVoice, onEnd: () => void): () => void {
  let over = false
  const utterances = sentences.map(sentence => {
    const utterance = new SpeechSynthesisUtterance(sentence)
    utterance.voice = voice
    // Android goes by the language alone, and wants it with a hyphen.
    utterance.lang = voice.lang.replace('_', '-')
    utterance.onerror = () => stop()
    return utterance
  })
  function stop(): void {
    if (over) return
    over = true
    speechSynthesis.cancel()
    onEnd()
  }
  const last = utterances.at(-1)
  if (last) last.onend = stop
  // What another page has left in the queue would be read first.
  if (speechSynthesis.speaking || speechSynthesis.pending) speechSynthesis.cancel()
  for (const utterance of utterances) speechSynthesis.speak(utterance)
  return stop
}
