import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { openMatter, setTimer } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aidBook, aidChanged, askAid } from '../contract/aid.ts'
import { mustLieAhead } from '../store/aid.ts'

const answerMinutes = 60

/** K50. What, of whom, until when; the other side has an hour to answer. */
export const performAskAid = performs(askAid, {
	load: async (_tx, _input, who) => ({
		subject: { resource: aidBook, id: who.agency, attributes: { agency: who.agency } },
		row: null,
		version: null,
	}),
	run: async ({ tx, now, who }, _row, input) => {
		const until = new Date(input.until)
		mustLieAhead(until, now)
		const known = await sql`select from identity.agency where id = ${input.to}`.execute(tx)
		if (known.rows.length === 0 || input.to === who.agency)
			throw new Refusal(
				'invalid',
				{ en: 'Aid is asked of another agency.', zh: '协作须向其他单位提出。' },
				{ rule: 'K50', field: 'to' },
			)
		const due = new Date(now.getTime() + answerMinutes * 60_000)
		const { matter } = await openMatter(tx, { kind: 'aid', process: 'command.aid', agency: who.agency, now })
		await sql`insert into command.aid (id, agency_id, to_id, what, words, asked_at, answer_due_at, until_at)
			values (${matter}, ${who.agency}, ${input.to}, ${input.what}, ${input.words}, ${now}, ${due}, ${until})`.execute(
			tx,
		)
		await setTimer(tx, { matter, kind: 'aid_answer', targetSeconds: answerMinutes * 60, rule: 'command K50', now })
		return {
			output: { aid: matter, state: 'asked' as const, version: 1, answerDueAt: due.toISOString() },
			fact: { aid: matter, from: who.agency, to: input.to, what: input.what, until: until.toISOString() },
			messages: [
				{ topic: aidChanged, resource: { type: 'Aid', id: matter }, body: { state: 'asked', overdue: false } },
			],
			matter,
		}
	},
})
