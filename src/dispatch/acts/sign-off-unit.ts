import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { uncrewUnit } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { signOffUnit } from '../contract.ts'
import { forgetUnit } from '../positions.ts'
import { isBusy } from '../rules/unit-machine.ts'
import { loadUnit, statusWrites } from '../store/unit.ts'
import { unitChanged, writeAll } from '../store/write.ts'

/** D27. The shift ends: crew off, feed closed, the last position deleted. */
export const performSignOffUnit = performs(signOffUnit, {
	load: (tx, input) => loadUnit(tx, input.unit),
	run: async (context, unit, input) => {
		const { tx, now } = context
		if (isBusy(unit.status))
			throw new Refusal(
				'wrong_state',
				{ en: 'The unit is on an incident. Clear it first.', zh: '单元还在处警，先完成处警。' },
				{ rule: 'D18' },
			)
		if (!unit.onShift)
			throw new Refusal('already', { en: 'The unit is off shift already.', zh: '单元已下岗。' }, { rule: 'D17' })
		await uncrewUnit(tx, unit.id, now)
		await writeAll(tx, [
			...statusWrites(
				input.unit,
				'out_of_service',
				{ at: now, now, id: newId(now.getTime()) },
				sql`, on_shift = false`,
			),
			sql`update dispatch.feed set closed_at = ${now} where unit_id = ${unit.id} and closed_at is null`,
			sql`delete from dispatch.last_position where unit_id = ${unit.id}`,
			sql`delete from dispatch.code_word where unit_id = ${unit.id}`,
		])
		forgetUnit(unit.id)
		const version = unit.version + 1
		return {
			output: { unit: unit.id, status: 'out_of_service' as const, version },
			fact: { unit: unit.id, feed: 'closed' },
			messages: [unitChanged(unit.id, 'out_of_service', version)],
		}
	},
})
