import { sql } from 'kysely'
import { readPart } from '#kernel/files/api.ts'
import { partBytes } from '#kernel/files/contract.ts'
import { shows } from '#kernel/view.ts'
import { listCarriedMessages, showCarriedPhoto } from '../contract.ts'
import { loadWarning } from '../store/warning.ts'

const most = 100

type Row = {
	id: string
	message: string
	to: string
	at: Date
	reference: string | null
	sha256: string | null
	kind: string | null
	bytes: number | null
	whole: boolean
}

/** V68. */
export const showCarriedMessages = shows(listCarriedMessages, {
	subject: async (tx, input) => (await loadWarning(tx, input.warning)).subject,
	async show({ tx }, { warning }) {
		const { rows } = await sql<Row>`select c.id, c.identifier as message, c.to_office as to, c.at, c.reference,
				encode(c.photo, 'hex') as sha256, f.kind, f.bytes::float8 as bytes, f.whole_at is not null as whole
			from warnings.carried c left join files.file f on f.matter_id = c.warning_id and f.sha256 = c.photo
			where c.warning_id = ${warning} order by c.at desc, c.id desc limit ${most}`.execute(tx)
		return {
			output: {
				rows: rows.map(({ sha256, kind, bytes, whole, at, ...row }) => ({
					...row,
					at: at.toISOString(),
					photo:
						sha256 === null ? null : { sha256, kind: kind ?? '', parts: Math.ceil((bytes ?? 0) / partBytes), whole },
				})),
			},
			matter: warning,
		}
	},
})

/** V68, F3. */
export const showCarriedPhotoPart = shows(showCarriedPhoto, {
	subject: async (tx, input) => (await loadWarning(tx, input.warning)).subject,
	show: async ({ tx }, input) => ({
		output: {
			base64: Buffer.from(await readPart(tx, input.warning, input.sha256, input.part)).toString('base64'),
		},
		records: [{ type: 'Warning', id: input.warning }],
		matter: input.warning,
	}),
})
