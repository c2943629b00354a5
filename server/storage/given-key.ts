import { readFileSync } from 'node:fs'

/** Bytes of a key that a host gives. */
export const KEY_BYTES = 32

/**
 * A key of 32 bytes that the host has given, in a variable or in a mounted file that another variable names, as base64 or hex; in a file also as the bytes
 * themselves. Null where neither is set. Throws Error, with what to do (`remedy`), where it is no key or both are set.
 */
export function givenKey(name: string, env: Record<string, string | undefined>, remedy: string): Uint8Array | null {
  const inFile = `${name}_FILE`
  const { [name]: value, [inFile]: path } = env
  if (value !== undefined && path !== undefined) throw new Error(`${name} and ${inFile} are both set: leave one of them out`)
  if (value === undefined && path === undefined) return null
  const bytes = value === undefined ? readKeyFile(inFile, path ?? '') : Buffer.from(value)
  if (value === undefined && bytes.length === KEY_BYTES) return Uint8Array.from(bytes)
  const text = bytes.toString('utf8').trim()
  const hex = /^[0-9a-f]{64}$/i.test(text)
  const key = hex ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  // Node reads past what is no base64: only what reads back the same was one.
  const isWhole = hex || key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (key.length !== KEY_BYTES || !isWhole) throw new Error(`${value === undefined ? inFile : name} holds no key of ${KEY_BYTES} bytes: ${remedy}`)
  return Uint8Array.from(key)
}

function readKeyFile(name: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Error(`${name} is "${path}", which cannot be read (${(error as { code?: string }).code}): mount it, or leave it out`)
  }
}
