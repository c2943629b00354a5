import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './helpers/browser-find.ts'
import { count, withSecond, worthAnother } from './helpers/count.mjs'

const file = (status: string, tests: string[], message = ''): object => ({
  name: '/house/a.test.ts',
  status,
  message,
  assertionResults: tests.map((status, index) => ({ status, fullName: `test ${index}` }))
})

describe('the last line of the test command', () => {
  it('counts tests that passed and names those that failed or did not run', () => {
    const report = { testResults: [file('failed', ['passed', 'failed', 'passed', 'skipped'])] }
    expect(count('unit', report, false, '/house/')).toEqual({ passed: 2, failures: ['a.test.ts: test 1'], notRun: ['a.test.ts: test 3'] })
  })

  it('counts a file that could not be read', () => {
    const report = { testResults: [file('passed', ['passed']), file('failed', [], 'Cannot find module')] }
    expect(count('unit', report, false, '/house/').failures).toEqual(['a.test.ts: Cannot find module'])
  })

  it('counts a missing report, an empty one, one of skipped tests alone, and an error outside the tests', () => {
    expect(count('unit', null, true).failures).toHaveLength(1)
    expect(count('unit', { testResults: [] }, true).failures).toHaveLength(1)
    expect(count('unit', { testResults: [file('passed', ['skipped'])] }, true).failures).toHaveLength(1)
    expect(count('unit', { testResults: [file('passed', ['passed'])] }, false).failures).toHaveLength(1)
  })
})

describe('a second try', () => {
  const named = (name: string, status: string, tests: string[]): object => ({ ...file(status, tests), name })
  const timed = '/house/tests/durability/kill.test.ts'

  it('is for files that hang on time, and for none where another failed too', () => {
    const failed = named(timed, 'failed', ['passed', 'failed'])
    expect(worthAnother({ testResults: [failed, named('/house/src/core/tally.test.ts', 'passed', ['passed'])] })).toEqual([timed])
    expect(worthAnother({ testResults: [failed, named('/house/src/core/tally.test.ts', 'failed', ['failed'])] })).toEqual([])
    expect(worthAnother({ testResults: [] })).toEqual([])
    expect(worthAnother(null)).toEqual([])
  })

  it('counts in the place of the first, and fails where that fails', () => {
    const first = { testResults: [file('passed', ['passed']), named(timed, 'failed', ['passed', 'failed'])] }
    const well = withSecond(first, { testResults: [named(timed, 'passed', ['passed', 'passed'])] })
    expect(count('unit', well, true)).toEqual({ passed: 3, failures: [], notRun: [] })
    const ill = withSecond(first, { testResults: [named(timed, 'failed', ['passed', 'failed'])] })
    expect(count('unit', ill, false).failures).toEqual([`${timed}: test 1`])
  })
})

describe('finding a browser', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pejling-browser-'))
    writeFileSync(join(folder, 'google-chrome'), '')
    writeFileSync(join(folder, 'chromium'), '')
    chmodSync(join(folder, 'google-chrome'), 0o755)
    chmodSync(join(folder, 'chromium'), 0o644)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('takes the one that CHROMIUM_PATH names', () => {
    const wish = join(folder, 'google-chrome')
    expect(findChromium({ CHROMIUM_PATH: wish, PATH: '' })).toBe(wish)
  })

  it('says so where CHROMIUM_PATH names nothing that runs', () => {
    expect(() => findChromium({ CHROMIUM_PATH: join(folder, 'absent'), PATH: folder })).toThrow(/CHROMIUM_PATH names .*absent/)
  })

  it.skipIf(process.platform === 'win32')('passes over what cannot be run and takes the next on the PATH', () => {
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'google-chrome'))
  })
})
