import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { needNode } from './build.mjs'

/** `npm run dev`: the site with reload on 4321, the server with restart on 4322; the site passes on what is for the server. */
needNode()
const root = join(import.meta.dirname, '..')
const { PORT = '4321', API_PORT = '4322', ...env } = process.env

const start = (args, extra) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...env, ...extra } })
const parts = [
  start(['--watch', '--watch-preserve-output', 'server/main.ts'], { PORT: API_PORT }),
  start(['node_modules/astro/bin/astro.mjs', 'dev', '--port', PORT], { API_ORIGIN: `http://localhost:${API_PORT}` })
]
// Ctrl-C reaches all three; where one part ends by itself the other is ended with it.
const end = () => {
  for (const part of parts) part.kill('SIGTERM')
}
process.on('SIGINT', () => undefined)
process.on('SIGTERM', end)
for (const part of parts) {
  part.on('exit', code => {
    end()
    process.exitCode ??= code ?? 0
  })
}
