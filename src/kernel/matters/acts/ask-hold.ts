import { performs } from '../../act.ts'
import { askHold, matterHeld } from '../contract/holds.ts'
import { holdMatter } from '../hold/hold.ts'
import { matterSubject } from '../hold/subject.ts'

/** M103. */
export const askHoldAct = performs(askHold, {
	load: async (tx, input) => ({ subject: await matterSubject(tx, input.matter, 'lock'), row: null, version: null }),
	async run({ tx, who, now }, _row, input) {
		const { version, task } = await holdMatter(tx, input.matter, input.element, { who, now })
		const body = { matter: input.matter, element: task.element, held: true }
		return {
			output: { matter: input.matter, version, task },
			fact: { matter: input.matter, element: task.element, lane: task.lane },
			matter: input.matter,
			messages: [{ topic: matterHeld, resource: { type: 'Matter', id: input.matter }, body }],
		}
	},
})
