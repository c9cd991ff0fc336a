import { type RawBuilder, sql } from 'kysely'
import type { Words } from '#kernel/contract/declare.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { BriefAsked, BriefLine, BriefSource } from '#kernel/record.ts'
import type { IncidentType } from './contract.ts'
import { incidentsFor } from './store/seen.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

/**
 * What dispatch tells in a briefing. Every answer rests on rows that are only added to (steps, classifications, times,
 * hand-ups, breaches), read up to the moment asked for, so that it comes out the same later (K75). No address is told: a
 * briefing is printed, and the place may be a protected one.
 */

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

type Row = {
	id: string
	number: string
	type: IncidentType
	priority: number
	station_en: string
	station_zh: string
	at: Date
	due: Date | null
	extra_en: string | null
	extra_zh: string | null
	total: number
}

/** Where the incident's token stood at `until`, by the steps it had made. */
const stateThen = ({ until }: BriefAsked) =>
	sql<string>`(select s.target from matters.step s where s.matter_id = i.id and s.at <= ${until} order by s.n desc limit 1)`

/** The station that answered for it then: where it was last placed, else where it was born. */
const stationThen = ({ until }: BriefAsked) =>
	sql`coalesce((select (s.fact ->> 'agency')::uuid from dispatch.story s
		where s.incident_id = i.id and s.act = 'dispatch.incident.place' and s.at <= ${until} order by s.at desc limit 1), m.agency_id)`

/** Rows of `picked` (`id, at, due, extra_en, extra_zh`) that the asker may see, as they stood then. */
async function told(
	asked: BriefAsked,
	picked: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
	say: (row: Row) => Words,
): Promise<{ total: number; lines: BriefLine[] }> {
	const seen = whereOf(incidentsFor(asked.who, asked.until), 'i')
	const { rows } = await sql<Row>`
		select i.id, i.number, c.type, c.priority, a.name_en as station_en, a.name_zh as station_zh, w.at, w.due,
			w.extra_en, w.extra_zh, (count(*) over ())::int as total
		from (${picked}) w join dispatch.incident i on i.id = w.id join matters.matter m on m.id = i.id
		join lateral (select k.type, k.priority from dispatch.classification k
			where k.incident_id = i.id and k.at <= ${asked.until} order by k.at desc, k.id desc limit 1) c on true
		join identity.agency a on a.id = ${stationThen(asked)}
		where ${seen} and (i.agency_id = any(${asked.agencies}::uuid[]) or i.desk_id = any(${asked.agencies}::uuid[]))
		order by ${order} limit ${asked.limit}`.execute(asked.tx)
	return {
		total: rows[0]?.total ?? 0,
		lines: rows.map((row) => ({
			...say(row),
			at: row.at,
			due: row.due,
			opens: { type: 'Incident', id: row.id },
			matter: row.id,
		})),
	}
}

const head = (row: Row): Words => ({
	en: `${row.number} ${english[`dispatch.type.${row.type}`] ?? row.type}, priority ${row.priority}, ${row.station_en}`,
	zh: `${row.number} ${chinese[`dispatch.type.${row.type}`] ?? row.type}，${row.priority} 级，${row.station_zh}`,
})

const withExtra = (row: Row): Words => ({
	en: row.extra_en === null ? head(row).en : `${head(row).en}: ${row.extra_en}`,
	zh: row.extra_zh === null ? head(row).zh : `${head(row).zh}：${row.extra_zh}`,
})

const none = sql`null::timestamptz as due, null::text as extra_en, null::text as extra_zh`
const newestFirst = sql`w.at desc, w.id desc`

/** How far back what still waits is looked for. */
const daysBack = sql`interval '90 days'`

/** Incidents of the time that may have been open or unchecked then: those of the agencies alone, by their indexes. */
const candidates = ({ agencies, until }: BriefAsked) =>
	sql`(select i.* from dispatch.incident i where (i.agency_id = any(${agencies}::uuid[]) or i.desk_id = any(${agencies}::uuid[]))
		and i.received_at <= ${until} and i.received_at > ${until}::timestamptz - ${daysBack}) i`

/** Times of a kind that came between the two briefings. */
const timesOf =
	(kind: 'closed' | 'reopened', only: (asked: BriefAsked) => RawBuilder<unknown>) => (asked: BriefAsked) =>
		told(
			asked,
			sql`select i.id, max(t.at) as at, ${none} from ${candidates(asked)} join dispatch.incident_time t on t.incident_id = i.id
			where t.kind = ${kind} and t.at > ${asked.from} and t.at <= ${asked.until} and ${only(asked)} group by i.id`,
			newestFirst,
			head,
		)

