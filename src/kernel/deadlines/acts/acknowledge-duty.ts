import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { acknowledgeDuty, deadlineTopics } from '../contract.ts'
import { deadlineMessage, deadlineSubject, needDeadline } from '../row.ts'

/** C37. */
export const acknowledgeDutyAct = performs(acknowledgeDuty, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row) {
		const rung = await tx
			.updateTable('deadlines.rung')
			.set({ acknowledged_at: now, acknowledged_by: who.person })
			.where('deadline_id', '=', row.id)
			.where('agency_id', '=', row.duty_id)
			.where('acknowledged_at', 'is', null)
			.where('n', '=', (one) =>
				one
					.selectFrom('deadlines.rung')
					.select((eb) => eb.fn.max('n').as('n'))
					.where('deadline_id', '=', row.id),
			)
			.returning(['n', 'tier'])
			.executeTakeFirst()
		if (rung === undefined) {
			const words = { en: 'Nothing waits to be acknowledged here.', zh: '没有待确认的责任。' }
			throw new Refusal('already', words, { rule: 'C37' })
		}
		return {
			output: { deadline: row.id, rung: rung.n, at: now.toISOString() },
			fact: { deadline: row.id, rung: rung.n, tier: rung.tier, duty: row.duty_id },
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row)],
		}
	},
})
