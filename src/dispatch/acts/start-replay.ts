import { performs } from '#kernel/act.ts'
import { startReplay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { mustBeDemo, setReplay } from '../store/replay.ts'

/** D35. Starts the clock; a seed begins another day. */
export const performStartReplay = performs(startReplay, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async ({ tx }, _row, input) => {
		await mustBeDemo(tx, input.agency)
		const output = await setReplay(tx, input.agency, { running: true, seed: input.seed })
		return {
			output,
			fact: { running: true, seed: input.seed ?? null },
			messages: [
				{ topic: 'dispatch.replay.changed', resource: null, body: { agency: input.agency, version: output.version } },
			],
		}
	},
})
