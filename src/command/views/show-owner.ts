import { sql } from 'kysely'
import { matter as matterResource } from '#kernel/matters/contract.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { showOwner } from '../contract/hand-over.ts'
import { ownerAt } from '../store/owner.ts'
import { agencyNamed, ownersOf } from '../store/owners.ts'

/** K42. Who owned it, at any moment since it was opened. */
export const showOwnerView = shows(showOwner, {
	subject: async (tx, input) => {
		const { rows } = await sql<{ agency_id: string; kind: string }>`
			select agency_id, kind from matters.matter where id = ${input.matter}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`matter ${input.matter}`)
		return { resource: matterResource, id: input.matter, attributes: { agency: row.agency_id, kind: row.kind } }
	},
	async show({ tx, now }, input) {
		const at = input.at === undefined ? now : new Date(input.at)
		const owner = await agencyNamed(tx, await ownerAt(tx, input.matter, at))
		return { output: { at: at.toISOString(), owner, owners: await ownersOf(tx, input.matter) }, matter: input.matter }
	},
})
