import { sql } from 'kysely'
import { powersInUse } from '../powers/current.ts'
import { whereOf } from '../powers/filter.ts'
import type { BriefSource } from '../record.ts'
import { draftResource } from './contract/drawing-shapes.ts'

/** Drawings and tables a bureau published, for the agencies they hold for: theirs and all below. */
const published: BriefSource['lines'] = async ({ tx, who, agencies, from, until, limit }) => {
	const filter = powersInUse().filter(who, draftResource.see, draftResource, {
		now: Math.floor(until.getTime() / 1000),
		purpose: false,
	})
	const { rows } = await sql<{
		draft: string
		what: 'drawing' | 'table'
		name: string
		en: string
		zh: string
		at: Date
		total: number
	}>`select p.draft_id as draft, p.what, p.name, a.name_en as en, a.name_zh as zh, p.at, (count(*) over ())::int as total
		from matters.publication p join matters.draft d on d.id = p.draft_id join identity.agency a on a.id = p.scope_id
		where p.at > ${from} and p.at <= ${until} and ${whereOf(filter, 'd')}
			and exists (select from identity.agency_closure c where c.ancestor = p.scope_id and c.descendant = any(${agencies}::uuid[]))
		order by p.at desc, p.id limit ${limit}`.execute(tx)
	return {
		total: rows[0]?.total ?? 0,
		lines: rows.map((row) => ({
			en: `${row.what === 'drawing' ? 'Drawing' : 'Table'} ${row.name}, for ${row.en}`,
			zh: `${row.what === 'drawing' ? '流程图' : '决策表'} ${row.name}，适用于${row.zh}`,
			at: row.at,
			due: null,
			opens: { type: draftResource.type, id: row.draft },
			matter: null,
		})),
	}
}

export const briefs: readonly BriefSource[] = [
	{
		key: 'matters.published',
		words: { en: 'New drawings and tables', zh: '新施行流程图和决策表' },
		about: 'changed',
		lines: published,
	},
]
