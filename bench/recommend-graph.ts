import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { assemble, type Piece } from '#kernel/geo/graph/assemble.ts'
import type { Graph } from '#kernel/geo/graph/graph.ts'
import { car, emergency } from '#kernel/geo/import/access.ts'

/** The road graph of Manhattan from the JEMSS project (16,811 nodes, 24,437 one-way arcs, travel times in days). */

export type Arc = { readonly from: number; readonly to: number; readonly ms: number }
export type Manhattan = {
	readonly graph: Graph
	readonly arcs: readonly Arc[]
	readonly places: readonly (readonly [number, number])[]
}

const msPerDay = 86_400_000

/** Reads `roads.zip`; `mode` 1 is with lights and sirens, 2 without. */
export function readManhattan(oracles: string, mode: 1 | 2 = 1): Manhattan {
	const files = unzipSync(readFileSync(join(oracles, 'roads-graphs', 'manhattan', 'roads.zip')))
	const text = new TextDecoder()
	const rows = (name: string) =>
		text
			.decode(files[name] ?? new Uint8Array())
			.split(/\r?\n/)
			.map((line) => line.split(',').map(Number))
			.filter((cells) => cells.length > 3 && cells.slice(0, 4).every(Number.isFinite) && (cells[0] ?? 0) > 0)
	const places = rows('nodes.csv').map(([, x = 0, y = 0]) => [x, y] as const)
	const arcs = rows('arcs.csv').map((cells) => ({
		from: (cells[1] ?? 1) - 1,
		to: (cells[2] ?? 1) - 1,
		ms: Math.round((cells[2 + mode] ?? 0) * msPerDay),
	}))
	const pieces = arcs.map(({ from, to, ms }): Piece => {
		const line = [places[from] ?? [0, 0], places[to] ?? [0, 0]] as const
		return {
			a: from,
			b: to,
			line,
			forward: car | emergency,
			backward: 0,
			forwardMs: ms,
			backwardMs: 0,
			mm: null,
			name: 0,
		}
	})
	return { graph: assemble('manhattan', places.length, pieces, [], [{ en: '', zh: '' }]), arcs, places }
}
