import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { openFeedUnit } from '../contract.ts'
import { openFeed } from '../positions.ts'
import { loadUnit } from '../store/unit.ts'
import { writeAll } from '../store/write.ts'

/** D27. Powers are asked here, once per unit and shift; the fixes that follow carry the key. */
export const performOpenFeedUnit = performs(openFeedUnit, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async ({ tx, now }, unit, input) => {
		if (!unit.onShift)
			throw new Refusal(
				'wrong_state',
				{ en: 'The unit is off shift. Sign it on first.', zh: '单元不在班，请先上岗。' },
				{ rule: 'D27' },
			)
		const key = `pos_${randomBytes(24).toString('base64url')}`
		const hash = createHash('sha256').update(key).digest('hex')
		const feed = newId(now.getTime())
		await writeAll(tx, [
			sql`update dispatch.feed set closed_at = ${now} where unit_id = ${unit.id} and closed_at is null`,
			sql`insert into dispatch.feed (id, unit_id, key_sha256, opened_at)
				values (${feed}, ${unit.id}, decode(${hash}::text, 'hex'), ${now})`,
		])
		openFeed(unit.id, hash)
		return { output: { unit: input.unit, feed, key }, fact: { unit: unit.id, feed, is: 'opened' } }
	},
})
