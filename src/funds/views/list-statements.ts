import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { bankSetting, listSettings, listStatements, statementResource, statementRow } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { utc } from '../store/request-sheet.ts'

const most = 200

/** F170. Newest first, those that may be seen; nobody is named. */
export const showStatementList = shows(listStatements, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { report }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, statementResource.see, statementResource, context)
		const { rows } = await sql<{ said: unknown }>`select json_build_object('id', s.id,
				'report', json_build_object('id', f.id, 'number', f.number),
				'request', case when q.id is null then null else json_build_object('id', q.id, 'number', q.number) end,
				'bank', s.bank, 'format', s.format, 'sha256', s.sha256, 'bytes', s.bytes, 'state', s.state,
				'enteredAt', ${utc('s.entered_at')}, 'readAt', ${utc('s.read_at')}, 'untilAt', ${utc('s.until_at')},
				'endedAt', ${utc('s.ended_at')}, 'told', s.told, 'version', s.version) as said
			from ${filteredRows(seen, 's')} join funds.report f on f.id = s.report_id left join funds.request q on q.id = s.request_id
			where (${report ?? null}::uuid is null or s.report_id = ${report ?? null}::uuid)
			order by s.entered_at desc, s.id desc limit ${most + 1}`.execute(tx)
		return {
			output: { rows: rows.slice(0, most).map((row) => statementRow.parse(row.said)), more: rows.length > most },
		}
	},
})

/** F176. Those of the bureau. */
export const showSettings = shows(listSettings, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who }) {
		const { rows } = await sql<{ bank: string; says: unknown; at: Date; version: number }>`
			select bank, says, kept_at as at, version from funds.mapping where agency_id = ${who.bureau} order by bank limit 500`.execute(
			tx,
		)
		return {
			output: {
				rows: rows.map(({ bank, says, at, version }) => ({
					bank,
					setting: bankSetting.parse(says),
					keptAt: at.toISOString(),
					version,
				})),
			},
		}
	},
})
