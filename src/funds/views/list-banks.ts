import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { type BankRow, bankResource, listBanks } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'

type Row = Omit<BankRow, 'fetchedAt' | 'answeredAt' | 'waitingSince'> & {
	readonly fetched_at: Date | null
	readonly answered_at: Date | null
	readonly waiting_since: Date | null
}

/** F155, F157. Banks are compared by their answers alone, over every order of the last 90 days, whoever gave it. */
export const showBanks = shows(listBanks, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const seen = powersInUse().filter(who, bankResource.see, bankResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: false,
		})
		const { rows } =
			await sql<Row>`select b.id, b.code, b.name_en as en, b.name_zh as zh, b.names, b.kind, b.order_way as way,
				b.columns, b.can_hold_amount as "holdsAmount", b.province, b.bic, b.stop_line as "stopLine", b.closed, b.version,
				b.agency_id = ${who.bureau} as own, o.orders, o.answered, o.median as "medianSeconds", o.waiting, o.waiting_since,
				h.fetched_at, h.answered_at
			from ${filteredRows(seen, 'b')} left join funds.bank_heard h on h.bank_id = b.id
			cross join lateral (
				select count(*)::int as orders, count(answered_at)::int as answered,
					round(percentile_cont(0.5) within group (order by extract(epoch from answered_at - written_at)))::int as median,
					count(*) filter (where answered_at is null)::int as waiting,
					min(written_at) filter (where answered_at is null) as waiting_since
				from funds.bank_order where bank_id = b.id and written_at > ${now}::timestamptz - interval '90 days'
			) o order by b.closed, b.code`.execute(tx)
		return {
			output: {
				at: now.toISOString(),
				rows: rows.map(({ fetched_at, answered_at, waiting_since, ...row }) => ({
					...row,
					fetchedAt: fetched_at?.toISOString() ?? null,
					answeredAt: answered_at?.toISOString() ?? null,
					waitingSince: waiting_since?.toISOString() ?? null,
				})),
			},
		}
	},
})
