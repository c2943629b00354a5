import { FILE_BYTES, type KeptDrejebog, openFile, tooLarge } from '../../core/adapt/kept-drejebog.ts'

/** [typed-kept] The drejebog in a file, or a sentence that says what is wrong with the file and what to do. */
export async function loadFile(file: File): Promise<{ kept: KeptDrejebog } | { problem: string }> {
  if (file.size > FILE_BYTES) return { problem: tooLarge(file.name) }
  const opened = openFile(await file.text(), file.name)
  if ('problem' in opened) return opened
  // What checks a form weighs as much as the page, and few load a file.
  const { readKept } = await import('../../schemas/kept-drejebog.ts')
  const kept = readKept(opened.json)
  if (kept) return { kept }
  return { problem: `”${file.name}” er en drejebog, men noget i den mangler eller er ændret. Hent filen igen, eller bed om en ny kopi.` }
}
