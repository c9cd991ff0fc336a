import { performs } from '#kernel/act.ts'
import { pauseReplay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { setReplay } from '../store/replay.ts'

/** Generated calls stop; what is open stays open. */
export const performPauseReplay = performs(pauseReplay, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async ({ tx }, _row, input) => {
		const output = await setReplay(tx, input.agency, { running: false })
		return {
			output,
			fact: { running: false },
			messages: [
				{ topic: 'dispatch.replay.changed', resource: null, body: { agency: input.agency, version: output.version } },
			],
		}
	},
})
