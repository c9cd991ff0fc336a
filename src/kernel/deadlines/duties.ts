import { sql } from 'kysely'
import { powersInUse } from '../powers/current.ts'
import { whereOf } from '../powers/filter.ts'
import type { Duty, DutySource } from '../record.ts'
import { acknowledgeDuty, deadlineResource } from './contract.ts'
import { regimeById } from './editions.ts'

type Row = {
	id: string
	regime_id: string
	body: string
	set_at: Date
	due_at: Date
	seen: boolean
}

/** C115. Deadlines whose duty the agency has now fall to those who may take it up, rule by rule. */
export const deadlineDuties: DutySource = async ({ tx, who, now, bureau, may }) => {
	if (!may(acknowledgeDuty.name)) return []
	const filter = powersInUse().filter(who, deadlineResource.see, deadlineResource, {
		now: Math.floor(now.getTime() / 1000),
		purpose: false,
	})
	const { rows } = await sql<Row>`select d.id, d.regime_id, e.body, d.set_at, d.due_at, ${whereOf(filter, 'd')} as seen
		from deadlines.deadline d join deadlines.edition e on e.id = d.regime_id
		where d.duty_id = ${bureau} and d.met_at is null and d.decided_at is null and d.dropped_at is null
		order by d.due_at, d.id limit 500`.execute(tx)
	const regimes = [...new Set(rows.map((row) => row.regime_id))]
	return regimes.map((regime): Duty => {
		const own = rows.filter((row) => row.regime_id === regime)
		const { name, basis } = regimeById(regime, own[0]?.body ?? '')
		return {
			source: `deadlines ${regime}`,
			what: name,
			basis: { en: basis.en, zh: basis.zh },
			open: own.length,
			oldest: new Date(Math.min(...own.map((row) => row.set_at.getTime()))),
			due: own[0]?.due_at ?? null,
			rows: own
				.filter((row) => row.seen)
				.slice(0, 10)
				.map((row) => ({ type: deadlineResource.type, id: row.id, name, since: row.set_at, due: row.due_at })),
		}
	})
}
