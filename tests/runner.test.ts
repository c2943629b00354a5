import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './support/browser/find-chromium.ts'
import { count, withSecond, worthAnother } from './support/run/count.mjs'

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
  const timed = '/house/tests/browser/keyboard.test.ts'
  const waited = 'Error: Waited for the first answers\n    at until (/house/tests/support/server/until.ts:5:40)'
  const timedOut = 'TestTimeoutError: Test timed out in 60000ms.\nIf this is a long-running test, pass a timeout value.'
  /** A file in which a test failed with these messages, one failed test each, beside one that passed. */
  const failing = (name: string, messages: string[], title = 'makes, joins, rates'): object => ({
    ...named(name, 'failed', ['passed']),
    assertionResults: [
      { status: 'passed', fullName: 'another', failureMessages: [] },
      ...messages.map(message => ({ status: 'failed', fullName: title, failureMessages: [message] }))
    ]
  })
  const again = (...testResults: object[]): string[] => worthAnother({ testResults })

  it('is for files that failed by a time-out alone: the wait helper’s or vitest’s own', () => {
    for (const name of [timed, '/house/tests/sync/http.test.ts', '/house/tests/hostile/bombs.test.ts'])
      for (const messages of [[waited], [timedOut], [waited, timedOut]]) expect(again(failing(name, messages))).toEqual([name])
  })

  it('is for no file in which anything was seen that is wrong', () => {
    for (const message of [
      'AssertionError: expected 6 to be 7',
      'Error: Lost 3 updates',
      'AssertionError: expected "Waited for the first answers" to be ""',
      'TypeError: Cannot read properties of undefined'
    ]) {
      expect(again(failing(timed, [message]))).toEqual([])
      expect(again(failing(timed, [waited, message]))).toEqual([])
    }
    const both = { ...failing(timed, []), assertionResults: [{ status: 'failed', fullName: 'a', failureMessages: [waited, 'AssertionError: no'] }] }
    expect(again(both)).toEqual([])
    expect(again(named(timed, 'failed', ['passed']), failing(timed, [waited]))).toEqual([])
    expect(again(named(timed, 'failed', ['failed']))).toEqual([])
  })

  it('is for no file about durability, fuzz, secrecy, rights, reveal, closing or kill, and for no test that proves a rule', () => {
    for (const name of [
      'durability/kill',
      'durability/admin',
      'fuzz/fuzz',
      'fuzz/check-update',
      'sync/secrecy',
      'sync/secrecy-stored',
      'sync/durability',
      'sync/durability-trouble',
      'sync/rights',
      'sync/rights-matrix',
      'sync/reveal',
      'sync/closing'
    ])
      expect(again(failing(`/house/tests/${name}.test.ts`, [waited])), name).toEqual([])
    expect(again(failing(timed, [timedOut], 'a whole meeting [same-participant] comes back'))).toEqual([])
    expect(again(failing(timed, [timedOut], '[same-participant] [offline-kept] comes back'))).toEqual([])
    expect(again(failing('/elsewhere/rights/tests/browser/keyboard.test.ts', [waited]))).toHaveLength(1)
  })

  it('is for none where another failed that may not have one', () => {
    const failed = failing(timed, [waited])
    expect(again(failed, named('/house/src/core/figures/tally.test.ts', 'passed', ['passed']))).toEqual([timed])
    expect(again(failed, failing('/house/src/core/figures/tally.test.ts', [timedOut]))).toEqual([])
    expect(again(failed, failing('/house/tests/sync/reveal.test.ts', [waited]))).toEqual([])
    expect(again()).toEqual([])
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
