/**
 * What a vitest JSON report amounts to. Everything that should have run and did not counts as a failure: no report, a file that
 * could not be read, an error outside a test, no test at all.
 * @param {string} name of the run, for the failures that no test names
 * @param {any} report as parsed; null where none was written
 * @param {boolean} ok whether the run itself ended well
 * @param {string} root which file names are shortened by
 * @returns {{ passed: number, failures: string[], notRun: string[] }}
 */
export function count(name, report, ok, root = '') {
  if (!report) return { passed: 0, failures: [`${name}: no report was written`], notRun: [] }
  const short = file => file.replace(root, '')
  const failures = []
  const notRun = []
  let passed = 0
  for (const file of report.testResults ?? []) {
    let failedHere = 0
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed++
      else if (test.status === 'failed') {
        failedHere++
        failures.push(`${short(file.name)}: ${test.fullName}`)
      } else notRun.push(`${short(file.name)}: ${test.fullName}`)
    }
    if (file.status === 'failed' && !failedHere) failures.push(`${short(file.name)}: ${file.message || 'did not run'}`)
  }
  if (!passed && !failures.length) failures.push(`${name}: no test ran`)
  else if (!ok && !failures.length) failures.push(`${name}: ended with an error outside the tests`)
  return { passed, failures, notRun }
}

/** Folders of tests that play with real processes, sockets and browsers, where a loaded machine may be too slow once. */
const TIMED = /\/tests\/(browser|fuzz|hostile|sync)\//
/** Files about what must never fail, not once in a thousand: a second try would hide a loss or a leak that comes and goes. */
const NEVER_TWICE = /durability|fuzz|secrecy|rights|reveal|closing|kill/
/** A test that proves a rule of RULES.md: `[id] ...`, whatever file it stands in. */
const PROVES_A_RULE = /(^| )\[[a-z0-9-]+\] /
/** What `until` and vitest itself say when time is up: the thing did not come in time, nothing wrong was seen. */
const TIME_OUT = /^(Error: Waited for |TestTimeoutError: |Error: (Test|Hook) timed out in \d+ms)/

const outOfTime = file => {
  const failed = file.assertionResults.filter(test => test.status === 'failed')
  return (
    failed.length > 0 &&
    failed.every(({ fullName, failureMessages: said = [] }) => {
      return !PROVES_A_RULE.test(fullName) && said.length > 0 && said.every(message => TIME_OUT.test(message))
    })
  )
}

/**
 * The failed files of a report that get a second try. A file gets one only where it plays with real processes, sockets or
 * browsers; every test that failed in it failed by a time-out, the wait helper's or vitest's own; none of them proves a rule;
 * and the file is not about durability, fuzz, secrecy, rights, reveal, closing or kill. None gets one where any failed file
 * may not: the run has failed anyway. @param {any} report @returns {string[]}
 */
export function worthAnother(report) {
  const failed = (report?.testResults ?? []).filter(file => file.status === 'failed')
  const may = file => TIMED.test(file.name) && !NEVER_TWICE.test(file.name.slice(file.name.search(TIMED))) && outOfTime(file)
  return failed.every(may) ? failed.map(file => file.name) : []
}

/** A report with the files of a second one in the place of its own. @param {any} first @param {any} second @returns {any} */
export function withSecond(first, second) {
  const again = new Set(second.testResults.map(file => file.name))
  return { testResults: [...first.testResults.filter(file => !again.has(file.name)), ...second.testResults] }
}
