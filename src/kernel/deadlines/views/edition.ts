import type { Tx } from '../../db/schema.ts'
import type { Edition } from '../editions.ts'

/** An edition as screens show it, with the name of the agency it comes from. */
export async function shownEdition(tx: Tx, { id, version, agency, publishedAt }: Omit<Edition<unknown>, 'body'>) {
	const named =
		agency === null
			? undefined
			: await tx
					.selectFrom('identity.agency')
					.select(['name_en', 'name_zh'])
					.where('id', '=', agency)
					.executeTakeFirst()
	return {
		id,
		version,
		agency,
		agencyName: named === undefined ? null : { en: named.name_en, zh: named.name_zh },
		publishedAt: publishedAt.toISOString(),
	}
}
