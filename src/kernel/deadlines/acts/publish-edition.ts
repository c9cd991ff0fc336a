import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { editionResource, publishEdition } from '../contract.ts'
import { digest } from '../editions.ts'
import type { EditionTable } from '../tables.ts'

type Row = Omit<EditionTable, 'body'> & {
	readonly body: string
	readonly published: boolean
	readonly newer: boolean
}

/** C4, C5. From here on new deadlines take it; those there are keep theirs. */
export const publishEditionAct = performs(publishEdition, {
	async load(tx, input) {
		const { rows } = await sql<Row>`select e.*, p.edition_id is not null as published,
				exists (select from deadlines.edition n join deadlines.publication q on q.edition_id = n.id
					where n.kind = e.kind and n.key = e.key and n.agency_id is not distinct from e.agency_id and n.version > e.version) as newer
			from deadlines.edition e left join deadlines.publication p on p.edition_id = e.id where e.id = ${input.id}`.execute(
			tx,
		)
		const row = rows[0]
		if (row === undefined) throw notFound()
		const attributes = { agency: row.agency_id, proposer: row.proposed_by }
		return { subject: { resource: editionResource, id: row.id, attributes }, row, version: null }
	},
	async run({ tx, who, now }, row, { ground }) {
		if (row.newer) throw passed()
		const added = await tx
			.insertInto('deadlines.publication')
			.values({ edition_id: row.id, at: now, by_person: who.person, by_post: who.postKind, ground })
			.onConflict((conflict) => conflict.doNothing())
			.returning('edition_id')
			.executeTakeFirst()
		if (added === undefined || row.published) throw published()
		const { id, kind, key, version } = row
		return {
			output: { id, version },
			fact: { edition: id, kind, key, agency: row.agency_id, version, sha256: digest(row.body), ground },
			messages: [
				{ topic: 'deadlines.edition.published', resource: { type: 'Edition', id }, body: { kind, key, version } },
			],
		}
	},
})

function published(): Refusal {
	return new Refusal('already', { en: 'This edition is published.', zh: '该版本已发布。' }, { rule: 'C4' })
}

function passed(): Refusal {
	const words = {
		en: 'A newer edition is in force. Propose the next one.',
		zh: '更新的版本已施行，请提出下一版本。',
	}
	return new Refusal('overtaken', words, { rule: 'C4' })
}
