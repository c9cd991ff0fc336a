import { sql } from 'kysely'
import type { Words } from '#kernel/contract/declare.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { Duty, DutyAsked, DutySource } from '#kernel/record.ts'
import { answerCall, assignUnit, closeIncident, placeIncident } from './contract.ts'
import { callResource, incidentResource } from './resources.ts'
import { callsFor, incidentsFor } from './store/seen.ts'

/**
 * What dispatch gives posts to do. Its drawings stand without lanes: whoever may do the act that a matter waits for has the
 * duty to do it, at the desk or station the matter belongs to.
 */

type Kind = {
	readonly key: string
	/** The act it waits for. */
	readonly act: string
	readonly what: Words
	readonly basis: Words
	readonly of: 'call' | 'incident'
	/** Where its token stands. */
	readonly states: readonly string[]
	readonly timer: string | null
}

const kinds: readonly Kind[] = [
	{
		key: 'dispatch.answer',
		act: answerCall.name,
		what: { en: 'Answer calls that ring', zh: '接听来电' },
		basis: { en: 'Dispatch rules, table of targets', zh: '接处警规定，时限表' },
		of: 'call',
		states: ['ringing'],
		timer: 'answer',
	},
	{
		key: 'dispatch.send',
		act: assignUnit.name,
		what: { en: 'Send units to incidents that wait', zh: '为待派警情派警' },
		basis: { en: 'Dispatch rules, table of targets', zh: '接处警规定，时限表' },
		of: 'incident',
		states: ['waiting'],
		timer: 'dispatch',
	},
	{
		key: 'dispatch.close',
		act: closeIncident.name,
		what: { en: 'Close incidents that are cleared', zh: '办结已处置完的警情' },
		basis: { en: 'Drawing dispatch.incident', zh: '流程图 dispatch.incident' },
		of: 'incident',
		states: ['cleared'],
		timer: 'close',
	},
]

export const dispatchDuties: DutySource = async (asked) => {
	const duties: Duty[] = []
	for (const kind of kinds) if (asked.may(kind.act)) duties.push(await dutyOf(asked, kind))
	if (asked.may(placeIncident.name)) duties.push(await forcedPlaces(asked))
	return duties
}

type Row = { id: string; number: string; since: Date; due: Date | null; seen: boolean }

/** Matters of the agency that wait for the act, the first due first. */
async function dutyOf({ tx, who, now, bureau }: DutyAsked, kind: Kind): Promise<Duty> {
	const call = kind.of === 'call'
	const seen = whereOf(call ? callsFor(who, now) : incidentsFor(who, now), 'i')
	const where = call
		? sql`i.agency_id = ${bureau} and not i.settled`
		: sql`(i.agency_id = ${bureau} or i.desk_id = ${bureau}) and not i.closed`
	const { rows } =
		await sql<Row>`select i.id, i.number, ${call ? sql`i.rang_at` : sql`i.received_at`} as since, t.due_at as due, ${seen} as seen
		from ${sql.table(`dispatch.${kind.of}`)} i
		left join matters.timer t on t.matter_id = i.id and t.kind = ${kind.timer} and t.met_at is null and t.dropped_at is null
		where ${where} and exists (select from matters.token k where k.matter_id = i.id and k.element in (${sql.join([...kind.states])}))
		order by t.due_at nulls last, since, i.id limit 500`.execute(tx)
	return told(kind, call ? callResource.type : incidentResource.type, rows)
}

async function forcedPlaces({ tx, who, now, bureau }: DutyAsked): Promise<Duty> {
	const { rows } =
		await sql<Row>`select i.id, i.number, p.at as since, null::timestamptz as due, ${whereOf(incidentsFor(who, now), 'i')} as seen
		from dispatch.incident i join dispatch.place p on p.id = i.place_id
		where (i.agency_id = ${bureau} or i.desk_id = ${bureau}) and not i.closed and not p.verified order by p.at, i.id limit 500`.execute(
			tx,
		)
	const words = { en: 'Check places given by force', zh: '核实强制定位的地点' }
	return told(
		{ key: 'dispatch.forced', what: words, basis: { en: 'Dispatch rules, D10', zh: '接处警规定 D10' } },
		incidentResource.type,
		rows,
	)
}

function told(kind: Pick<Kind, 'key' | 'what' | 'basis'>, type: string, rows: readonly Row[]): Duty {
	const since = rows.map((row) => row.since.getTime())
	return {
		source: kind.key,
		what: kind.what,
		basis: kind.basis,
		open: rows.length,
		oldest: since.length === 0 ? null : new Date(Math.min(...since)),
		due: rows.find((row) => row.due !== null)?.due ?? null,
		rows: rows
			.filter((row) => row.seen)
			.slice(0, 10)
			.map((row) => ({ type, id: row.id, name: { en: row.number, zh: row.number }, since: row.since, due: row.due })),
	}
}
