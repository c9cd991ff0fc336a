import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { moveUp } from '../contract.ts'
import { loadUnit } from '../store/unit.ts'
import { unitChanged, writeAll } from '../store/write.ts'

/** D293. The unit stays free where it goes; being sent, or any other change of its status, ends it. */
export const performMoveUp = performs(moveUp, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async (context, unit, { area }) => {
		const { tx, who } = context
		if (!unit.onShift || unit.status !== 'available')
			throw new Refusal(
				'wrong_state',
				{ en: 'Only a free unit stands in elsewhere.', zh: '只有空闲单元可以补位。' },
				{ rule: 'D293', extra: { status: unit.status } },
			)
		const { rows } = await sql<{
			here: boolean
			below: boolean
		}>`select u.stands_in_id is not distinct from ${area}::uuid as here,
				${area}::uuid is null or exists (select from identity.agency a
					join identity.agency_closure c on c.descendant = a.id and c.ancestor = ${who.bureau}
					where a.id = ${area}::uuid and a.tier = 'station' and a.id <> u.agency_id) as below
			from dispatch.unit u where u.id = ${unit.id}`.execute(tx)
		if (rows[0]?.here === true)
			throw new Refusal(
				'already',
				{ en: 'It was told so before.', zh: '已经通知过。' },
				{ rule: 'D293', field: 'area' },
			)
		if (rows[0]?.below !== true)
			throw new Refusal(
				'invalid',
				{ en: 'It stands in only for another station of the bureau.', zh: '只能在本局其他派出所辖区补位。' },
				{ rule: 'D293', field: 'area' },
			)
		await writeAll(tx, [
			sql`update dispatch.unit set stands_in_id = ${area}, version = version + 1 where id = ${unit.id}`,
		])
		const version = unit.version + 1
		return {
			output: { unit: unit.id, status: unit.status, version, area },
			fact: { unit: unit.id, area },
			messages: [unitChanged(unit.id, unit.status, version)],
		}
	},
})
