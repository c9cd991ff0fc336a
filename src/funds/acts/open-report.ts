import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { toldOfIncident } from '#dispatch'
import { openReport } from '../contract.ts'
import { linkFrom } from '../rules/report.ts'
import { deskSubject } from '../store/desk.ts'
import { givenOf } from '../store/given.ts'
import { nextReportNumber } from '../store/report-number.ts'
import { changed } from '../store/report.ts'

/** F22, F23. From an incident of fraud, or by itself. */
export const performOpenReport = performs(openReport, {
	load: async (_tx, _input, who) => ({ subject: deskSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, input) => {
		if (input.incident !== undefined) await mustBeFraud(tx, input.incident, who, now)
		const { matter } = await openMatter(tx, { kind: 'fraud_report', process: 'funds.report', agency: who.bureau, now })
		const number = await nextReportNumber(tx, who.bureau, now)
		await sql`insert into funds.report (id, number, agency_id, incident_id, taken_by, scheme, victim_name, currency, reported_at, link)
			values (${matter}, ${number}, ${who.bureau}, ${input.incident ?? null}, ${who.person}, ${input.scheme},
				${input.victimName ?? null}, ${input.currency}, ${now}, ${linkFrom(randomBytes(12))})`.execute(tx)
		return {
			output: { report: matter, state: 'open' as const, version: 1, number },
			fact: { report: matter, number, scheme: input.scheme, incident: input.incident ?? null },
			personal: givenOf(input, openReport.personal),
			messages: [changed(matter, 'open')],
			matter,
		}
	},
})

/** F22. @throws Refusal `not_found` for an incident that is not there for this person, `wrong_state` for one of another kind */
async function mustBeFraud(tx: Tx, incident: string, who: Who, now: Date): Promise<void> {
	const told = await toldOfIncident(tx, incident)
	if (told === null) throw notFound(`incident ${incident}`)
	mustSee(powersInUse(), who, told.subject, { now: Math.floor(now.getTime() / 1000), purpose: false })
	if (told.type === 'fraud_paying_now') return
	throw new Refusal(
		'wrong_state',
		{ en: 'That incident is not one of fraud. Set its type first.', zh: '该警情不是诈骗类，请先更正类别。' },
		{ rule: 'F22', field: 'incident' },
	)
}
