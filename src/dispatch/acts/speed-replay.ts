import { performs } from '#kernel/act.ts'
import { speedReplay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { setReplay } from '../store/replay.ts'

/** Demo time runs this many times as fast. */
export const performSpeedReplay = performs(speedReplay, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async ({ tx }, _row, input) => {
		const output = await setReplay(tx, input.agency, { speed: input.speed })
		return {
			output,
			fact: { speed: input.speed },
			messages: [
				{ topic: 'dispatch.replay.changed', resource: null, body: { agency: input.agency, version: output.version } },
			],
		}
	},
})
