import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Writes a .br and a .gz beside every file of the built site that gains by it: the server then compresses nothing itself. */
const SMALLEST = 1024
const dist = join(import.meta.dirname, '../dist')

for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const path = join(dist, name)
  if (!/\.(html|js|css|svg|json|xml|txt|webmanifest)$/.test(name) || !statSync(path).isFile()) continue
  const bytes = readFileSync(path)
  if (bytes.length <= SMALLEST) continue
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
}
