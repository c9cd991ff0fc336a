import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { failTask } from '../contract/tasks.ts'
import { drive, needDrawn } from '../task/answer.ts'
import { loadTask } from '../task/hand.ts'
import { addEvent } from '../task/row.ts'
import { errorsAround } from '../task/ways.ts'

/** M72. */
export const failTaskAct = performs(failTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run(context, row, { code, reason }) {
		const { model, element } = await needDrawn(context.tx, row)
		const codes = errorsAround(model, element).map((error) => error.code)
		if (!codes.includes(code)) throw notDrawn(codes)
		await addEvent(context.tx, row.id, { what: 'failed', by: context.who, at: context.now, reason, code })
		const done = await drive(context, row, { is: 'error', wait: row.wait, code })
		return { ...done, fact: { ...done.fact, code }, personal: { reason } }
	},
})

function notDrawn(codes: readonly string[]): Refusal {
	const drawn = codes.join(', ')
	const words =
		codes.length === 0
			? { en: 'No error is drawn around this task.', zh: '流程图未给该任务画出错误去向。' }
			: { en: `The errors drawn here are: ${drawn}.`, zh: `此处画出的错误有：${drawn}。` }
	return new Refusal('invalid', words, { rule: 'M72', field: 'code', extra: { codes } })
}
