import { performs } from '../../act.ts'
import { matterHeld, returnHold } from '../contract/holds.ts'
import { returnMatter } from '../hold/hold.ts'
import { matterSubject } from '../hold/subject.ts'

/** M104. */
export const returnHoldAct = performs(returnHold, {
	load: async (tx, input) => ({ subject: await matterSubject(tx, input.matter, 'lock'), row: null, version: null }),
	async run({ tx, who, now }, _row, input) {
		const { version, task, withdrawn } = await returnMatter(tx, input.matter, { who, now })
		const body = { matter: input.matter, element: task.element, held: false }
		return {
			output: { matter: input.matter, version, task, withdrawn },
			fact: { matter: input.matter, element: task.element, withdrawn },
			personal: { reason: input.reason },
			matter: input.matter,
			messages: [{ topic: matterHeld, resource: { type: 'Matter', id: input.matter }, body }],
		}
	},
})
