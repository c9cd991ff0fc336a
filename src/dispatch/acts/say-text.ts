import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sayText } from '../contract.ts'
import { textTimer } from '../rules/text.ts'
import { callSubject, needCall } from '../store/call.ts'
import { lineId, mustGoOn, needText, nothingSaid, saidIn } from '../store/text.ts'
import { callChanged, incidentChanged, meetTimers, story, writeAll } from '../store/write.ts'

/** D282, D285, D286. The desk's line. It ends the clock of what was not answered, and what was written counts as read. */
export const performSayText = performs(sayText, {
	load: async (tx, input) => {
		const row = await needText(tx, input, 'lock')
		return { subject: callSubject(await needCall(tx, row.id, 'read')), row, version: null }
	},
	run: async (context, call, input) => {
		const { tx, now } = context
		mustGoOn(call)
		if (!call.answered)
			throw new Refusal(
				'wrong_state',
				{ en: 'Answer the call first.', zh: '请先接听。' },
				{ rule: 'D286', extra: { state: call.state } },
			)
		const lines = saidIn('desk', input)
		const [first] = lines
		if (first === undefined) throw nothingSaid()
		const ids = lines.map((_line, n) => lineId(call.id, context.key, n))
		await writeAll(tx, [
			...lines.map((line, n) =>
				story(context, {
					act: sayText.name,
					call: call.id,
					...(ids[n] === undefined ? {} : { id: ids[n] }),
					text: line.text,
					fact: { both: line.both },
				}),
			),
			sql`update dispatch.call set text_seen_at = ${now} where id = ${call.id}`,
			meetTimers(call.id, [textTimer], now),
		])
		return {
			output: { line: ids[0] ?? '', at: now.toISOString() },
			fact: { call: call.id, lines: lines.length },
			personal: Object.fromEntries(lines.map((line, n) => [`line.${n + 1}`, line.text])),
			messages: [
				callChanged(call.id, call.state, call.version),
				...(call.incident === null ? [] : [incidentChanged(call.incident, 'told', 0)]),
			],
			matter: call.id,
		}
	},
})
