import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { IncidentType, ReliefLine } from './contract.ts'
import { majorClocks } from './rules/major.ts'
import { textTimer } from './rules/text.ts'
import { callsFor, incidentsFor } from './store/seen.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

/**
 * D214. What a watch answers for, source by source. The one seam: whatever else a desk owes (a check, a promise) is told by
 * one more source in `reliefSources` and is then listed, signed for and frozen like the rest. No line names a person, crew or
 * unit.
 */

export type ReliefAsked = { readonly tx: Tx; readonly who: Who; readonly now: Date; readonly watch: WatchHeld }
export type WatchHeld = { readonly id: string; readonly agency: string }

export type ReliefSource = {
	/** Used once; also the word `dispatch.relief.kind.<key>` of the screen. */
	readonly key: string
	/** Ids of all that passes with the watch, whoever looks: what is signed for. Unordered. */
	readonly ids: (asked: Pick<ReliefAsked, 'tx' | 'now' | 'watch'>) => Promise<readonly string[]>
	/** The lines of it that the one who looks may see. */
	readonly lines: (asked: ReliefAsked) => Promise<readonly ReliefLine[]>
}

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

type Row = {
	id: string
	number: string
	type: IncidentType | null
	priority: number | null
	at_en: string
	at_zh: string
	since: Date
	due: Date | null
}

const head = (row: Row) => {
	const priority = row.priority === null ? '' : `, priority ${row.priority}`
	const grade = row.priority === null ? '' : `，${row.priority} 级`
	const type = row.type ?? 'other'
	return {
		en: `${row.number} ${english[`dispatch.type.${type}`] ?? type}${priority}, ${row.at_en}`,
		zh: `${row.number} ${chinese[`dispatch.type.${type}`] ?? type}${grade}，${row.at_zh}`,
	}
}

const lineOf =
	(kind: string, opens: string) =>
	(row: Row): ReliefLine => ({
		kind,
		id: row.id,
		...head(row),
		opens: { type: opens, id: row.id },
		since: row.since.toISOString(),
		due: row.due?.toISOString() ?? null,
	})

const openDue = sql`(select min(t.due_at) from matters.timer t
	where t.matter_id = i.id and t.met_at is null and t.dropped_at is null and t.kind not in (${sql.join([...majorClocks])}))`

async function idsOf(tx: Tx, from: RawBuilder<unknown>): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`select i.id ${from}`.execute(tx)
	return rows.map((row) => row.id)
}

const held = (watch: WatchHeld) =>
	sql`from dispatch.held h join dispatch.incident i on i.id = h.incident_id where h.watch_id = ${watch.id}`

const incidents: ReliefSource = {
	key: 'incident',
	ids: ({ tx, watch }) => idsOf(tx, held(watch)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row>`
			select i.id, i.number, c.type, c.priority, a.name_en as at_en, a.name_zh as at_zh, i.received_at as since, ${openDue} as due
			from (select i.* ${held(watch)}) i join dispatch.classification c on c.id = i.classification_id
			join identity.agency a on a.id = i.agency_id
			where ${whereOf(incidentsFor(who, now), 'i')}
			order by due nulls last, c.priority, i.received_at, i.id`.execute(tx)
		return rows.map(lineOf('incident', 'Incident'))
	},
}

/** D3. Callers the desk still owes a call. Every watch of a desk owes them alike. */
const abandoned = (watch: WatchHeld) => sql`from dispatch.call i where i.agency_id = ${watch.agency} and not i.settled
	and exists (select from matters.token t where t.matter_id = i.id and t.element = 'abandoned')`

const callBacks: ReliefSource = {
	key: 'call_back',
	ids: ({ tx, watch }) => idsOf(tx, abandoned(watch)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row>`
			select i.id, i.number, i.type, null::int as priority, a.name_en as at_en, a.name_zh as at_zh, i.rang_at as since, ${openDue} as due
			from (select i.* ${abandoned(watch)}) i join identity.agency a on a.id = i.agency_id
			where ${whereOf(callsFor(who, now), 'i')} order by i.rang_at, i.id`.execute(tx)
		return rows.map(lineOf('call_back', 'Call'))
	},
}

/** D124, D125, D218. One line an incident: when the crew is asked next, or since when nobody has answered. */
const checks = (watch: WatchHeld) => sql`from dispatch.held h join dispatch.incident i on i.id = h.incident_id
	left join dispatch.welfare x on x.incident_id = i.id
	left join matters.timer t on t.matter_id = i.id and t.kind = 'welfare' and t.met_at is null and t.dropped_at is null
	where h.watch_id = ${watch.id} and (x.incident_id is not null or t.id is not null)`

