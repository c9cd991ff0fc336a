/**
 * `npm run check`: everything that reads the code without running it. One line a step, the faults of a failed one below it,
 * and `N passed, N failed` at the end. `npm run check -- walls types` runs only those.
 */
import { join } from 'node:path'
import { checkSizes, checkWords, sourceFiles } from './check/files.ts'
import { checkWalls } from './check/walls.ts'
import { run } from './run.ts'

type Found = { readonly ok: boolean; readonly said: string }

const root = join(import.meta.dirname, '..')
process.chdir(root)

const tool =
	(program: string, ...args: string[]) =>
	async (): Promise<Found> => {
		const { code, output } = await run(program, args)
		return { ok: code === 0, said: output }
	}

const steps: Readonly<Record<string, () => Promise<Found>>> = {
	format: checkFormat,
	lint: tool('oxlint', '--type-aware', '--quiet', '--format', 'unix', '-c', '.oxlintrc.json'),
	types: tool(process.execPath, 'node_modules/ts7/bin/tsc', '--noEmit', '-p', '.'),
	walls: checkWalls,
	unused: tool('knip', '--no-progress'),
	sizes: async () => faults(checkSizes(sourceFiles(root))),
	words: async () => faults(checkWords(root)),
}

/** Only the names: `biome format --write .` mends them. */
async function checkFormat(): Promise<Found> {
	const { code, output } = await run('biome', ['format', '--colors=off', '--max-diagnostics=200', '.'])
	const files = [...output.matchAll(/^(\S+) format ━/gm)].map((match) => match[1] ?? '')
	return {
		ok: code === 0,
		said: files.length === 0 ? output : `${files.join('\n')}\nmend with: npx biome format --write .`,
	}
}

function faults(lines: readonly string[]): Found {
	return { ok: lines.length === 0, said: lines.join('\n') }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in steps))
if (unknown.length > 0)
	throw new Error(`no such step: ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`)

let passed = 0
let failed = 0
for (const [name, step] of Object.entries(steps)) {
	if (asked.length > 0 && !asked.includes(name)) continue
	const began = performance.now()
	const { ok, said } = await step()
	const seconds = ((performance.now() - began) / 1000).toFixed(1)
	console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
	if (!ok) console.log(said.trimEnd().replace(/^/gm, '    '))
	if (ok) passed += 1
	else failed += 1
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
