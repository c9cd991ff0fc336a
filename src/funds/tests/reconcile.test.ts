import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Known, reconcile, type Told } from '../rules/reconcile.ts'

const start = Date.UTC(2026, 10, 24)
const line = fc.record({
	from: fc.integer({ min: 0, max: 3 }),
	to: fc.integer({ min: 0, max: 3 }),
	minor: fc.integer({ min: 1, max: 3 }),
	at: fc.integer({ min: 0, max: 5 }).map((hours) => start + hours * 3_600_000),
	credit: fc.boolean(),
	reference: fc.option(fc.constantFrom('a', 'b'), { nil: null }),
})

function toldOf(rows: readonly (typeof line extends fc.Arbitrary<infer T> ? T : never)[]): Told[] {
	return rows.map(({ reference, ...row }, n) => ({
		...row,
		n,
		currency: 'CNY',
		dayOnly: false,
		references: reference === null ? [] : [reference],
	}))
}

it('F179 whatever lines there are, no transfer is told twice from one side, and ends and amounts agree', () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), fc.array(line, { maxLength: 30 }), (ours, theirs) => {
			const lines = toldOf(ours)
			const known: Known[] = toldOf(theirs).map(({ n, from, to, minor, currency, at, references }) => ({
				id: n + 1,
				from: from ?? 0,
				to: to ?? 0,
				minor,
				currency,
				at,
				references,
				debit: theirs[n]?.credit === false,
				credit: false,
			}))
			const found = reconcile(lines, known)
			const sides = new Set<string>()
			for (const [n, id] of found) {
				const [told, one] = [lines[n], known[id - 1]]
				expect(one).toMatchObject({ minor: told?.minor, from: told?.from, to: told?.to })
				const side = `${id} ${String(told?.credit)}`
				expect(sides.has(side)).toBe(false)
				sides.add(side)
				if (told?.credit === false) expect(one?.debit).toBe(false)
			}
			expect(reconcile(lines, known)).toEqual(found)
		}),
	)
})

it('F179 the nearest in time is told first; two UETRs that differ are two transfers; two days apart is another', () => {
	const known = (id: number, hours: number, references: readonly string[] = []): Known => ({
		id,
		from: 1,
		to: 2,
		minor: 5,
		currency: 'CNY',
		at: start + hours * 3_600_000,
		references,
		debit: true,
		credit: false,
	})
	const told = (hours: number, references: readonly string[] = []): Told => ({
		n: 0,
		from: 1,
		to: 2,
		credit: true,
		minor: 5,
		currency: 'CNY',
		at: start + hours * 3_600_000,
		dayOnly: false,
		references,
	})
	expect([...reconcile([told(10)], [known(1, 1), known(2, 9), known(3, 20)]).values()]).toEqual([2])
	const [one, other] = ['8a562c67-ca16-48ba-b074-000000000001', '8a562c67-ca16-48ba-b074-000000000002']
	expect(reconcile([told(10, [one])], [known(1, 10, [other])]).size).toBe(0)
	expect([...reconcile([told(100, [one])], [known(1, 10, [one])]).values()]).toEqual([1])
	expect(reconcile([told(59)], [known(1, 10)]).size).toBe(0)
})
