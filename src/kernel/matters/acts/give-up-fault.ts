import { performs } from '../../act.ts'
import { giveUpFault } from '../contract.ts'
import { driveProcess } from '../process/drive.ts'
import { faultMessage, faultSubject, mustStand, takeFault } from '../runner/fault.ts'
import { movedDone } from '../runner/moved.ts'

/** M58. Ends the matter's whole process, with all it called; the matter is closed. */
export const giveUpFaultAct = performs(giveUpFault, {
	async load(tx, input) {
		const row = await takeFault(tx, input.fault)
		return { subject: faultSubject(row), row, version: row.version }
	},
	async run(context, row, { reason }) {
		const { tx, now } = context
		mustStand(row, 'M58')
		await tx
			.updateTable('matters.process_fault')
			.set({ closed_at: now, closed_how: 'given_up', version: row.version + 1 })
			.where('id', '=', row.id)
			.execute()
		const driven = await driveProcess(context, row.matter_id, { is: 'cancel' })
		const done = movedDone(driven, { fault: row.id, element: row.element }, { reason })
		return { ...done, messages: [...driven.messages, faultMessage(row, 'given_up')] }
	},
})
