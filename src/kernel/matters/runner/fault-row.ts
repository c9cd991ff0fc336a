import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import { postKind } from '../../identity/contract.ts'
import type { FaultRow } from '../contract.ts'
import { needDrawing } from '../process/published.ts'
import type { FaultOf } from './fault.ts'
import { saidWhy } from './fault-words.ts'

type Row = FaultOf & {
	agency_en: string
	agency_zh: string
	duty_en: string | null
	duty_zh: string | null
	drawing_id: string
	process: string
}

/** Faults as screens show them. `from`: `(…) as f`, rows of the table; `order`: with its limit. */
export async function faultRows(
	tx: Tx,
	from: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
): Promise<readonly FaultRow[]> {
	const { rows } = await sql<Row>`select f.*, a.name_en as agency_en, a.name_zh as agency_zh, d.name_en as duty_en,
			d.name_zh as duty_zh, i.drawing_id, i.process
		from ${from} join identity.agency a on a.id = f.agency_id left join identity.agency d on d.id = f.duty_id
		join matters.instance i on i.id = f.instance_id ${order}`.execute(tx)
	return Promise.all(rows.map((row) => shown(tx, row)))
}

async function shown(tx: Tx, row: Row): Promise<FaultRow> {
	const published = await needDrawing(tx, row.drawing_id)
	return {
		id: row.id,
		version: row.version,
		matter: row.matter_id,
		kind: row.kind,
		agency: row.agency_id,
		agencyName: { en: row.agency_en, zh: row.agency_zh },
		element: row.element,
		elementName: published.models.get(row.process)?.elements.get(row.element)?.name ?? row.element,
		rule: row.rule,
		why: saidWhy(row.element, row.sentence),
		tries: row.tries,
		tried: row.tried.map(({ at, why }) => ({ at, why: saidWhy(row.element, why) })),
		since: row.stood_at.toISOString(),
		duty:
			row.duty_id === null
				? null
				: {
						agency: row.duty_id,
						agencyName: { en: row.duty_en ?? '', zh: row.duty_zh ?? '' },
						post: postKind.parse(row.post),
					},
		closedAt: row.closed_at?.toISOString() ?? null,
		closedHow: row.closed_how,
	}
}
