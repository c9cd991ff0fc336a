import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { type ContactDid, contactBook, contactResource, listContacts } from '../contract/contact.ts'

/** K56. Newest first; each row by the power to see it, and every opening of the list entered as a look. */
export const showContactList = shows(listContacts, {
	subject: async (_tx, _input, who) => ({ resource: contactBook, id: who.bureau, attributes: { agency: who.bureau } }),
	async show({ tx, who, now, purpose }, { before, limit }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: purpose !== null }
		const seen = powersInUse().filter(who, contactResource.see, contactResource, context)
		const earlier = before === undefined ? sql`` : sql`and c.id < ${before}`
		const { rows } = await sql<{
			id: string
			at: Date
			about: string
			matter_id: string | null
			contact_by: string
			did: ContactDid
			said: string
			post_kind: string
			writer: { en: string; zh: string }
			agency: { en: string; zh: string }
		}>`select c.id, c.at, c.about, c.matter_id, c.contact_by, c.did, c.said, c.post_kind,
				json_build_object('en', p.name_en, 'zh', p.name_zh) as writer, json_build_object('en', a.name_en, 'zh', a.name_zh) as agency
			from ${filteredRows(seen, 'c')} join identity.person p on p.id = c.writer_id join identity.agency a on a.id = c.agency_id
			where true ${earlier} order by c.id desc limit ${limit + 1}`.execute(tx)
		const shown = rows.slice(0, limit)
		return {
			output: {
				rows: shown.map((row) => ({
					id: row.id,
					at: row.at.toISOString(),
					about: row.about,
					matter: row.matter_id,
					contactBy: row.contact_by,
					did: row.did,
					said: row.said,
					writer: { ...row.writer, post: row.post_kind },
					agency: row.agency,
				})),
				more: rows.length > limit,
			},
			records: shown.map((row) => ({ type: 'Contact', id: row.id })),
		}
	},
})
