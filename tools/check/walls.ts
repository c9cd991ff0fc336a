import { run } from '../run.ts'

/** Modules the cruise must see: with a wrong compiler installed it sees none and says all is well. */
const leastModules = 400

type Cruise = {
	readonly summary: {
		readonly totalCruised: number
		readonly violations: readonly {
			readonly from: string
			readonly to: string
			readonly rule: { readonly name: string; readonly severity: string }
		}[]
	}
}

/** The walls between rooms (dependency-cruiser), with the number of modules asserted. */
export async function checkWalls(): Promise<{ ok: boolean; said: string }> {
	const folders = ['src', 'tests', 'tools', 'bench', 'demo', 'bin']
	const { output } = await run('depcruise', [
		'--config',
		'.dependency-cruiser.mjs',
		'--output-type',
		'json',
		...folders,
	])
	let cruise: Cruise
	try {
		cruise = JSON.parse(output)
	} catch {
		return { ok: false, said: output }
	}
	const { totalCruised, violations } = cruise.summary
	const said = violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
	if (totalCruised < leastModules)
		said.push(`only ${totalCruised} modules were cruised, at least ${leastModules} expected`)
	return { ok: said.length === 0, said: said.join('\n') }
}
