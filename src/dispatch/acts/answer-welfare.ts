import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerWelfare } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { welfareOf } from '../rules/tables.ts'
import { loadUnit } from '../store/unit.ts'
import { welfareEnds, welfareKinds } from '../store/welfare.ts'
import { meetTimers, startTimer, story, writeAll } from '../store/write.ts'
import { welfareChanged } from './raise-welfare.ts'

/** D124. Well now, and asked again as long after. */
export const performAnswerWelfare = performs(answerWelfare, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async (context, unit, input) => {
		const { tx, now } = context
		const { part } = unit
		if (part === null)
			throw new Refusal(
				'wrong_state',
				{ en: 'The unit is on no incident, so it is not asked.', zh: '该单元没有在处的警情，无需确认平安。' },
				{ rule: 'D124' },
			)
		const at = ownTime(input.at, now, null)
		const next = welfareOf(part.type, part.priority)
		await writeAll(tx, [
			meetTimers(part.incident, [...welfareKinds], at),
			welfareEnds(part.incident),
			story(context, { act: answerWelfare.name, incident: part.incident, at, fact: { unit: unit.id } }),
		])
		if (next !== null)
			await writeAll(tx, [
				startTimer(part.incident, { kind: 'welfare', from: at, seconds: next.seconds, rule: next.rule }),
			])
		const nextAt = next === null ? null : new Date(at.getTime() + next.seconds * 1000).toISOString()
		return {
			output: { unit: unit.id, incident: part.incident, nextAt },
			fact: { unit: unit.id, incident: part.incident, at: at.toISOString() },
			messages: [welfareChanged(part.incident, 'answered')],
			matter: part.incident,
		}
	},
})
