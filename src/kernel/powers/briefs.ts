import { sql } from 'kysely'
import { powersInUse } from './current.ts'
import { ruleResource } from './contract.ts'
import { whereOf } from './filter.ts'
import type { BriefSource } from '../record.ts'

const published: BriefSource['lines'] = async (asked) => {
	const filter = powersInUse().filter(asked.who, ruleResource.see, ruleResource, {
		now: Math.floor(asked.until.getTime() / 1000),
		purpose: false,
	})
	const { rows } = await sql<{
		id: string
		rule: string
		version: number
		en: string
		zh: string
		at: Date
		total: number
	}>`select r.id, r.rule, r.version, a.name_en as en, a.name_zh as zh, s.at, (count(*) over ())::int as total
		from powers.rule_step s join powers.rule r on r.id = s.rule_id join identity.agency a on a.id = r.bureau_id
		where s.step = 'approved' and s.at > ${asked.from} and s.at <= ${asked.until} and ${whereOf(filter, 'r')}
		order by s.at desc, r.id limit ${asked.limit}`.execute(asked.tx)
	return {
		total: rows[0]?.total ?? 0,
		lines: rows.map((row) => ({
			en: `${row.rule} version ${row.version}, ${row.en}`,
			zh: `${row.rule} 第 ${row.version} 版，${row.zh}`,
			at: row.at,
			due: null,
			opens: { type: ruleResource.type, id: row.id },
			matter: null,
		})),
	}
}

export const briefs: readonly BriefSource[] = [
	{ key: 'powers.rules', words: { en: 'New rules of a bureau', zh: '新施行规则' }, about: 'changed', lines: published },
]
