import { seeded } from '#kernel/seeded.ts'
import { inTx } from '#tests/database.ts'
import type { Powers } from '../powers.ts'
import { createMirror, differences, fillMirror, mirrorOf, peopleOf, poolsOf, rowsOf } from './mirror.ts'

/** Compares filter and decision on generated rows of one resource, in tables of the test's own. */
export async function compare(
	powers: Powers,
	type: string,
	actions: readonly string[],
	size: { people: number; rows: number },
	seed: number,
) {
	const declared = powers.words.resources.get(type)
	if (declared === undefined) throw new Error(`no resource ${type}`)
	const mirror = mirrorOf(declared)
	return inTx(async (tx) => {
		const random = seeded(seed)
		const pools = poolsOf(powers, declared.see, type)
		const rows = rowsOf(mirror, size.rows, pools, random)
		await createMirror(tx, mirror)
		await fillMirror(tx, mirror, rows)
		let [pairs, allowed] = [0, 0]
		const found = []
		for (const action of actions) {
			const people = peopleOf(size.people, poolsOf(powers, action, type), random)
			const result = await differences(tx, powers, action, people, rows, random)
			pairs += result.pairs
			allowed += result.allowed
			found.push(...result.found.map(({ row, ...one }) => ({ action, row: row.attributes, ...one })))
		}
		return { pairs, allowed, found: found.slice(0, 3) }
	}, 'owner')
}
