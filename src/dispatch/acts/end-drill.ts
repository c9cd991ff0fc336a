import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { endDrillPosts } from '#kernel/identity/api.ts'
import { newId } from '#kernel/ids.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { drillChanged, endDrill } from '../contract.ts'
import { forgetUnit } from '../positions.ts'
import { drillDaysOf } from '../rules/tables.ts'
import { agenciesOfDrill, type DrillOf, loadDrill, mustBeIn } from '../store/drill.ts'
import { releaseDesk, releaseEmergency } from '../store/holds.ts'
import { story, timeOf, type Write, writeAll } from '../store/write.ts'

/** D256. What is open is closed as training; units off, posts and their sessions end. */
export const performEndDrill = performs(endDrill, {
	load: async (tx, input) => ({ ...(await loadDrill(tx, input.drill)), version: null }),
	run: async (context, drill) => {
		const { tx, now } = context
		mustBeIn(drill, 'running')
		const units = await takeUnitsOff(tx, drill, now)
		const calls = await closeCalls(context, drill)
		const incidents = await closeIncidents(context, drill)
		await writeAll(tx, endWrites(drill, now))
		const posts = await endDrillPosts(tx, drill.id, now)
		const keepUntil = new Date(now.getTime() + drillDaysOf() * 86_400_000)
		await sql`update dispatch.drill set state = 'ended', ended_at = ${now}, keep_until = ${keepUntil}, version = version + 1
			where id = ${drill.id}`.execute(tx)
		for (const unit of units) forgetUnit(unit)
		return {
			output: {
				drill: drill.id,
				state: 'ended' as const,
				version: drill.version + 1,
				incidents,
				calls,
				posts,
				keepUntil: keepUntil.toISOString(),
			},
			fact: { drill: drill.id, incidents, calls, posts, units: units.length, keepUntil: keepUntil.toISOString() },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill.id }, body: { state: 'ended' } }],
		}
	},
})

/** What of a drill stands beside its incidents: alarms, checks, watches, the replay clock. */
function endWrites(drill: DrillOf, now: Date): Write[] {
	const at = agenciesOfDrill(drill.id)
	const incidents = sql`(select i.id from dispatch.incident i where i.agency_id in ${at})`
	return [
		sql`update dispatch.replay set running = false, version = version + 1 where agency_id in ${at}`,
		sql`update dispatch.emergency set silenced_at = ${now}, silenced_by = 'drill_ended'
			where silenced_at is null and incident_id in ${incidents}`,
		sql`delete from dispatch.welfare where incident_id in ${incidents}`,
		sql`update dispatch.relief set ended = 'withdrawn', ended_at = ${now} where ended is null and agency_id in ${at}`,
		sql`update dispatch.watch set until_at = ${now}, version = version + 1 where until_at is null and agency_id in ${at}`,
		sql`update matters.timer set dropped_at = ${now} where met_at is null and dropped_at is null
			and matter_id in (select m.id from matters.matter m where m.agency_id in ${at})`,
	]
}

async function takeUnitsOff(tx: Tx, drill: DrillOf, now: Date): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`
		select id from dispatch.unit where agency_id in ${agenciesOfDrill(drill.id)} and on_shift order by id for update`.execute(
		tx,
	)
	const ids = rows.map((row) => row.id)
	if (ids.length === 0) return ids
	const these = sql`any(${ids}::uuid[])`
	await sql`update dispatch.assignment set cleared_at = greatest(${now}::timestamptz, dispatched_at, en_route_at, on_scene_at)
		where unit_id = ${these} and cleared_at is null`.execute(tx)
	await writeAll(tx, [
		sql`update dispatch.unit set status = 'out_of_service', status_at = ${now}, on_shift = false, assignment_id = null, out_reason = null, stands_in_id = null,
			version = version + 1 where id = ${these}`,
		sql`insert into dispatch.unit_status (id, unit_id, status, at, entered_at)
			select v.id, v.unit, 'out_of_service', ${now}::timestamptz, ${now}::timestamptz
			from unnest(${ids.map(() => newId(now.getTime()))}::uuid[], ${ids}::uuid[]) as v (id, unit)`,
		sql`update dispatch.feed set closed_at = ${now} where unit_id = ${these} and closed_at is null`,
		sql`delete from dispatch.last_position where unit_id = ${these}`,
		sql`delete from dispatch.code_word where unit_id = ${these}`,
	])
	return ids
}

async function closeIncidents(context: ActContext, drill: DrillOf): Promise<number> {
	const { tx, now } = context
	const { rows } = await sql<{ id: string; state: string }>`
		select i.id, (select t.element from matters.token t where t.matter_id = i.id limit 1) as state
		from dispatch.incident i where i.agency_id in ${agenciesOfDrill(drill.id)} and not i.closed order by i.id for update of i`.execute(
		tx,
	)
	for (const { id, state } of rows) {
		if (state !== 'cleared') await stepMatter(tx, id, 'cleared', context)
		await stepMatter(tx, id, 'closed', context)
		await releaseEmergency(context, id)
		await writeAll(tx, [
			sql`update dispatch.incident set closed = true, version = version + 1 where id = ${id}`,
			timeOf(id, 'closed', now),
			story(context, { act: endDrill.name, incident: id, fact: { state: 'closed' } }),
		])
	}
	return rows.length
}

async function closeCalls(context: ActContext, drill: DrillOf): Promise<number> {
	const { tx, now } = context
	const { rows } = await sql<{ id: string; state: string }>`
		select c.id, (select t.element from matters.token t where t.matter_id = c.id limit 1) as state
		from dispatch.call c where c.agency_id in ${agenciesOfDrill(drill.id)} and not c.settled order by c.id for update of c`.execute(
		tx,
	)
	for (const { id, state } of rows) {
		if (state === 'ringing') await stepMatter(tx, id, 'abandoned', { now })
		await stepMatter(tx, id, 'closed_without_incident', { now })
		await releaseDesk(context, id)
		await writeAll(tx, [
			sql`update dispatch.call set settled = true, close_reason = 'test_call', ended_at = coalesce(ended_at, ${now}), version = version + 1
				where id = ${id}`,
			story(context, { act: endDrill.name, call: id, fact: { state: 'closed_without_incident' } }),
		])
	}
	return rows.length
}
