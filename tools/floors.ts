/**
 * Benches that fail the build: runs each bench, shows its rows, and holds those below against their floor. A floor is a
 * ratio to a peer measured in the same run, so that a slow machine does not fail a fast program. A machine that others share
 * can only make us slower than we are, so a bench below its floor is taken again, and each taking is shown.
 */
import { join } from 'node:path'
import { run } from './run.ts'

type Floor = { readonly row: string; readonly least: number }
type Row = { readonly bench: string; readonly case: string; readonly metric: string; readonly ratio: number | null }

const floors: Readonly<Record<string, readonly Floor[]>> = {
	acts: [{ row: 'acts/http-postgres/acts_per_s', least: 0.15 }],
}

/** How often a bench is taken at most. */
const takings = 3

process.chdir(join(import.meta.dirname, '..'))
let passed = 0
let failed = 0
for (const [bench, held] of Object.entries(floors)) {
	let below: readonly string[] = []
	for (let taking = 1; taking <= takings; taking += 1) {
		below = await take(bench, held)
		if (below.length === 0) break
	}
	failed += below.length
	passed += held.length - below.length
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Takes a bench once; gives the rows that stand below their floor. */
async function take(bench: string, held: readonly Floor[]): Promise<readonly string[]> {
	const { code, output } = await run(process.execPath, ['bin/seawall.mjs', 'bench', bench])
	console.log(output.trimEnd())
	const rows = output.split('\n').filter((line) => line.startsWith('{"bench"'))
	const found = new Map(rows.map((line) => nameAndRatio(JSON.parse(line))))
	return held.flatMap(({ row, least }) => {
		const ratio = found.get(row) ?? null
		const ok = code === 0 && ratio !== null && ratio >= least
		console.log(`${ok ? 'ok   ' : 'below'} ${row}: ratio ${ratio ?? 'missing'}, at least ${least}`)
		return ok ? [] : [row]
	})
}

function nameAndRatio(row: Row): readonly [string, number | null] {
	return [`${row.bench}/${row.case}/${row.metric}`, row.ratio]
}
