import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { deadlineTopics, reassignDuty } from '../contract.ts'
import { deadlineMessage, deadlineSubject, mustBeOpen, needDeadline } from '../row.ts'
import { addRung } from '../rung.ts'

/** C35. Down to an agency below the one that has the duty; the ladder goes on above the tier it had reached. */
export const reassignDutyAct = performs(reassignDuty, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, { to }) {
		mustBeOpen(row)
		const agency = await tx
			.selectFrom('identity.agency as a')
			.innerJoin('identity.agency_closure as c', 'c.descendant', 'a.id')
			.select(['a.id', 'a.tier'])
			.where('a.id', '=', to)
			.where('c.ancestor', '=', who.bureau)
			.where('c.depth', '>', 0)
			.executeTakeFirst()
		if (agency === undefined || agency.id === row.duty_id) throw notBelow()
		const rung = await addRung(tx, row, { why: 'reassigned', tier: agency.tier, agency: to, now })
		await tx
			.updateTable('deadlines.deadline')
			.set({ duty_id: to, version: row.version + 1 })
			.where('id', '=', row.id)
			.execute()
		return {
			output: { deadline: row.id, version: row.version + 1, duty: to },
			fact: { deadline: row.id, rung, dutyBefore: row.duty_id, duty: to },
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row, { duty: to })],
		}
	},
})

function notBelow(): Refusal {
	const words = {
		en: 'The duty is given to an agency below yours that does not have it yet.',
		zh: '责任须交由本单位下级且尚未承担该责任的单位。',
	}
	return new Refusal('invalid', words, { rule: 'C35', field: 'to' })
}
