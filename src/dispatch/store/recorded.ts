import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { RecordedSource } from '#kernel/tables/api.ts'
import { facts as factsOf, incidentType } from '../contract.ts'
import { majorAsked } from '../rules/major.ts'

/**
 * What the tables of dispatch were asked: each classification of an incident holds the type and the facts it was made from, and
 * the priority that came of it.
 */

type Row = { id: string; at: Date; incident: string; facts: Readonly<Record<string, unknown>> }

function classified(facts: (row: Row & { type: string; priority: number }) => Row['facts']): RecordedSource {
	return {
		async count(tx, from, most, upTo) {
			const { rows } = await sql<{ of: number; done: number }>`
				select count(*)::int as of, count(*) filter (where id <= ${upTo}::uuid)::int as done from (
					select id from dispatch.classification where at >= ${from} order by id limit ${most}
				) c`.execute(tx)
			return rows[0] ?? { of: 0, done: 0 }
		},
		async read(tx: Tx, from, after, limit) {
			const { rows } = await sql<Row & { type: string; priority: number }>`
				select id, at, incident_id as incident, type, priority, facts from dispatch.classification
				where at >= ${from} and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(tx)
			return rows.map((row) => ({ key: row.id, at: row.at, matter: row.incident, facts: facts(row) }))
		},
	}
}

export const recorded: Readonly<Record<string, RecordedSource>> = {
	'dispatch.priority': classified(({ type, facts }) => ({ ...facts, type })),
	'dispatch.major': classified(({ type, priority, facts }) =>
		majorAsked({ type: incidentType.parse(type), priority, facts: factsOf.parse(facts) }),
	),
	'dispatch.type': classified(({ type }) => ({ type })),
	'dispatch.response-plan': classified(({ type, priority, facts }) => ({
		type,
		priority,
		weapon: facts['weapon'] ?? null,
	})),
	'dispatch.duplicate-window': classified(({ type }) => ({ type })),
}
