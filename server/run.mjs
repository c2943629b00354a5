import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * The server, `node server/run.mjs`. What is compiled is kept for the next start, so that the way back after a crash is half as
 * long: hence no TypeScript, which Node would have to read anew each time, and the environment, where the storage's thread looks.
 * Where the folder cannot be written, a start takes 0.3 s more.
 */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/pejling')
enableCompileCache(process.env.NODE_COMPILE_CACHE)
await import('./main.ts')
