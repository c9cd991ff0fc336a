import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { capAlert, listNotices, noticeResource } from '../contract.ts'
import { bookSubject } from '../store/warning.ts'

const most = 100

/** V35. The newest, with whom they come from. Sources are the bureau's own. */
export const showNotices = shows(listNotices, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	async show({ tx, who, now }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, noticeResource.see, noticeResource, context)
		const { rows } = await sql<{
			id: string
			source: { id: string; name: string }
			alert: unknown
			signature: 'none' | 'checked'
			entered_at: Date
			expires_at: Date | null
		}>`select n.id, json_build_object('id', s.id, 'name', s.name) as source, n.alert, n.signature, n.entered_at, n.expires_at
			from ${filteredRows(seen, 'n')} join warnings.source s on s.id = n.source_id
			order by n.entered_at desc, n.id desc limit ${most}`.execute(tx)
		const sources = await sql<{
			id: string
			name: string
			signature_required: boolean
			has_key: boolean
			open: boolean
			version: number
		}>`select id, name, signature_required, key_pem is not null as has_key, closed_at is null as open, version
			from warnings.source where agency_id = ${who.bureau} order by name, id`.execute(tx)
		return {
			output: {
				rows: rows.map((row) => ({
					id: row.id,
					source: row.source,
					alert: capAlert.parse(row.alert),
					signature: row.signature,
					enteredAt: row.entered_at.toISOString(),
					expiresAt: row.expires_at?.toISOString() ?? null,
				})),
				sources: sources.rows.map(({ signature_required, has_key, ...one }) => ({
					...one,
					signatureRequired: signature_required,
					hasKey: has_key,
				})),
			},
		}
	},
})
