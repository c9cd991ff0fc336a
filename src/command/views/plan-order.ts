import { sql } from 'kysely'
import { shippedRegimes } from '#kernel/deadlines/shipped.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyName, planOrder, recipientPost } from '../contract.ts'
import { bookSubject } from '../store/order-book.ts'
import { agencyJson } from '../store/order-rows.ts'
import { heads } from '../store/order-sides.ts'

/** What a form needs: who is below, what can answer there, which regimes reckon. */
export const planOrderView = shows(planOrder, {
	subject: async (_tx, input) => bookSubject(input.agency),
	show: async ({ tx, now }, input) => {
		const { rows } = await sql<{
			agency: AgencyName
			tier: string
			depth: number
			heads: boolean
			posts: readonly string[]
		}>`select ${agencyJson('a')} as agency, a.tier, c.depth,
				exists (select from identity.post p join identity.agency b on b.id = p.agency_id
					where p.kind in (${sql.join([...heads])}) and (b.id = a.id or b.bureau_id = a.id) and p.from_at <= ${now}
						and (p.until_at is null or p.until_at > ${now})) as heads,
				array(select distinct p.kind from identity.post p where p.agency_id = a.id and p.from_at <= ${now}
					and (p.until_at is null or p.until_at > ${now})) as posts
			from identity.agency_closure c join identity.agency a on a.id = c.descendant
			where c.ancestor = ${input.agency} order by c.depth, a.branch nulls first, a.code`.execute(tx)
		const own = rows.find((row) => row.depth === 0)
		if (own === undefined) throw notFound(`agency ${input.agency}`)
		const known: readonly string[] = recipientPost.options
		return {
			output: {
				giver: own.agency,
				recipients: rows
					.map((row) => ({
						agency: row.agency,
						tier: row.tier,
						answers: row.depth > 0 && row.heads,
						posts: row.posts.filter((post) => known.includes(post)),
					}))
					.filter((row) => row.answers || row.posts.length > 0),
				regimes: [...shippedRegimes()]
					.filter(([, body]) => !body.liberty)
					.map(([key, body]) => ({ key, en: body.name.en, zh: body.name.zh })),
			},
		}
	},
})
