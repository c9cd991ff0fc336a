import { valueOf } from './expression.ts'
import { dataAt, elementOf, sightAt, note, type Run } from './run.ts'
import type { Token } from './state.ts'

/** Sends the element's message out. Whether anybody waits for it is not the sender's matter (M27). */
export function throwMessage(run: Run, token: Token): void {
	const { trigger, id } = elementOf(run, token)
	if (trigger.on !== 'message') return
	const key = trigger.key === null ? null : valueOf(trigger.key, sightAt(run, token))
	note(run, 'throw', token, { thrown: `message ${trigger.name}` })
	run.effects.push({
		is: 'message',
		element: id,
		name: trigger.name,
		...(key === null ? {} : { key: String(key) }),
		data: dataAt(run, token),
	})
}
