import { shows } from '#kernel/view.ts'
import { showReplay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { findReplay } from '../store/replay.ts'

export const showReplayView = shows(showReplay, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who }) => ({ output: await findReplay(tx, who.bureau) }),
})
