/**
 * Benches that fail the build: runs each bench, shows its rows, and holds those below against their floor. A floor is a
 * ratio to a peer measured in the same run, so that a slow machine does not fail a fast program.
 */
import { join } from 'node:path'
import { run } from './run.ts'

type Floor = { readonly row: string; readonly least: number }
type Row = { readonly bench: string; readonly case: string; readonly metric: string; readonly ratio: number | null }

const floors: Readonly<Record<string, readonly Floor[]>> = {
	acts: [{ row: 'acts/http-postgres/acts_per_s', least: 0.15 }],
}

process.chdir(join(import.meta.dirname, '..'))
let passed = 0
let failed = 0
for (const [bench, held] of Object.entries(floors)) {
	const { code, output } = await run(process.execPath, ['bin/seawall.mjs', 'bench', bench])
	console.log(output.trimEnd())
	const rows = output.split('\n').filter((line) => line.startsWith('{"bench"'))
	const found = new Map(rows.map((line) => nameAndRatio(JSON.parse(line))))
	for (const { row, least } of held) {
		const ratio = found.get(row) ?? null
		const ok = code === 0 && ratio !== null && ratio >= least
		console.log(`${ok ? 'ok  ' : 'FAIL'} ${row}: ratio ${ratio ?? 'missing'}, at least ${least}`)
		if (ok) passed += 1
		else failed += 1
	}
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function nameAndRatio(row: Row): readonly [string, number | null] {
	return [`${row.bench}/${row.case}/${row.metric}`, row.ratio]
}