const reopened = timesOf('reopened', () => sql`true`)
/** Those that came and ended since the last briefing are told apart. */
const closedOlder = timesOf('closed', ({ from }) => sql`i.received_at <= ${from}`)

const states: Readonly<Record<string, Words>> = {
	waiting: { en: 'no unit yet', zh: '未派警' },
	in_progress: { en: 'units on it', zh: '处置中' },
	cleared: { en: 'to close', zh: '待办结' },
}
const openStates = Object.keys(states)

const inHand: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select o.id, o.at, o.due, o.state as extra_en, o.state as extra_zh from (
			select i.id, i.received_at as at, null::timestamptz as due, ${stateThen(asked)} as state from ${candidates(asked)}
			where (not i.closed or exists (select from matters.step s where s.matter_id = i.id and s.at > ${asked.until}))
		) o where o.state in (${sql.join(openStates)})`,
		sql`c.priority, w.at, w.id`,
		(row) => {
			const state = states[row.extra_en ?? '']
			const fresh = row.at > asked.from
			return withExtra({
				...row,
				extra_en: `${state?.en ?? ''}${fresh ? ', new' : ''}`,
				extra_zh: `${state?.zh ?? ''}${fresh ? '，新' : ''}`,
			})
		},
	)

/** D10. Places given by force that nobody has checked since; which place it had then, by its story. */
const forced: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select i.id, p.at, ${none} from ${candidates(asked)}
			join dispatch.place p on p.id = coalesce(
				(select (s.fact ->> 'place')::uuid from dispatch.story s where s.incident_id = i.id
					and s.act = 'dispatch.incident.place' and s.at <= ${asked.until} order by s.at desc limit 1),
				(select (s.fact ->> 'before')::uuid from dispatch.story s where s.incident_id = i.id
					and s.act = 'dispatch.incident.place' and s.at > ${asked.until} order by s.at limit 1),
				i.place_id)
			where not p.verified and i.import_id is null`,
		sql`w.at, w.id`,
		head,
	)

/** Came and ended since the last one; what came and goes on stands among those in hand, marked as new. */
const cameAndWent: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select i.id, i.received_at as at, ${none} from ${candidates(asked)}
			where i.received_at > ${asked.from} and not coalesce(${stateThen(asked)} in (${sql.join(openStates)}), false)`,
		sql`c.priority, w.at desc, w.id desc`,
		head,
	)

const handedUp: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select i.id, h.at, null::timestamptz as due, 'to ' || u.name_en as extra_en, '报' || u.name_zh as extra_zh
			from ${candidates(asked)} join dispatch.hand_up h on h.incident_id = i.id join identity.agency u on u.id = h.agency_id
			where h.at > ${asked.from} and h.at <= ${asked.until}`,
		newestFirst,
		withExtra,
	)

const targets: Readonly<Record<string, Words>> = {
	dispatch: { en: 'sent late', zh: '派警超时' },
	en_route: { en: 'under way late', zh: '出警超时' },
	on_scene: { en: 'on scene late', zh: '到场超时' },
	clear: { en: 'cleared late', zh: '处置超时' },
	close: { en: 'closed late', zh: '办结超时' },
}

const breached: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select i.id, t.breached_at as at, t.due_at as due, t.kind as extra_en, t.kind as extra_zh
			from ${candidates(asked)} join matters.timer t on t.matter_id = i.id where t.breached_at > ${asked.from} and t.breached_at <= ${asked.until}`,
		newestFirst,
		(row) => {
			const late = targets[row.extra_en ?? '']
			return withExtra({ ...row, extra_en: late?.en ?? row.extra_en, extra_zh: late?.zh ?? row.extra_zh })
		},
	)

/** In the order of the page. */
export const briefs: readonly BriefSource[] = [
	{ key: 'dispatch.in-hand', words: { en: 'Incidents in hand', zh: '在办警情' }, about: 'waits', lines: inHand },
	{ key: 'dispatch.forced', words: { en: 'Forced places to check', zh: '待核实地点' }, about: 'waits', lines: forced },
	{ key: 'dispatch.breached', words: { en: 'Targets passed', zh: '警情超时' }, about: 'changed', lines: breached },
	{ key: 'dispatch.handed-up', words: { en: 'Handed up', zh: '上报警情' }, about: 'changed', lines: handedUp },
	{ key: 'dispatch.reopened', words: { en: 'Reopened', zh: '重新打开' }, about: 'changed', lines: reopened },
	{ key: 'dispatch.opened', words: { en: 'Opened and ended', zh: '新发已结' }, about: 'changed', lines: cameAndWent },
	{ key: 'dispatch.closed', words: { en: 'Closed', zh: '已办结' }, about: 'changed', lines: closedOlder },
]
