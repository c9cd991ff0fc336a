import type { z } from 'zod'
import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { answerService } from '../contract.ts'
import { driveTaken } from '../process/drive.ts'
import type { Happening } from '../process/happening.ts'
import { isOwnService } from '../process/services.ts'
import { type Taken, takeInstance } from '../process/store.ts'
import { committed, mustBeBounded } from '../runner/given.ts'
import { already, movedDone, subjectOf } from '../runner/moved.ts'

type Answer = z.output<typeof answerService.input>

/** M50 to M53. The second of a service's two steps: values, flows to choose, an error as drawn, or why it failed. */
export const answerServiceAct = performs(answerService, {
	async load(tx, { instance, wait }) {
		const taken = await takeInstance(tx, instance)
		if (taken === null) throw notFound(`instance ${instance}`)
		return {
			subject: subjectOf(taken),
			row: taken,
			version: null,
			context: { inside: isOwnService(askedBy(taken, wait)?.service ?? '') },
		}
	},
	async run(context, taken, input) {
		const asked = askedBy(taken, input.wait)
		if (asked === null)
			throw already('M50', { en: 'No service is waited for there any more.', zh: '该处已不再等待服务答复。' })
		const driven = await driveTaken(context, taken, happeningOf(input))
		const { instance, wait, failed } = input
		const how = failed !== undefined ? 'failed' : input.error !== undefined ? 'error' : 'answered'
		return movedDone(
			driven,
			{ instance, wait, ...asked, how },
			{ ...committed(input.data), ...(failed === undefined ? {} : { failed }) },
		)
	},
})

function askedBy({ instance }: Taken, id: number): { readonly element: string; readonly service: string } | null {
	const wait = instance.state.waits.find((one) => one.id === id && one.kind === 'service')
	if (wait === undefined) return null
	const service = instance.model.elements.get(wait.element)?.asks ?? wait.element
	return { element: wait.element, service }
}

function happeningOf({ wait, data, choose, error, failed }: Answer): Happening {
	if (error !== undefined && choose !== undefined) throw oneAnswer()
	if (failed !== undefined && (data ?? choose ?? error) !== undefined) throw oneAnswer()
	mustBeBounded(data)
	const given = data === undefined ? {} : { data }
	if (failed !== undefined) return { is: 'failed', wait, sentence: failed }
	if (error !== undefined) return { is: 'error', wait, code: error, ...given }
	return { is: 'complete', wait, ...given, ...(choose === undefined ? {} : { choose }) }
}

function oneAnswer(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'A service answers with values and a choice, with an error, or not at all: one of them.',
			zh: '服务答复只能是数据与选择、错误、未能完成三者之一。',
		},
		{ rule: 'M50' },
	)
}
