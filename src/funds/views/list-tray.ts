import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { answerResource, listTray, orderResource, type TrayRow } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'

const most = 100
const nearMost = 12

type Row = Omit<TrayRow, 'at' | 'enteredAt' | 'near'> & {
	readonly at: Date
	readonly entered_at: Date
	readonly near: TrayRow['near']
}

/** F144. The oldest first: money may be moving. */
export const showTray = shows(listTray, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, answerResource.see, answerResource, context)
		const orders = powersInUse().filter(who, orderResource.see, orderResource, context)
		const { rows } = await sql<Row>`select w.id, w."is", w.field, w.amount_minor::float8 as "amountMinor", w.currency,
				w.message_id as message, w.why, w.at, w.entered_at, w.version,
				json_build_object('order', w.said_order, 'uetr', w.said_uetr, 'endToEnd', w.said_end_to_end) as said,
				case when b.id is null then null else json_build_object('en', b.name_en, 'zh', b.name_zh) end as bank,
				coalesce((select json_agg(n.line order by n.at desc) from (
					select o.written_at as at, json_build_object('number', o.number, 'is', o."is",
						'tail', right(o.document::jsonb #>> '{account,number}', 4),
						'amountMinor', o.document::jsonb #> '{amount,minor}', 'currency', o.document::jsonb #> '{amount,currency}') as line
					from ${filteredRows(orders, 'o')} where o.bank_id = w.bank_id
					order by (o.answered_at is not null), o.written_at desc limit ${nearMost}) n), '[]'::json) as near
			from ${filteredRows(seen, 'w')} left join funds.bank b on b.id = w.bank_id
			where w.standing = 'tray' order by w.entered_at, w.id limit ${most + 1}`.execute(tx)
		return {
			output: {
				rows: rows.slice(0, most).map(({ at, entered_at, ...row }) => ({
					...row,
					at: at.toISOString(),
					enteredAt: entered_at.toISOString(),
				})),
				more: rows.length > most,
			},
		}
	},
})
