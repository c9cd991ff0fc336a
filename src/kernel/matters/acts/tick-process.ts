import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { tickProcess } from '../contract.ts'
import { driveTaken } from '../process/drive.ts'
import { takeInstance } from '../process/store.ts'
import { already, movedDone, subjectOf } from '../runner/moved.ts'

/** M43. One due timer, one transaction. An instance whose matter another act holds is left for the next round. */
export const tickProcessAct = performs(tickProcess, {
	async load(tx, { instance }) {
		const taken = await takeInstance(tx, instance, true)
		// Counted, not entered: another runner has it.
		if (taken === null) throw notFound()
		return { subject: subjectOf(taken), row: taken, version: null }
	},
	async run(context, taken, { instance, wait: id }) {
		const wait = taken.instance.state.waits.find((one) => one.id === id && one.kind === 'timer')
		if (wait?.due === undefined)
			throw already('M43', { en: 'Nothing waits for this timer any more.', zh: '已无等待该计时的步骤。' })
		if (wait.due > context.now.getTime())
			throw new Refusal('not_now', { en: 'The timer is not due yet.', zh: '计时尚未到点。' }, { rule: 'M43' })
		const driven = await driveTaken(context, taken, { is: 'timer', wait: id })
		const dueAt = new Date(wait.due).toISOString()
		return movedDone(driven, { instance, wait: id, element: wait.element, dueAt })
	},
})
