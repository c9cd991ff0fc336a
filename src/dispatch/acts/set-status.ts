import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { setStatus, type UnitStatus } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { targetOf } from '../rules/tables.ts'
import { mustMove } from '../rules/unit-machine.ts'
import { loadUnit, statusWrites, type UnitOf } from '../store/unit.ts'
import { welfareStart } from '../store/welfare.ts'
import {
	dropTimers,
	incidentChanged,
	meetTimers,
	startTimer,
	story,
	timeOf,
	unitChanged,
	type Write,
	writeAll,
} from '../store/write.ts'

/** D17, D9, D25. */
export const performSetStatus = performs(setStatus, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), context: { to: input.to } }),
	run: async (context, unit, input) => {
		const { tx, now } = context
		mustMove(unit.status, input.to)
		if (!unit.onShift)
			throw new Refusal(
				'wrong_state',
				{ en: 'The unit is off shift. Sign it on first.', zh: '单元不在班，请先上岗。' },
				{ rule: 'D17' },
			)
		if (input.to === 'out_of_service' && input.reason === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'Say why the unit is out of service.', zh: '请选停勤原因。' },
				{ rule: 'D17', field: 'reason' },
			)
		const at = ownTime(input.at, now, unit.statusAt)
		await writeAll(tx, [
			...statusWrites(unit.id, input.to, { at, now, reason: input.reason, id: newId(now.getTime()) }),
			...partWrites(context, unit, input.to, at),
		])
		const version = unit.version + 1
		const part = unit.part
		return {
			output: { unit: unit.id, status: input.to, version },
			fact: {
				from: unit.status,
				to: input.to,
				at: at.toISOString(),
				reason: input.reason ?? null,
				incident: part?.incident ?? null,
			},
			messages: [
				unitChanged(unit.id, input.to, version),
				...(part === null ? [] : [incidentChanged(part.incident, part.incidentState, part.incidentVersion)]),
			],
			matter: part?.incident ?? null,
		}
	},
})

/** What the move means for the unit's part and its incident. */
function partWrites(context: ActContext, unit: UnitOf, to: UnitStatus, at: Date): Write[] {
	const { part } = unit
	if (part === null) return []
	const line = story(context, {
		act: setStatus.name,
		incident: part.incident,
		at,
		fact: { unit: unit.id, from: unit.status, to },
	})
	if (to === 'en_route') {
		return [
			line,
			sql`update dispatch.assignment set en_route_at = coalesce(en_route_at, ${at}) where id = ${part.assignment}`,
			timeOf(part.incident, 'en_route', at),
			meetTimers(part.incident, ['en_route'], at),
		]
	}
	if (to !== 'on_scene' || part.onSceneAt !== null) return [line]
	const clear = targetOf('clear', part.priority)
	return [
		line,
		sql`update dispatch.assignment set on_scene_at = coalesce(on_scene_at, ${at}) where id = ${part.assignment}`,
		timeOf(part.incident, 'on_scene', at),
		meetTimers(part.incident, ['on_scene'], at),
		dropTimers(part.incident, ['en_route'], at),
		startTimer(part.incident, { kind: 'clear', from: at, seconds: clear.seconds, rule: clear.rule }),
		...welfareStart(context.who, part, at),
	]
}
