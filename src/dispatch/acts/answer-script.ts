import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerScript } from '../contract.ts'
import { fillIn, nextQuestion, optionsOf } from '../rules/script.ts'
import { changedOf, loadCall } from '../store/call.ts'
import { safeToCall, scriptAnswersOf } from '../store/script.ts'
import { byOf, callChanged, incidentChanged, story, writeAll } from '../store/write.ts'

/** D203, D204. A new row each time; the newest answer to a question stands. */
export const performAnswerScript = performs(answerScript, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, { question, answer }) => {
		const { tx, now } = context
		if (call.answeredAt === null)
			throw new Refusal(
				'wrong_state',
				{ en: 'Answer the call first.', zh: '先接听来电。' },
				{ rule: 'D202', extra: { state: call.state } },
			)
		const given = await scriptAnswersOf(tx, call.id)
		const known = Object.fromEntries(given.map((one) => [one.question, one.answer]))
		const next = nextQuestion({ silent: call.silent, type: call.type, answers: known })
		const before = given.find((one) => one.question === question)
		const ask = before?.ask ?? (next?.code === question ? next.ask : undefined)
		if (ask === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'This question is not asked now.', zh: '现在不问这个问题。' },
				{ rule: 'D203', field: 'question' },
			)
		const option = optionsOf(question, await safeToCall(tx, call.id)).find((one) => one.answer === answer)
		if (option === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'The table has no such answer to this question.', zh: '决策表里没有这个回答。' },
				{ rule: 'D203', field: 'answer' },
			)
		const stands = fillIn(call, before?.filled ?? null, option.fill)
		// What the desk has keeps its type until another is chosen.
		const type = stands.type ?? (call.incident === null ? null : call.type)
		const by = byOf(context.who)
		const words = { ask, said: option.said, tell: option.tell }
		const changed = changedOf(call, { type: type ?? undefined, facts: stands.facts })
		const { rule } = option
		await writeAll(tx, [
			sql`insert into dispatch.script_answer (id, call_id, question, answer, words, send_first, filled, rule, version, at, post_kind,
					post_id, by_agency)
				values (${newId(now.getTime())}, ${call.id}, ${question}, ${answer}, ${JSON.stringify(words)}::text::jsonb, ${option.first},
					${JSON.stringify(stands.filled)}::text::jsonb, ${rule}, ${option.version}, ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
			sql`update dispatch.call set version = version + 1, type = ${type}::text, facts = ${JSON.stringify(stands.facts)}::text::jsonb
				where id = ${call.id}`,
			story(context, {
				act: answerScript.name,
				call: call.id,
				incident: call.incident,
				fact: { question, answer, asked: ask, said: option.said, rule, ...changed },
			}),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: call.state, version, type, facts: stands.facts },
			fact: {
				question,
				answer,
				before: before?.answer ?? null,
				rule,
				version: option.version,
				filled: { ...stands.filled.facts, type: stands.filled.type },
				...changed,
			},
			messages: [
				callChanged(call.id, call.state, version),
				...(call.incident === null ? [] : [incidentChanged(call.incident, 'told', 0)]),
			],
			matter: call.id,
		}
	},
})
