import { sql } from 'kysely'
import { readPart } from '#kernel/files/api.ts'
import { partBytes } from '#kernel/files/contract.ts'
import { shows } from '#kernel/view.ts'
import { listCarried, outwardKind, service, showCarried } from '../contract.ts'
import { callSubject, deskSubject, needCall } from '../store/call.ts'
import { iso } from '../store/shown.ts'

const most = 50

type Row = {
	id: string
	number: string
	to_service: string | null
	kind: string | null
	sent: boolean
	at: Date
	reference: string | null
	sha256: string | null
	file_kind: string | null
	bytes: number | null
	whole: boolean
}

/** D296. */
export const showCarriedList = shows(listCarried, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const { rows } = await sql<Row>`
			select c.id, c.number, b.to_service, b.kind, b.sent, b.at, b.reference, encode(b.photo, 'hex') as sha256,
				f.kind as file_kind, f.bytes::float8 as bytes, f.whole_at is not null as whole
			from (
				select call_id, to_service, null::text as kind, true as sent, acknowledged_at as at, reference, photo
				from dispatch.transfer where acknowledged_at is not null
				union all
				select call_id, null, kind, state = 'sent', done_at, reference, photo from dispatch.outward where done_at is not null
			) b join dispatch.call c on c.id = b.call_id
			left join files.file f on f.matter_id = c.id and f.sha256 = b.photo
			where c.agency_id = ${who.bureau} and b.at > ${now}::timestamptz - interval '1 day'
			order by b.at desc, c.id limit ${most + 1}`.execute(tx)
		return {
			output: {
				rows: rows.slice(0, most).map((row) => ({
					call: { id: row.id, number: row.number },
					what:
						row.kind === null
							? { to: service.parse(row.to_service) }
							: { message: outwardKind.parse(row.kind), sent: row.sent },
					at: iso(row.at),
					reference: row.reference,
					photo:
						row.sha256 === null
							? null
							: {
									sha256: row.sha256,
									kind: row.file_kind ?? '',
									parts: Math.ceil((row.bytes ?? 0) / partBytes),
									whole: row.whole,
								},
				})),
				more: rows.length > most,
			},
		}
	},
})

/** D296, F3. */
export const showCarriedPart = shows(showCarried, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	show: async ({ tx }, input) => ({
		output: {
			base64: Buffer.from(await readPart(tx, input.call, input.sha256, input.part)).toString('base64'),
		},
		records: [{ type: 'Call', id: input.call }],
		matter: input.call,
	}),
})
