import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import type { DeadlineRow } from '../contract.ts'
import { regimeById } from '../editions.ts'

type Row = {
	id: string
	matter_id: string
	matter_kind: string
	kind: string
	agency_id: string
	agency_en: string
	agency_zh: string
	duty_id: string
	duty_en: string
	duty_zh: string
	regime_id: string
	regime_key: string
	regime_body: string
	liberty: boolean
	stage: 'running' | 'warned' | 'breached'
	from_at: Date
	due_at: Date
	zone: string
	paused_from: Date | null
	paused_until: Date | null
	breached_at: Date | null
	met_at: Date | null
	decided_at: Date | null
	dropped_at: Date | null
	version: number
}

/** Deadlines as screens show them. `from`: `(…) as t`, rows of the deadline table; `order`: with its limit. */
export async function deadlineRows(
	tx: Tx,
	now: Date,
	from: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
): Promise<readonly DeadlineRow[]> {
	const { rows } = await sql<Row>`select t.*, m.kind as matter_kind, a.name_en as agency_en, a.name_zh as agency_zh,
			u.name_en as duty_en, u.name_zh as duty_zh, r.key as regime_key, r.body as regime_body,
			(select z.zone::json ->> 'name' from deadlines.reckoning z where z.deadline_id = t.id order by z.n desc limit 1) as zone,
			p.from_at as paused_from, p.until_at as paused_until
		from ${from} join matters.matter m on m.id = t.matter_id join identity.agency a on a.id = t.agency_id
		join identity.agency u on u.id = t.duty_id join deadlines.edition r on r.id = t.regime_id
		left join deadlines.pause p on p.deadline_id = t.id and p.resumed_at is null and p.until_at > ${now} ${order}`.execute(
		tx,
	)
	return rows.map(shownRow)
}

function shownRow(row: Row): DeadlineRow {
	const ended = row.met_at ?? row.decided_at ?? row.dropped_at
	return {
		id: row.id,
		matter: row.matter_id,
		matterKind: row.matter_kind,
		kind: row.kind,
		agency: row.agency_id,
		agencyName: { en: row.agency_en, zh: row.agency_zh },
		duty: row.duty_id,
		dutyName: { en: row.duty_en, zh: row.duty_zh },
		regime: row.regime_key,
		regimeName: regimeById(row.regime_id, row.regime_body).name,
		liberty: row.liberty,
		stage: stageOf(row),
		from: row.from_at.toISOString(),
		due: row.due_at.toISOString(),
		zone: row.zone,
		pausedFrom: ended === null ? (row.paused_from?.toISOString() ?? null) : null,
		pausedUntil: ended === null ? (row.paused_until?.toISOString() ?? null) : null,
		breachedAt: row.breached_at?.toISOString() ?? null,
		endedAt: ended?.toISOString() ?? null,
		lateMinutes: row.met_at === null ? null : Math.floor((row.met_at.getTime() - row.due_at.getTime()) / 60_000),
		version: row.version,
	}
}

function stageOf(row: Row): DeadlineRow['stage'] {
	if (row.met_at !== null) return 'met'
	if (row.decided_at !== null) return 'decided'
	if (row.dropped_at !== null) return 'dropped'
	if (row.stage !== 'breached' && row.paused_until !== null) return 'paused'
	return row.stage
}
