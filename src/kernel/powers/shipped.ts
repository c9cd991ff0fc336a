import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Policy, PolicyFault, readPolicies } from './policy.ts'

/** Every policy shipped in the slices' `powers/*.cedar`. @throws PolicyFault with every fault found */
export function shippedPolicies(folders: readonly string[]): Policy[] {
	const faults: string[] = []
	const policies = folders.flatMap((folder) =>
		filesOf(folder).flatMap((file) => {
			try {
				return readPolicies(readFileSync(join(folder, 'powers', file), 'utf8'), `${basename(folder)}/powers/${file}`)
			} catch (error) {
				if (!(error instanceof PolicyFault)) throw error
				faults.push(...error.faults)
				return []
			}
		}),
	)
	if (faults.length > 0) throw new PolicyFault(faults)
	return policies
}

function filesOf(folder: string): string[] {
	try {
		return readdirSync(join(folder, 'powers'))
			.filter((name) => name.endsWith('.cedar'))
			.sort()
	} catch (error) {
		// A slice without powers of its own: everything in it is refused by default.
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
		throw error
	}
}
