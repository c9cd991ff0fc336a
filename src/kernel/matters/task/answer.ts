import type { Tx } from '#kernel/db/schema.ts'
import type { Done } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import type { Who } from '../../who.ts'
import type { FormAnswer, TaskForm } from '../contract/form.ts'
import { faultsOfAnswer, givenOf } from '../contract/form-answer.ts'
import { driveProcess } from '../process/drive.ts'
import type { Happening } from '../process/happening.ts'
import { drawnAt } from './offer.ts'
import type { TaskRow } from './row.ts'
import { faultOfChoice, type Ways, waysAfter } from './ways.ts'

type Acting = { readonly tx: Tx; readonly now: Date; readonly who: Who }
type Over = Done<{ task: string; matter: string }>

/**
 * M71. Checks an answer against the form and the drawing and moves the process on.
 * @throws Refusal `invalid` naming every field that does not fit, or the choice
 */
export async function answerTask(
	acting: Acting,
	row: TaskRow,
	answer: { readonly data: FormAnswer; readonly choose?: readonly string[] | undefined },
): Promise<Over> {
	const drawn = await needDrawn(acting.tx, row)
	checkAnswer(drawn.element.marks?.form ?? null, answer.data)
	const ways = waysAfter(drawn.model, drawn.element)
	const chosen = answer.choose ?? []
	checkChoice(ways, chosen)
	const data = givenOf(answer.data)
	return drive(acting, row, {
		is: 'complete',
		wait: row.wait,
		data,
		...(chosen.length === 0 ? {} : { choose: chosen }),
	})
}

/** The task as its instance's drawing has it. @throws Refusal `wrong_state` when it is drawn no more */
export async function needDrawn(tx: Tx, row: TaskRow) {
	const drawn = await drawnAt(tx, row.instance_id, row.element)
	if (drawn !== null) return drawn
	const words = { en: 'The drawing holds this task no more.', zh: '流程图中已没有该任务。' }
	throw new Refusal('wrong_state', words, { rule: 'M60' })
}

/** Moves the process; the task's element is kept as the drawing has it now, for the marks that name it. */
export async function drive(acting: Acting, row: TaskRow, happening: Happening): Promise<Over> {
	await acting.tx.updateTable('matters.task').set({ element: row.element }).where('id', '=', row.id).execute()
	const { taken, messages, ended } = await driveProcess(acting, row.instance_id, happening)
	if (!taken) {
		const words = { en: 'The process waits for this no more.', zh: '流程已不再等待该任务。' }
		throw new Refusal('wrong_state', words, { rule: 'M60' })
	}
	const chosen = happening.is === 'complete' ? (happening.choose ?? []) : []
	return {
		output: { task: row.id, matter: row.matter_id },
		fact: {
			task: row.id,
			element: row.element,
			what: happening.is === 'error' ? 'failed' : 'completed',
			choose: [...chosen],
			ended: ended?.how ?? null,
		},
		matter: row.matter_id,
		messages,
	}
}

function checkAnswer(form: TaskForm | null, data: FormAnswer): void {
	const faults = faultsOfAnswer(form ?? { fields: [] }, data)
	const [first] = faults
	if (first === undefined) return
	const label = form?.fields.find((field) => field.key === first.key)?.label ?? { en: first.key, zh: first.key }
	const words = { en: `${label.en}: ${first.words.en}.`, zh: `${label.zh}：${first.words.zh}。` }
	throw new Refusal('invalid', words, { rule: 'M74', field: `data/${first.key}`, extra: { faults } })
}

function checkChoice(ways: Ways, chosen: readonly string[]): void {
	const fault = faultOfChoice(ways, chosen)
	if (fault === null) return
	const names = ways.ways.map((flow) => flow.id)
	const words = {
		unknown: { en: 'This way is not drawn out of the task.', zh: '流程图中没有这条去向。' },
		needed: { en: 'Choose which way it goes on.', zh: '请选择下一步去向。' },
		many: { en: 'It goes on one way only.', zh: '只能选择一条去向。' },
	}[fault]
	throw new Refusal('invalid', words, { rule: 'M71', field: 'choose', extra: { ways: names } })
}
