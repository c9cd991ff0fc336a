import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { makeBrief } from '../contract/brief.ts'
import { windowOf } from '../rules/brief-page.ts'
import { briefBookSubject } from '../store/brief.ts'
import { ledgerSize, sectionsOf } from '../store/brief-make.ts'

/** K70, K71, K75. Made from the record alone, and frozen. */
export const performMakeBrief = performs(makeBrief, {
	load: async (_tx, _input, who) => ({ subject: briefBookSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, who, now }, _row, { kind }) => {
		const agency = who.bureau
		// Two at once would tell the same time twice: the second one begins where the first ended.
		await sql`select pg_advisory_xact_lock(hashtext(${`command.brief ${agency} ${kind}`}))`.execute(tx)
		const { rows } = await sql<{ until: Date }>`select b.until_at as until from command.brief b
			where b.agency_id = ${agency} and b.kind = ${kind} order by b.until_at desc limit 1`.execute(tx)
		const times = windowOf(kind, now, rows[0]?.until ?? null)
		if (times === null)
			throw new Refusal(
				'already',
				{ en: 'It was made a moment ago. Open that one.', zh: '刚刚已生成，请打开那一份。' },
				{ rule: 'K71' },
			)
		const size = await ledgerSize(tx)
		const sections = await sectionsOf(tx, who, { agency, ...times, size })
		const body = JSON.stringify(sections)
		const sha256 = createHash('sha256').update(body).digest('hex')
		const id = newId(now.getTime())
		await sql`insert into command.brief (id, agency_id, kind, from_at, until_at, next_at, size, body, sha256, made_at, made_by, made_post)
			values (${id}, ${agency}, ${kind}, ${times.from}, ${times.until}, ${times.next}, ${size}, ${body}, ${sha256}, ${now},
				${who.person}, ${who.postKind})`.execute(tx)
		return {
			output: { brief: id, version: 1 },
			fact: {
				brief: id,
				kind,
				sha256,
				size,
				from: times.from.toISOString(),
				until: times.until.toISOString(),
				lines: sections.reduce((sum, section) => sum + section.lines.length, 0),
			},
			messages: [{ topic: 'command.brief.made', resource: { type: 'Brief', id }, body: { kind } }],
		}
	},
})
