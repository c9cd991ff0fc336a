import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { listTransfers, service, showTransferSheet } from '../contract.ts'
import { callSubject, deskSubject, needCall } from '../store/call.ts'
import { mustBeHandedOn } from '../store/transfer.ts'

const most = 100

/** D196. */
export const showTransferList = shows(listTransfers, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who }) {
		const { rows } = await sql<{
			call: string
			number: string
			to_service: string
			at: Date
			due_at: Date
			rule: string
			version: number
		}>`select c.id as call, c.number, t.to_service, t.at, t.due_at, t.rule, c.version
			from dispatch.transfer t join dispatch.call c on c.id = t.call_id
			where t.acknowledged_at is null and t.returned_at is null and c.agency_id = ${who.bureau}
			order by t.due_at, t.id limit ${most + 1}`.execute(tx)
		return {
			output: {
				rows: rows.slice(0, most).map((row) => ({
					call: row.call,
					number: row.number,
					to: service.parse(row.to_service),
					at: row.at.toISOString(),
					dueAt: row.due_at.toISOString(),
					rule: row.rule,
					version: row.version,
				})),
				more: rows.length > most,
			},
		}
	},
})

/** D198. In the order another system asks for it. Whether it is safe to call stands beside the number, for them as for us. */
export const showTransferSheetView = shows(showTransferSheet, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	async show({ tx, who }, input) {
		const call = await needCall(tx, input.call, 'read')
		await mustBeHandedOn(tx, call)
		const { rows } = await sql<{
			telephone: string | null
			safe: boolean | null
			place: string | null
			what: string | null
		}>`select coalesce(c.call_back_number, c.caller_number) as telephone, c.safe_to_call as safe,
				concat_ws(' ', p.words_zh, p.detail) as place,
				(select s.text from dispatch.story s where s.call_id = c.id and s.act = 'dispatch.call.transfer'
					order by s.at desc, s.id desc limit 1) as what
			from dispatch.call c left join dispatch.place p on p.id = c.place_id where c.id = ${call.id}`.execute(tx)
		const row = rows[0]
		const lines = [
			{ key: 'number' as const, text: call.number },
			{ key: 'at' as const, text: call.rangAt.toISOString() },
			{ key: 'telephone' as const, text: row?.telephone ?? '' },
			{ key: 'safe' as const, text: row?.safe === true ? 'yes' : row?.safe === false ? 'no' : 'unknown' },
			{ key: 'place' as const, text: row?.place ?? '' },
			// D253. Whoever copies it sees first that nobody is to be told.
			{ key: 'what' as const, text: `${who.drill === null ? '' : 'DRILL 演练 · '}${row?.what ?? ''}` },
		]
		return {
			output: { call: call.id, lines: lines.filter((line) => line.text !== '') },
			records: [{ type: 'Call', id: call.id }],
			matter: call.id,
		}
	},
})
