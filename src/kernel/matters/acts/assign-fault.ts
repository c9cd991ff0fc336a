import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { assignFault } from '../contract.ts'
import { faultMessage, faultSubject, mustStand, takeFault } from '../runner/fault.ts'

/** M56. To a post of the bureau or of an agency below it. */
export const assignFaultAct = performs(assignFault, {
	async load(tx, input) {
		const row = await takeFault(tx, input.fault)
		return { subject: faultSubject(row), row, version: row.version }
	},
	async run({ tx, who }, row, { agency, post }) {
		mustStand(row, 'M56')
		const below = await tx
			.selectFrom('identity.agency_closure')
			.select('depth')
			.where('ancestor', '=', who.bureau)
			.where('descendant', '=', agency)
			.executeTakeFirst()
		if (below === undefined)
			throw new Refusal(
				'invalid',
				{
					en: 'A fault is given to a post of your bureau or of an agency below it.',
					zh: '流程故障须指定给本局或下级单位的岗位。',
				},
				{ rule: 'M56', field: 'agency' },
			)
		const version = row.version + 1
		await tx
			.updateTable('matters.process_fault')
			.set({ duty_id: agency, post, version })
			.where('id', '=', row.id)
			.execute()
		return {
			output: { fault: row.id, version },
			fact: { fault: row.id, matter: row.matter_id, element: row.element, agency, post },
			matter: row.matter_id,
			messages: [faultMessage(row, 'assigned')],
		}
	},
})
