import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { rerunCard, type UnitStatus } from '../contract.ts'
import { planFacts, type Ranking, rank } from '../rules/rank.ts'
import type { CardFacts } from '../store/cards.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { iso } from '../store/shown.ts'
import { cardShown } from './show-recommendation.ts'

/** D16. The facts that were kept, ranked by the rule of today: the same answer, or it is said that it differs. */
export const showRerunCard = shows(rerunCard, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx, who }, input) => {
		const { rows } = await sql<{
			id: string
			at: Date
			map_version: string | null
			facts: CardFacts
			answer: Ranking
			override: string | null
			sent: readonly { id: string; en: string; zh: string; status: UnitStatus }[]
		}>`select c.id, c.at, c.map_version, c.facts, c.answer, c.override,
				coalesce((select json_agg(json_build_object('id', u.id, 'en', u.call_en, 'zh', u.call_zh, 'status', u.status) order by u.call_en)
					from dispatch.unit u where u.id = any(c.sent)), '[]') as sent
			from dispatch.card c where c.id = ${input.card} and c.incident_id = ${input.incident}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`card ${input.card}`)
		const answer = rank(row.facts.units, planFacts(row.facts))
		const shown = await cardShown(tx, who, { facts: row.facts, answer })
		return {
			output: {
				card: row.id,
				incident: input.incident,
				at: iso(row.at),
				mapVersion: row.map_version,
				...shown,
				sent: row.sent.map(({ id, en, zh, status }) => ({ id, callSign: { en, zh }, status })),
				override: row.override,
				same: isDeepStrictEqual(JSON.parse(JSON.stringify(answer)), row.answer),
			},
			matter: input.incident,
		}
	},
})
