import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { seeded } from '#kernel/seeded.ts'
import { inTx } from '#tests/database.ts'
import { filteredRows, whereOf } from '../filter.ts'
import { countOf, pageOf } from '../page.ts'
import { incident, testPowers } from './incidents.ts'
import { createMirror, fillMirror, mirrorOf, peopleOf, poolsOf, rowsOf } from './mirror.ts'
import { growTree } from './people.ts'

/** 61 agencies: people who see few, several, and so many that the newest rows are tried first. */
const nodes = growTree(2, 4, 4)

describe('pages', () => {
	test('P6 the pages of a list are the filter, whole, in order, nothing twice; counts agree and stop', {
		timeout: 120_000,
	}, async () => {
		const powers = testPowers()
		const mirror = mirrorOf(incident)
		const random = seeded(7)
		const pools = poolsOf(powers, incident.see, 'Incident')
		const context = { now: 1_800_000_000, purpose: true }
		await inTx(async (tx) => {
			await createMirror(tx, mirror)
			await fillMirror(tx, mirror, rowsOf(mirror, 2_500, pools, random, nodes))
			for (const who of peopleOf(60, pools, random, nodes)) {
				const filter = powers.filter(who, incident.see, mirror, context)
				const where = (alias: string) => sql<boolean>`${sql.ref(`${alias}.a_priority`)} <> 5`
				const whole = sql<{ id: string }>`select t.id from ${sql.table(mirror.table ?? '')} t
					where ${whereOf(filter, 't')} and ${where('t')} order by t.at desc, t.id desc`
				const expected = (await whole.execute(tx)).rows.map((row) => row.id)
				const rows = sql<{
					id: string
				}>`select r.id from ${filteredRows(filter, 'r')} where ${where('r')} order by r.at desc, r.id desc`
				expect((await rows.execute(tx)).rows.map((row) => row.id)).toEqual(expected)
				const seen: string[] = []
				const limit = 1 + Math.floor(random() * 400)
				let after: string | null = null
				do {
					const page: { rows: readonly { id: string }[]; next: string | null } = await pageOf<{ id: string }>(
						tx,
						filter,
						{
							orderBy: 'at',
							limit,
							after,
							where,
							columns: ['id'],
						},
					)
					expect(page.rows.length).toBeLessThanOrEqual(limit)
					seen.push(...page.rows.map((row) => row.id))
					after = page.next
				} while (after !== null)
				expect(seen).toEqual(expected)
				expect(await countOf(tx, filter, { where })).toEqual({ count: expected.length, more: false })
				const stopped = await countOf(tx, filter, { where, stop: 10 })
				expect(stopped).toEqual({ count: Math.min(10, expected.length), more: expected.length > 10 })
			}
		}, 'owner')
	})
	test.each([
		'',
		'x',
		'W10',
		Buffer.from('["2026-01-01 00:00:00+00","1"]').toString('base64url'),
		Buffer.from('["now","0c000000-0000-4000-8000-000000000001"]').toString('base64url'),
	])('P6 a cursor that is none of ours is refused: %j', async (after) => {
		const powers = testPowers()
		const filter = {
			...powers.filter(
				peopleOf(1, { strings: [''], longs: [0] }, seeded(1))[0] ?? expect.unreachable(),
				incident.see,
				incident,
				{ now: 1, purpose: false },
			),
			allows: 'everything' as const,
			arms: [],
			forbids: [],
		}
		await inTx(async (tx) => {
			await expect(pageOf(tx, filter, { orderBy: 'at', limit: 5, after, columns: ['id'] })).rejects.toMatchObject({
				code: 'invalid',
				field: 'after',
			})
		})
	})
})
