import { expect, it } from 'vitest'
import { createLog, type Level } from './log.ts'

function lines(level: Level, ...facts: Parameters<ReturnType<typeof createLog>>[0][]): string[] {
  const written: string[] = []
  const log = createLog(
    level,
    line => written.push(line),
    () => new Date(0)
  )
  for (const fact of facts) log(fact)
  return written
}

it('writes what is of its level and above', () => {
  const facts = [
    { name: 'listening', url: 'http://localhost:1' },
    { name: 'wrong-code', kind: 'join' },
    { name: 'call-failed', error: new Error('x') }
  ] as const
  expect(lines('info', ...facts)[0]).toBe('1970-01-01T00:00:00.000Z info Listening on http://localhost:1')
  expect(['error', 'info', 'debug'].map(level => lines(level as Level, ...facts).length)).toEqual([1, 2, 3])
})

it('[key-in-fragment] an error’s words lose whatever could be a key or an id', () => {
  const error = new Error('no row for NqfhSuct4Mhd.3dupqbJcd06jsRjewZygwPmB in ballots')
  const [line = ''] = lines('info', { name: 'call-failed', error })
  expect(line).toContain('no row for …')
  expect(line).toContain('in ballots')
  expect(line).not.toMatch(/NqfhSuct4Mhd|3dupqbJcd06jsRjewZygwPmB/)
})

it.each(['full', 'read-only', 'damaged', 'failing'] as const)('says in one line what a storage that is %s means, and what to do', trouble => {
  const [line = ''] = lines('error', { name: 'storage-trouble', trouble, error: new Error('the words of SQLite') })
  expect(line).toMatch(/^\S+ error The [^.]*: nothing is saved.*\. \S.* \(the words of SQLite\)$/s)
  expect(line).not.toContain('\n')
})
