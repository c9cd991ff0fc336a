import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { draftedTable } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { askPrice } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { planTable } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { priceChanged } from '../store/price.ts'

/** D267. Enters the question; a job answers it. */
export const performAskPrice = performs(askPrice, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async ({ tx, who, now }, _row, input) => {
		if (mapInUse() === null)
			throw new Refusal(
				'not_available',
				{ en: 'Without a map no way can be timed.', zh: '未载入地图，无法测算路程。' },
				{ rule: 'D263' },
			)
		const draft = await draftOf()
		const id = newId(now.getTime())
		await sql`insert into dispatch.price (id, agency_id, draft_id, draft_version, days, state, asked_at, asked_post, asked_agency)
			values (${id}, ${input.agency}, ${input.draft ?? null}, ${draft?.version ?? null}, ${input.days}, 'asked', ${now},
				${who.postKind}, ${who.agency})`.execute(tx)
		return {
			output: { price: id, state: 'asked' as const },
			fact: { price: id, draft: input.draft ?? null, days: input.days },
			messages: [priceChanged(id, input.agency, 'asked')],
		}

		async function draftOf() {
			if (input.draft === undefined) return null
			const found = await draftedTable(tx, { id: input.draft, name: planTable }, now)
			if (found === null)
				throw new Refusal(
					'invalid',
					{ en: 'This is no draft of the response plan that can be run.', zh: '这不是可测算的派警预案草案。' },
					{ rule: 'D263', field: 'draft' },
				)
			const { rows } = await sql`select from identity.agency_closure
				where ancestor = ${found.scope} and descendant = ${input.agency}`.execute(tx)
			if (rows.length === 0) throw notFound('a draft for another bureau')
			return found
		}
	},
})
