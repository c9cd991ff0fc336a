import { performs } from '../../act.ts'
import { resumeFault } from '../contract.ts'
import { driveProcess } from '../process/drive.ts'
import { faultMessage, faultSubject, mustStand, takeFault } from '../runner/fault.ts'
import { committed, mustBeBounded } from '../runner/given.ts'
import { already, movedDone } from '../runner/moved.ts'

/** M57. What was about to be done is done again, with mended values or a choice of flows. */
export const resumeFaultAct = performs(resumeFault, {
	async load(tx, input) {
		const row = await takeFault(tx, input.fault)
		return { subject: faultSubject(row), row, version: row.version }
	},
	async run(context, row, { data, choose }) {
		mustStand(row, 'M57')
		mustBeBounded(data)
		const { instance_id: instance, token } = row
		const mended = { ...(data === undefined ? {} : { data }), ...(choose === undefined ? {} : { choose }) }
		const driven = await driveProcess(context, instance, { is: 'resume', token, ...mended })
		if (!driven.taken) throw already('M57', { en: 'The token stands still no more.', zh: '该步骤已不再停滞。' })
		const standsAgain = driven.told.some(
			({ instance: of, effect }) => of === instance && effect.is === 'fault' && effect.token === token,
		)
		const done = movedDone(
			driven,
			{ fault: row.id, instance, element: row.element, choose: [...(choose ?? [])], standsAgain },
			committed(data),
		)
		const messages = [...driven.messages, faultMessage(row, 'resumed')]
		return { ...done, messages, output: { ...done.output, standsAgain } }
	},
})
