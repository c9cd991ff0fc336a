import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'

/** An agency with its names. @throws Refusal `not_found` */
export async function agencyNamed(tx: Tx, id: string): Promise<{ agency: string; en: string; zh: string }> {
	const row = await tx
		.selectFrom('identity.agency')
		.select(['name_en', 'name_zh'])
		.where('id', '=', id)
		.executeTakeFirst()
	if (row === undefined) throw notFound(`agency ${id}`)
	return { agency: id, en: row.name_en, zh: row.name_zh }
}
