import { faultLine } from './faults.ts'
import { readContent } from './read-content.ts'

/** `node src/schemas/check-content.ts [folder]`: prints faults and exits 1, or prints one line of counts. */
const result = readContent(process.argv[2] ?? process.cwd())
if (result.ok) {
  const { kerneelementer, roller, anvendelser, vejledning, kapitler, workshops } = result.content
  console.log(
    `content: ${kerneelementer.length} kerneelementer, ${roller.length} roller, ${anvendelser.length} anvendelser, ${vejledning.length} vejledninger, ${kapitler.flatMap(({ commitments }) => commitments).length} tilsagn, ${workshops.length} drejebøger`
  )
} else {
  for (const fault of result.faults) console.error(faultLine(fault))
  console.error(`content: ${result.faults.length} fejl`)
  process.exitCode = 1
}
