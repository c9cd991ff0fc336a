import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { draftFreeze, measureChanged } from '../contract.ts'
import { missingOf } from '../rules/measure.ts'
import { loadMeasure, mustBe } from '../store/measure.ts'
import { mustBeSigned } from '../store/measure-checks.ts'

/** F67, F71. The clock counts to the freeze, not to a second stop: it takes over what the stop holds. */
export const performDraftFreeze = performs(draftFreeze, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async ({ tx, now, who }, stop, input) => {
		if (stop.kind !== 'stop')
			throw new Refusal(
				'wrong_state',
				{
					en: 'A freeze takes over from a stop. Renew this freeze instead.',
					zh: '冻结接续的是止付；该措施已是冻结，可续期。',
				},
				{ rule: 'F71' },
			)
		mustBe(stop, 'sent', 'held')
		mustBeSigned({ ...stop, kind: 'freeze' })
		const { rows } = await sql`select 1 from funds.measure where stop_id = ${stop.id} and ended_at is null`.execute(tx)
		if (rows.length > 0)
			throw new Refusal(
				'already',
				{ en: 'A freeze that takes over from this stop is on its way.', zh: '接续该止付的冻结已在办理。' },
				{ rule: 'F71' },
			)
		const { matter } = await openMatter(tx, { kind: 'funds_freeze', process: 'funds.freeze', agency: stop.agency, now })
		await sql`insert into funds.measure (id, report_id, account_id, payment_id, stop_id, kind, agency_id, taken_by, currency, holder,
				matched_minor, matched_at, asked_minor, drafted_by, drafted_at)
			values (${matter}, ${stop.report}, ${stop.account}, ${stop.payment}, ${stop.id}, 'freeze', ${stop.agency}, ${stop.taker},
				${stop.currency}, ${stop.holder}, ${stop.amountMinor}, ${stop.at}, ${input.askedMinor ?? stop.askedMinor},
				${who.person}, ${now})`.execute(tx)
		const body = { measure: matter, kind: 'freeze', state: 'draft', report: stop.report, end: null }
		return {
			output: { measure: matter, state: 'draft' as const, version: 1, stop: stop.id, missing: missingOf(stop) },
			fact: { ...body, stop: stop.id },
			messages: [{ topic: measureChanged, resource: { type: 'FundsMeasure', id: matter }, body }],
			matter,
		}
	},
})