const welfare: ReliefSource = {
	key: 'welfare',
	ids: ({ tx, watch }) => idsOf(tx, checks(watch)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row>`
			select i.id, i.number, c.type, c.priority, a.name_en as at_en, a.name_zh as at_zh, i.since, i.due
			from (select i.*, coalesce(t.set_at, x.asked_at) as since, coalesce(x.asked_at, t.due_at) as due ${checks(watch)}) i
			join dispatch.classification c on c.id = i.classification_id join identity.agency a on a.id = i.agency_id
			where ${whereOf(incidentsFor(who, now), 'i')} order by i.due, i.id`.execute(tx)
		return rows.map(lineOf('welfare', 'Incident'))
	},
}

/** D190, D218. Steps a caller was promised by now that have not come, each a line by its clock's id. */
const promised = (
	watch: WatchHeld,
	now: Date,
) => sql`from dispatch.held h join dispatch.incident o on o.id = h.incident_id
	join matters.timer i on i.matter_id = o.id
	where h.watch_id = ${watch.id} and i.kind in ('dispatch', 'on_scene', 'close') and i.met_at is null and i.dropped_at is null
		and i.due_at < ${now} and exists (select from dispatch.call c where c.incident_id = o.id)`

const promises: ReliefSource = {
	key: 'promise',
	ids: ({ tx, watch, now }) => idsOf(tx, promised(watch, now)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row & { clock: string; kind: string }>`
			select i.id, i.number, c.type, c.priority, a.name_en as at_en, a.name_zh as at_zh, i.since, i.due, i.clock, i.kind
			from (select o.*, i.id as clock, i.kind, i.set_at as since, i.due_at as due ${promised(watch, now)}) i
			join dispatch.classification c on c.id = i.classification_id join identity.agency a on a.id = i.agency_id
			where ${whereOf(incidentsFor(who, now), 'i')} order by i.due, i.clock`.execute(tx)
		return rows.map((row) => {
			const { en: inEnglish, zh: inChinese, ...line } = lineOf('promise', 'Incident')(row)
			const step = `dispatch.promise.${row.kind}`
			return { ...line, id: row.clock, en: `${inEnglish}: ${english[step]}`, zh: `${inChinese}：${chinese[step]}` }
		})
	},
}

/** D196, D218. Calls the desk handed on whose other service has not said that it has them. */
const awaited = (watch: WatchHeld) => sql`from dispatch.call i join dispatch.transfer t on t.call_id = i.id
	where i.agency_id = ${watch.agency} and t.acknowledged_at is null and t.returned_at is null`

const handedOn: ReliefSource = {
	key: 'handed_on',
	ids: ({ tx, watch }) => idsOf(tx, awaited(watch)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row>`
			select i.id, i.number, i.type, null::int as priority, a.name_en as at_en, a.name_zh as at_zh, i.since, i.due
			from (select i.*, t.at as since, t.due_at as due ${awaited(watch)}) i join identity.agency a on a.id = i.agency_id
			where ${whereOf(callsFor(who, now), 'i')} order by i.due, i.id`.execute(tx)
		return rows.map(lineOf('handed_on', 'Transfer'))
	},
}

/** D286. Conversations by writing that go on, with or without a line that waits for an answer. */
const conversations = (watch: WatchHeld) => sql`from dispatch.call i
	left join matters.timer t on t.matter_id = i.id and t.kind = ${textTimer} and t.met_at is null and t.dropped_at is null
	where i.agency_id = ${watch.agency} and i.text_code is not null and i.answered_at is not null
		and case when i.incident_id is null then not i.settled
			else exists (select from dispatch.incident n where n.id = i.incident_id and not n.closed) end`

const written: ReliefSource = {
	key: 'written',
	ids: ({ tx, watch }) => idsOf(tx, conversations(watch)),
	async lines({ tx, who, now, watch }) {
		const { rows } = await sql<Row>`
			select i.id, i.number, i.type, null::int as priority, a.name_en as at_en, a.name_zh as at_zh, i.rang_at as since, i.due
			from (select i.*, t.due_at as due ${conversations(watch)}) i join identity.agency a on a.id = i.agency_id
			where ${whereOf(callsFor(who, now), 'i')} order by i.due nulls last, i.rang_at, i.id`.execute(tx)
		return rows.map(lineOf('written', 'Call'))
	},
}

export const reliefSources: readonly ReliefSource[] = [incidents, callBacks, welfare, promises, handedOn, written]
