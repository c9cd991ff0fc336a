import { sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import { powersInUse } from '../../powers/current.ts'
import type { Subject } from '../../powers/subject.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import {
	acknowledgeDuty,
	type DeadlineSum,
	decideDeadline,
	extendDeadline,
	pauseDeadline,
	reassignDuty,
	resumeDeadline,
	showDeadline,
	showWords,
} from '../contract.ts'
import { regimeById } from '../editions.ts'
import { type Rederived, rederive } from '../rederive.ts'
import { findDeadlineSubject } from '../seen.ts'
import { deadlineRows } from './rows.ts'
import { countsOf, shownParts } from './sum.ts'

/** C16, C17. The sum, opened. It tells no words: those are a view of their own (C36). */
export const showDeadlineView = shows(showDeadline, {
	subject: (tx, { id }) => findDeadlineSubject(tx, id),
	async show({ tx, who, now }, { id }) {
		const [row] = await deadlineRows(
			tx,
			now,
			sql`(select * from deadlines.deadline where id = ${id}) as t`,
			sql`order by t.id`,
		)
		if (row === undefined) throw notFound()
		const { regime, calendar } = await editionsOf(tx, id)
		const counts = countsOf(regime.body)
		const subject = await findDeadlineSubject(tx, id)
		const may = asks(who, subject, now)
		const closed = subject.attributes['protected'] === true && !may(showWords.name)
		const sums = (await rederive(tx, id)).map((sum) => shownSum(sum, counts)).reverse()
		const { pauses, extensions, rungs } = await historyOf(tx, id)
		return {
			output: {
				row,
				may: acts.map(({ name }) => name).filter(may),
				regime,
				calendar,
				closed,
				sums: closed ? sums.map((sum) => ({ ...sum, parts: sum.parts.map(withoutGround) })) : sums,
				pauses: closed ? pauses.map(withoutGround) : pauses,
				extensions: closed ? extensions.map(withoutGround) : extensions,
				rungs,
			},
			matter: row.matter,
		}
	},
})

const acts = [pauseDeadline, resumeDeadline, extendDeadline, acknowledgeDuty, reassignDuty, decideDeadline]

/** Whether my post may do an act or see a view of this deadline, now. */
function asks(who: Who, subject: Subject, now: Date): (action: string) => boolean {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: true }
	return (action) => powersInUse().decide(who, action, subject, context).allowed
}

/** C36. A ground can tell what a protected matter is about. */
const withoutGround = <One extends { readonly ground: string | null }>(one: One) => ({ ...one, ground: null })

function shownSum(sum: Rederived, counts: DeadlineSum['counts']): DeadlineSum {
	return {
		n: sum.n,
		cause: sum.cause,
		at: sum.at.toISOString(),
		due: sum.due.toISOString(),
		amount: sum.amount,
		counts,
		parts: shownParts(sum.parts),
		zone: sum.zone,
		tz: sum.tz,
		missingYears: [...sum.missingYears],
		agrees: sum.agrees,
	}
}

type Editions = {
	regime_id: string
	key: string
	regime_version: number
	regime_agency: string | null
	body: string
	calendar_id: string
	version: number
	agency_id: string | null
	en: string | null
	zh: string | null
}

async function editionsOf(tx: Tx, deadline: string) {
	const { rows } =
		await sql<Editions>`select r.id as regime_id, r.key, r.version as regime_version, r.agency_id as regime_agency,
			r.body, c.id as calendar_id, c.version, c.agency_id, a.name_en as en, a.name_zh as zh
		from deadlines.deadline d join deadlines.edition r on r.id = d.regime_id join deadlines.edition c on c.id = d.calendar_id
		left join identity.agency a on a.id = c.agency_id where d.id = ${deadline}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return {
		regime: {
			key: row.key,
			version: row.regime_version,
			agency: row.regime_agency,
			body: regimeById(row.regime_id, row.body),
		},
		calendar: {
			id: row.calendar_id,
			version: row.version,
			agency: row.agency_id,
			agencyName: row.en === null || row.zh === null ? null : { en: row.en, zh: row.zh },
		},
	}
}

async function historyOf(tx: Tx, deadline: string) {
	const pauses = await tx
		.selectFrom('deadlines.pause')
		.select(['ground', 'from_at', 'until_at', 'resumed_at'])
		.where('deadline_id', '=', deadline)
		.orderBy('from_at')
		.execute()
	const extensions = await tx
		.selectFrom('deadlines.extension')
		.select(['ground', 'amount', 'at'])
		.where('deadline_id', '=', deadline)
		.orderBy('at')
		.execute()
	const rungs = await tx
		.selectFrom('deadlines.rung as g')
		.innerJoin('identity.agency as a', 'a.id', 'g.agency_id')
		.select(['g.n', 'g.why', 'g.tier', 'g.agency_id', 'g.at', 'g.acknowledged_at', 'a.name_en', 'a.name_zh'])
		.where('g.deadline_id', '=', deadline)
		.orderBy('g.n')
		.execute()
	return {
		pauses: pauses.map((one) => ({
			ground: one.ground,
			from: one.from_at.toISOString(),
			until: one.until_at.toISOString(),
			resumed: one.resumed_at?.toISOString() ?? null,
		})),
		extensions: extensions.map(({ ground, amount, at }) => ({ ground, amount, at: at.toISOString() })),
		rungs: rungs.map((one) => ({
			n: one.n,
			why: one.why,
			tier: one.tier,
			agency: one.agency_id,
			agencyName: { en: one.name_en, zh: one.name_zh },
			at: one.at.toISOString(),
			acknowledgedAt: one.acknowledged_at?.toISOString() ?? null,
		})),
	}
}
