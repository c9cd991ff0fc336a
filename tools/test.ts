/**
 * `npm test`: every test, on the embedded database unless SEAWALL_TEST_DATABASE_URL names a PostgreSQL server. Browser
 * journeys run when a Chromium is found and are counted as skipped when not. The last line is
 * `N passed, N failed, N skipped`. Arguments go to vitest: `npm test -- src/kernel/ledger`; `--database` first runs only what
 * meets the database (for a second one).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../tests/chromium.ts'
import { databaseTests } from './database-tests.ts'
import { run } from './run.ts'

type Report = {
	readonly numPassedTests: number
	readonly numFailedTests: number
	readonly numPendingTests: number
	readonly numTodoTests: number
	readonly success: boolean
	readonly testResults: readonly {
		readonly name: string
		readonly status: string
		readonly assertionResults: readonly { readonly status: string }[]
	}[]
}

process.chdir(join(import.meta.dirname, '..'))
const folder = mkdtempSync(join(tmpdir(), 'seawall-test-'))
const file = join(folder, 'report.json')

if (findChromium() === null)
	console.log('No Chromium found (SEAWALL_CHROMIUM or the usual paths): browser journeys will be skipped.')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
const asked = process.argv.slice(2)
const files = asked[0] === '--database' ? [...databaseTests('.'), ...asked.slice(1)] : asked
process.env['SEAWALL_JOURNEY_BEGUN'] = join(folder, 'journey')
const { code } = await run('vitest', ['run', ...reporters, ...files], { live: true })
const { passed, failed, skipped } = counted(file, code)
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1

/** With SEAWALL_JOURNEYS=must a whole run in which no browser journey passed, or one was skipped, has failed. */
function journeysMissing(report: Report): boolean {
	if (process.env['SEAWALL_JOURNEYS'] !== 'must' || process.argv.length > 2) return false
	const journeys = report.testResults.filter((one) => one.name.includes('/tests/journeys/'))
	const outcomes = journeys.flatMap((one) => one.assertionResults.map((test) => test.status))
	const missing = !outcomes.includes('passed') || outcomes.some((status) => status !== 'passed' && status !== 'failed')
	if (missing) console.log('SEAWALL_JOURNEYS=must, but the browser journeys did not all run.')
	return missing
}

/** Tests by outcome. A file that could not be read counts as one failed test, and so does a run that broke. */
function counted(path: string, exitCode: number): { passed: number; failed: number; skipped: number } {
	let report: Report
	try {
		report = JSON.parse(readFileSync(path, 'utf8'))
	} catch {
		return { passed: 0, failed: 1, skipped: 0 }
	}
	const broken = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length
	const failed = report.numFailedTests + broken + (journeysMissing(report) ? 1 : 0)
	return {
		passed: report.numPassedTests,
		failed: failed === 0 && exitCode !== 0 ? 1 : failed,
		skipped: report.numPendingTests + report.numTodoTests,
	}
}
