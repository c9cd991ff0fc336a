import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { delegateTask } from '../contract/tasks.ts'
import { handTask, loadTask, needColleague } from '../task/hand.ts'

/** M66. A delegated task that is delegated on comes back to who delegated it first. */
export const delegateTaskAct = performs(delegateTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run(context, row, { to }) {
		const { post, person } = await needColleague(context.tx, row, to, context.now)
		if (person === context.who.person) throw toOneself()
		const delegator = row.delegator_post ?? context.who.post
		if (post === delegator) return handTask(context, row, { what: 'given_back', holder: post, person })
		return handTask(context, row, { what: 'delegated', holder: post, delegator, person })
	},
})

function toOneself(): Refusal {
	const words = { en: 'You have this task already.', zh: '该任务已在你手中。' }
	return new Refusal('invalid', words, { rule: 'M66', field: 'to' })
}
