import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listNotices, listReturns, noticeBoard, returnResource } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { roundRows } from '../store/return-rows.ts'

const most = 200

/** F288. Open ones by when they were proposed, ended ones newest first. */
export const showReturnList = shows(listReturns, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { section, report }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, returnResource.see, returnResource, context)
		const open = section === 'open'
		const order = open ? sql`order by b.proposed_at, b.id` : sql`order by b.ended_at desc, b.id desc`
		const about = report === undefined ? sql`true` : sql`b.report_id = ${report}`
		const source = sql`(select b.* from ${filteredRows(seen, 'b')} where b.ended = ${!open} and ${about} ${order}
			limit ${most + 1}) as b`
		const rows = await roundRows(tx, who, now, source, order)
		return { output: { rows: rows.slice(0, most), more: rows.length > most } }
	},
})

/** F292. No name, no report, no whole number of an account. */
export const showNotices = shows(listNotices, {
	subject: async () => ({ resource: noticeBoard, id: 'board', attributes: {} }),
	async show({ tx, now }) {
		const { rows } = await sql<{
			number: string
			agency: { en: string; zh: string }
			currency: string
			frozen: number
			given: number
			victims: number
			accounts: { bank: string; tail: string }[]
			from: Date
			until: Date
		}>`select b.number, json_build_object('en', a.name_en, 'zh', a.name_zh) as agency, b.currency, b.frozen_minor as frozen,
				b.given_minor as given,
				(select count(distinct w.report_id)::int from funds.return_row w where w.round_id = b.id) as victims,
				coalesce((select json_agg(distinct jsonb_build_object('bank', c.bank, 'tail', right(c.number, 4)))
					from funds.return_row w join funds.account c on c.id = w.account_id where w.round_id = b.id), '[]') as accounts,
				b.notice_from as "from", b.notice_until as until
			from funds.return_round b join identity.agency a on a.id = b.agency_id
			where b.state = 'notice' and b.notice_until > ${now}::timestamptz order by b.notice_until, b.id limit 200`.execute(
			tx,
		)
		return {
			output: {
				rows: rows.map(({ frozen, given, from, until, ...row }) => ({
					...row,
					frozenMinor: Number(frozen),
					givenMinor: Number(given),
					from: from.toISOString(),
					until: until.toISOString(),
				})),
			},
		}
	},
})
