import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HardStart, MoneyGraph } from './graph.ts'

/** What an engine needed for each start, and how many transfers it reached. */
export type Timed = {
	readonly times: readonly number[]
	readonly counts: readonly number[]
	/** Accounts of which something was left out; null where the engine is not asked. */
	readonly cuts: readonly number[] | null
}

/** The C floor, compiled here: milliseconds of each start by hops. Null when there is no compiler. */
export function runFloor(
	graph: MoneyGraph,
	starts: readonly HardStart[],
	hops: readonly number[],
	perHop: number,
): ReadonlyMap<number, Timed> | null {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-floor-'))
	try {
		const program = join(folder, 'floor')
		const source = join(import.meta.dirname, 'floor.c')
		const made = spawnSync('cc', ['-O3', '-march=native', '-o', program, source], { encoding: 'utf8' })
		if (made.status !== 0) {
			console.error(`no peer c: ${made.error?.message ?? made.stderr}`)
			return null
		}
		const file = join(folder, 'graph')
		write(file, graph)
		return new Map(hops.map((hop) => [hop, walked(program, [file, String(hop), String(perHop)], starts)]))
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

function walked(program: string, args: readonly string[], starts: readonly HardStart[]): Timed {
	// The first go warms memory; the second counts.
	const input = [...starts, ...starts].map(({ node, at }) => `${node} ${at}\n`).join('')
	const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 })
	if (status !== 0) throw new Error(`the floor ended with ${status}: ${stderr}`)
	const lines = stdout
		.trim()
		.split('\n')
		.slice(starts.length)
		.map((line) => line.split(' ').map(Number))
	return {
		times: lines.map(([nanos = 0]) => nanos / 1e6),
		counts: lines.map(([, rows = 0]) => rows),
		cuts: lines.map(([, , cuts = 0]) => cuts),
	}
}

function write(file: string, graph: MoneyGraph): void {
	const out = openSync(file, 'w')
	for (const column of [BigInt64Array.of(BigInt(graph.from.length)), graph.from, graph.to, graph.amount, graph.at]) {
		const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
		for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at)
	}
	closeSync(out)
}
