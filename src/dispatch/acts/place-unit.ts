import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { placeUnit } from '../contract.ts'
import { tellFix } from '../positions.ts'
import { ownTime } from '../rules/plain.ts'
import { loadUnit } from '../store/unit.ts'
import { unitChanged } from '../store/write.ts'

/** D295. The place itself stands in no entry, like any other fix (D27). */
export const performPlaceUnit = performs(placeUnit, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async ({ now }, unit, input) => {
		if (!unit.onShift)
			throw new Refusal(
				'wrong_state',
				{ en: 'The unit is off shift. Sign it on first.', zh: '单元不在班，请先上岗。' },
				{ rule: 'D295' },
			)
		const at = ownTime(input.at, now, null)
		tellFix(unit.id, { point: input.point, at: at.getTime(), datum: 'wgs84' }, now.getTime())
		return {
			output: { unit: unit.id, at: at.toISOString() },
			fact: { unit: unit.id, at: at.toISOString(), told: 'radio' },
			messages: [unitChanged(unit.id, unit.status, unit.version)],
			matter: unit.part?.incident ?? null,
		}
	},
})
