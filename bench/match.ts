import { entities, runSet, sets } from '../tests/oracles/entities.ts'
import { type Row, row } from './row.ts'

/** Peers: what others published for FEBRL 3 and historical_50k; the anchor of name_bench; elsewhere the goal. */
const peers: Readonly<Record<(typeof sets)[number], { readonly name: string; readonly value: number }>> = {
	febrl1: { name: 'goal', value: 1 },
	febrl2: { name: 'goal', value: 0.998 },
	febrl3: { name: 'best published', value: 0.996 },
	febrl4: { name: 'goal', value: 1 },
	historical_50k: { name: 'published, basis unclear', value: 0.827 },
	name_bench: { name: 'anchor', value: 0.79 },
	names_zh: { name: 'goal', value: 0.95 },
}

/**
 * The rows match/<set>: F1 of pairs, F1 after grouping, and seconds of processor time, for the sets of SEAWALL_ORACLES and for
 * our own Chinese pairs (bench/names-zh.csv).
 */
export async function* run(): AsyncGenerator<Row> {
	for (const set of sets) {
		if (entities === null && set !== 'names_zh') {
			process.stderr.write(`match/${set}: left out, SEAWALL_ORACLES does not have it\n`)
			continue
		}
		const { pairs, clustered, seconds } = await runSet(set)
		yield row(`match/${set}`, 'f1', pairs.f1, '', peers[set])
		yield row(`match/${set}`, 'f1_clustered', clustered.f1, '', peers[set])
		yield row(`match/${set}`, 's', seconds, 's')
	}
}
