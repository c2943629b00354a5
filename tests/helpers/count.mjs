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
const TIMED = /\/tests\/(browser|durability|fuzz|hostile|sync)\//

/** The failed files of a report that are worth a second try: none where any other failed too. @param {any} report @returns {string[]} */
export function worthAnother(report) {
  const failed = (report?.testResults ?? []).filter(file => file.status === 'failed').map(file => file.name)
  return failed.every(file => TIMED.test(file)) ? failed : []
}

/** A report with the files of a second one in the place of its own. @param {any} first @param {any} second @returns {any} */
export function withSecond(first, second) {
  const again = new Set(second.testResults.map(file => file.name))
  return { testResults: [...first.testResults.filter(file => !again.has(file.name)), ...second.testResults] }
}
