import type { FaultData } from '../../../matters/contract/process.ts'

/** W71. What was written in place of a process's values, read. `values`: only what differs from before. */
export type Mended =
	| { readonly values: FaultData; readonly wrong: null }
	| { readonly values: null; readonly wrong: 'json' | 'names' | 'large' | 'gone'; readonly name?: string }

/** M52. What the server takes from outside. */
const most = { names: 200, bytes: 16_384 }

/** The values as text to mend: one name a line, in their order. */
export function written(values: FaultData): string {
	return JSON.stringify(values, null, 2)
}

/** Reads mended values. What was there can be changed and added to, not taken away: a process keeps its names. */
export function readMended(text: string, before: FaultData): Mended {
	const read = parsed(text)
	if (read === undefined) return { values: null, wrong: 'json' }
	const names = Object.keys(read)
	const odd = names.find((name) => name === '' || name.length > 100)
	if (odd !== undefined) return { values: null, wrong: 'names', name: odd.slice(0, 20) }
	const gone = Object.keys(before).find((name) => !Object.hasOwn(read, name))
	if (gone !== undefined) return { values: null, wrong: 'gone', name: gone }
	const values = Object.fromEntries(
		Object.entries(read).filter(
			([name, value]) => !Object.hasOwn(before, name) || JSON.stringify(value) !== JSON.stringify(before[name]),
		),
	)
	if (Object.keys(values).length > most.names || JSON.stringify(values).length > most.bytes)
		return { values: null, wrong: 'large' }
	return { values, wrong: null }
}

function parsed(text: string): FaultData | undefined {
	try {
		const read: unknown = JSON.parse(text)
		return isData(read) ? read : undefined
	} catch {
		return undefined
	}
}

/** What JSON.parse gives is JSON all through. */
function isData(read: unknown): read is FaultData {
	return typeof read === 'object' && read !== null && !Array.isArray(read)
}
