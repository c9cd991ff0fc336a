import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { system } from '#kernel/who.ts'
import { priceResult } from '#dispatch/contract.ts'
import { workOut } from '#dispatch/price/work.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../demo/ids.ts'
import { type Row, row } from './row.ts'

const incidents = 100_000
const days = 365

/** The n-th of a kind, as a uuid. */
const idOf = (kind: string) => sql.raw(`('${kind}-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`)

/** A year of ended incidents at the addresses of the demo town, by day and by night, written in bulk. */
async function fill(tx: Tx): Promise<void> {
	const series = sql.raw(`generate_series(1, ${incidents}) n`)
	const at = sql.raw(`now() - (${days} * 86400.0 * (n - 0.5) / ${incidents}) * interval '1 second'`)
	const type = sql.raw(
		`(array['noise', 'theft', 'fight', 'collision_damage', 'domestic', 'blocked_road', 'robbery', 'fraud_paying_now'])[1 + (n * 7919) % 8]`,
	)
	const statements = [
		sql`set local session_replication_role = replica`,
		sql`create temporary table spot as select row_number() over (order by a.id) - 1 as k, st_x(a.point) as lon, st_y(a.point) as lat,
			g.id as agency from geo.address a join geo.area r on st_intersects(r.shape, a.point) join identity.agency g on g.code = r.code`,
		sql`create temporary table bench as select n, s.lon, s.lat, s.agency from ${series}
			join spot s on s.k = (n * 104729::bigint) % (select count(*) from spot)`,
		sql`insert into dispatch.place (id, words_en, words_zh, lon, lat, datum, verified, at, post_kind, post_id)
			select ${idOf('0d010000')}, 'Place ' || n, '地点' || n, lon, lat, 'wgs84', true, ${at}, 'call_taker', 'bench' from bench`,
		sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, at, post_kind, post_id)
			select ${idOf('0d020000')}, ${idOf('0d030000')}, ${type}, 1 + n % 5, '{}', '{}', ${at}, 'call_taker', 'bench' from bench`,
		sql`insert into dispatch.incident (id, number, agency_id, desk_id, received_at, protected, closed, classification_id, place_id, needs,
				follow_code)
			select ${idOf('0d030000')}, 'B' || n, agency, ${demoId('agency', 'xigang')}::uuid, ${at}, false, true, ${idOf('0d020000')},
				${idOf('0d010000')}, 1, translate(lpad(to_hex(n), 10, '0'), '01abcdef', 'XYABCDEF') from bench`,
		sql`insert into dispatch.incident_time (incident_id, kind, at, id)
			select ${idOf('0d030000')}, k.kind, ${at} + k.after * interval '1 second', gen_random_uuid()
			from bench cross join lateral (values ('on_scene', 400), ('cleared', 400 + 300 + (n * 31) % 1800)) as k (kind, after)`,
	]
	for (const one of statements) await one.execute(tx)
}

/** desk/dryrun: a year of 100,000 incidents under three policies, from the question to the kept result, reading included. */
export async function dryRun(): Promise<Row[]> {
	const world = await openWorld()
	try {
		await world.store.transact('owner', fill)
		await world.store.lease('owner', (seat) => seat.wire.script('vacuum analyze'))
		const who = world.people.find((one) => one.postKind === 'commander' && one.agency === demoId('agency', 'xigang'))
		if (who === undefined) throw new Error('the demo has no commander')
		let key = 0
		const act = async (name: string, input: Readonly<Record<string, unknown>>, as = system) => {
			key += 1
			return (await perform(world.spine, { name, input, key: `bench-key-${key}`, who: as })).output
		}
		const began = performance.now()
		const { price } = (await act('dispatch.price.ask', { agency: who.bureau, days: 366 }, who)) as { price: string }
		await workOut(price, {
			read: (inside) => world.store.transact('seawall_app', inside),
			perform: (name, input) => act(name, input),
		})
		const seconds = (performance.now() - began) / 1000
		const { output } = await show(world.spine, { name: 'dispatch.price.show', input: { price }, who })
		const { result } = output as { result: unknown }
		const met = priceResult.parse(result).runs.map((run) => run.all.incidents)
		if (met.length !== 3 || met.some((n) => n !== incidents)) throw new Error(`met ${met.join(', ')} incidents`)
		return [row('desk/dryrun', 's', seconds, 's', { name: 'goal', value: 20 })]
	} finally {
		await world.close()
	}
}
