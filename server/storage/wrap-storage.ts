import type { Storage } from './storage.ts'

/** The same storage with `around` run round every call of it. `around` calls `next` once and answers what it answers, or rejects. */
export function wrapStorage(storage: Storage, around: (name: keyof Storage, next: () => Promise<unknown>) => Promise<unknown>): Storage {
  const wrapped = (Object.keys(storage) as (keyof Storage)[]).map(name => [
    name,
    // Looked up at each call: a test may put another in its place.
    (...args: never[]) => around(name, () => (storage[name] as (...args: never[]) => Promise<unknown>)(...args))
  ])
  return Object.fromEntries(wrapped) as Storage
}
