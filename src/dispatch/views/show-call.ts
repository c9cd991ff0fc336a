import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type CallerShownKind, showCall } from '../contract.ts'
import { callSubject, needCall } from '../store/call.ts'
import { callRows } from '../store/rows.ts'
import { byJson, iso, type TimerJson, timerJson, timerOf } from '../store/shown.ts'

type Line = {
	at: Date
	act: string
	text: string | null
	by: { post: string; agency: AgencyRef | null }
	fact: { outcome?: string }
}

export const showCallDetail = shows(showCall, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	show: async ({ tx }, input) => {
		const call = await needCall(tx, input.call, 'read')
		const [row] = await callRows(tx, [call.id], 'open')
		if (row === undefined) throw notFound()
		const { rows: lines } =
			await sql<Line>`select s.at, s.act, s.text, s.fact, ${byJson('s')} as by from dispatch.story s
			where s.call_id = ${call.id} order by s.at, s.id limit 500`.execute(tx)
		const { rows: more } = await sql<{
			caller_kind: CallerShownKind | null
			safe_to_call: boolean | null
			interpreter: string | null
			name_given: boolean
			close_reason: string | null
			transferred_to: string | null
			answer: TimerJson | null
		}>`select c.caller_kind, c.safe_to_call, c.interpreter, c.caller_name is not null as name_given, c.close_reason, c.transferred_to,
				(select ${timerJson} from matters.timer t where t.matter_id = c.id and t.kind = 'answer' order by t.set_at desc limit 1) as answer
			from dispatch.call c where c.id = ${call.id}`.execute(tx)
		const known = more[0]
		return {
			output: {
				...row,
				said: lines
					.filter((line) => line.act === 'dispatch.call.save-detail' && line.text !== null)
					.map((line) => ({ at: iso(line.at), text: line.text ?? '', by: line.by })),
				callerKind: known?.caller_kind ?? null,
				safeToCall: known?.safe_to_call ?? null,
				interpreter: known?.interpreter ?? null,
				silent: call.silent,
				nameGiven: known?.name_given ?? false,
				facts: call.facts,
				answer: timerOf(known?.answer ?? null),
				callBacks: lines
					.filter((line) => line.act === 'dispatch.call.call-back')
					.map((line) => ({ at: iso(line.at), outcome: String(line.fact.outcome ?? ''), by: line.by })),
				closeReason: known?.close_reason ?? null,
				transferredTo: known?.transferred_to ?? null,
			},
			records: [{ type: 'Call', id: call.id }],
			matter: call.incident ?? call.id,
		}
	},
})
