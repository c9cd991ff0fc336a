import { expect, test } from 'vitest'
import { slices } from '#app/slices.ts'
import { columnFaults } from '#kernel/powers/columns.ts'
import { buildPowers } from '#kernel/powers/powers.ts'
import { vocabularyOf } from '#kernel/powers/schema.ts'
import { shippedPolicies } from '#kernel/powers/shipped.ts'
import { compare } from '#kernel/powers/tests/compare.ts'
import { inTx } from './database.ts'

/** The rules and resources of all slices as they ship: list and single decision agree, and every attribute has its column. */

const long = process.env['SEAWALL_LONG'] !== undefined
const minutes = 60_000

test('P4 filter and decision agree under the rules as they ship, for every act, view and see', {
	timeout: 20 * minutes,
}, async () => {
	const powers = buildPowers(vocabularyOf(slices), shippedPolicies(slices.map((slice) => slice.folder)))
	for (const [type, resource] of powers.words.resources) {
		if (resource.table === null) continue
		const actions = [...powers.words.actions].filter(([, types]) => types.includes(type)).map(([name]) => name)
		const large = type === 'Incident' && long
		const result = await compare(powers, type, actions, { people: large ? 100 : 12, rows: large ? 1_000 : 30 }, 7)
		expect({ type, found: result.found }).toEqual({ type, found: [] })
	}
})

test('P15 every shipped resource fits its table', { timeout: 2 * minutes }, async () => {
	expect(
		await inTx((tx) =>
			columnFaults(
				tx,
				slices.flatMap((slice) => slice.resources),
			),
		),
	).toEqual([])
})
