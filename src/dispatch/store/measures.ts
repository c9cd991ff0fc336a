import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { UnitShown } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { coverOf } from '../rules/hole.ts'
import { ninetieth } from '../rules/plain.ts'
import { targetOf } from '../rules/tables.ts'
import { callsFor, incidentsFor } from './seen.ts'

/** What the desk's head is reckoned over. */
const hours = 24
/** Units a bureau keeps free, out of those on shift: one in three. */
const floorShare = 3
/** Seconds within which someone should be able to reach every road. */
const coverLimit = 600

/** D9. The five numbers of the desk's head: of the whole desk, never of a person, a crew or a seat. */
export async function deskMeasures(tx: Tx, who: Who, now: Date, units: readonly UnitShown[]) {
	const since = new Date(now.getTime() - hours * 3_600_000)
	const answered = await sql<{ s: number }>`
		with c as materialized (select o.* from dispatch.call o where o.rang_at >= ${since} and o.answered_at is not null limit 5000)
		select extract(epoch from c.answered_at - c.rang_at)::float8 as s from c where ${whereOf(callsFor(who, now), 'c')}`.execute(
		tx,
	)
	const firsts = await sql<{ dispatched: number | null; arrived: number | null }>`
		with i as materialized (
			select o.* from dispatch.incident o join dispatch.classification c
				on c.id = coalesce(o.measured_id, o.classification_id) and c.priority = 1
			where o.received_at >= ${since} limit 5000)
		select (select extract(epoch from min(t.at) - i.received_at)::float8 from dispatch.incident_time t
				where t.incident_id = i.id and t.kind = 'dispatched') as dispatched,
			(select extract(epoch from min(t.at) - i.received_at)::float8 from dispatch.incident_time t
				where t.incident_id = i.id and t.kind = 'on_scene') as arrived
		from i where ${whereOf(incidentsFor(who, now), 'i')}`.execute(tx)
	const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
	const answers = answered.rows.map((row) => row.s)
	const dispatched = known(firsts.rows.map((row) => row.dispatched))
	const arrived = known(firsts.rows.map((row) => row.arrived))
	const onShift = units.filter((unit) => unit.onShift)
	const free = onShift.filter((unit) => unit.status === 'available')
	const reach = mapInUse()?.reach(
		free.flatMap((unit) =>
			unit.position === null ? [] : [{ point: unit.position.point, turnoutSeconds: unit.turnoutSeconds }],
		),
	)
	const cover = reach === undefined ? null : coverOf(reach)
	const target = { answer: targetOf('answer', 1), dispatch: targetOf('dispatch', 1), scene: targetOf('on_scene', 1) }
	const timed = (
		key: 'answer_p90' | 'p1_dispatch_p90' | 'p1_on_scene_p90',
		values: readonly number[],
		to: { seconds: number; rule: string },
	) => ({ key, value: ninetieth(values), target: to.seconds, n: values.length, of: null, rule: to.rule })
	return [
		timed('answer_p90', answers, target.answer),
		timed('p1_dispatch_p90', dispatched, target.dispatch),
		timed('p1_on_scene_p90', arrived, target.scene),
		{
			key: 'available' as const,
			value: free.length,
			target: Math.ceil(onShift.length / floorShare),
			n: onShift.length,
			of: onShift.length,
			rule: 'D12',
		},
		{
			key: 'cover_worst' as const,
			value: cover?.worstSeconds ?? null,
			target: coverLimit,
			n: free.length,
			of: null,
			rule: 'D13',
		},
	]
}
