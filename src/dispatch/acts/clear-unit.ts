import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { clearUnit, type IncidentState } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { targetOf } from '../rules/tables.ts'
import { mustClear } from '../rules/unit-machine.ts'
import { releaseEmergency } from '../store/holds.ts'
import { loadUnit, statusWrites, type UnitOf } from '../store/unit.ts'
import { welfareEnds, welfareKinds } from '../store/welfare.ts'
import {
	dropTimers,
	given,
	incidentChanged,
	meetTimers,
	startTimer,
	story,
	timeOf,
	unitChanged,
	type Write,
	writeAll,
} from '../store/write.ts'

/** D18. The last to clear clears the incident; when nobody ever arrived it waits for another unit. */
export const performClearUnit = performs(clearUnit, {
	load: (tx, input) => loadUnit(tx, input.unit),
	run: async (context, unit, input) => {
		const { tx, now } = context
		mustClear(unit.status)
		const { part } = unit
		if (part === null) throw new Refusal('fault', 'A busy unit without a part.', { inner: `unit ${unit.id}` })
		const at = ownTime(input.at, now, unit.statusAt)
		const last = part.others === 0
		const state: IncidentState = !last ? part.incidentState : part.anyArrived ? 'cleared' : 'waiting'
		if (last) {
			await stepMatter(tx, part.incident, state, { now })
			await releaseEmergency(context, part.incident)
		}
		await writeAll(tx, [
			sql`update dispatch.assignment set cleared_at = ${at} where id = ${part.assignment}`,
			...statusWrites(unit.id, 'available', { at, now, id: newId(now.getTime()) }, sql`, assignment_id = null`),
			story(context, {
				act: clearUnit.name,
				incident: part.incident,
				at,
				text: input.note,
				fact: { unit: unit.id, last, state },
			}),
			...(last ? lastWrites(context, part, state, at) : []),
		])
		const version = unit.version + 1
		const incidentVersion = part.incidentVersion + (last ? 1 : 0)
		return {
			output: { unit: unit.id, status: 'available' as const, version, incident: part.incident, incidentState: state },
			fact: { from: unit.status, incident: part.incident, last, state, at: at.toISOString() },
			personal: given({ note: input.note }),
			messages: [unitChanged(unit.id, 'available', version), incidentChanged(part.incident, state, incidentVersion)],
			matter: part.incident,
		}
	},
})

function lastWrites({ now }: ActContext, part: NonNullable<UnitOf['part']>, state: IncidentState, at: Date): Write[] {
	const version = sql`update dispatch.incident set version = version + 1 where id = ${part.incident}`
	if (state === 'cleared') {
		const close = targetOf('close', part.priority)
		return [
			version,
			timeOf(part.incident, 'cleared', at),
			meetTimers(part.incident, ['clear'], at),
			dropTimers(part.incident, ['en_route', 'on_scene', ...welfareKinds], now),
			welfareEnds(part.incident),
			startTimer(part.incident, { kind: 'close', from: at, seconds: close.seconds, rule: close.rule }),
		]
	}
	const again = targetOf('dispatch', part.priority)
	return [
		version,
		dropTimers(part.incident, ['en_route', 'on_scene', 'clear', ...welfareKinds], now),
		welfareEnds(part.incident),
		startTimer(part.incident, { kind: 'dispatch', from: now, seconds: again.seconds, rule: again.rule }),
	]
}
