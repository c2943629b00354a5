/** One context for the page: a browser that let it sound once after a press lets it sound again. */
let context: AudioContext | undefined

/** Seconds that the tone takes, of which the first it needs to come: a tone that begins at once clicks. */
const LENGTH = 1.4
const RISE = 0.05
/** A fifth, soft: heard across a table, and no alarm. */
const NOTES = [523.25, 783.99]
const LOUDNESS = 0.12

/** Sounds one soft tone. False where the browser does not let the page sound before somebody has pressed something in it. */
export async function chime(): Promise<boolean> {
  try {
    context ??= new AudioContext()
    if (context.state !== 'running') await Promise.race([context.resume(), new Promise(resolve => setTimeout(resolve, 500))])
    if (context.state !== 'running') return false
    const at = context.currentTime
    for (const note of NOTES) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = note
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(LOUDNESS, at + RISE)
      volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH)
      tone.connect(volume).connect(context.destination)
      tone.start(at)
      tone.stop(at + LENGTH)
    }
    return true
  } catch {
    return false
  }
}
