import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { type PublishedRow, showPublished } from '../contract.ts'
import { fundsBoard } from '../contract.ts'

type Row = Omit<PublishedRow, 'agency'> & { readonly id: string; readonly en: string; readonly zh: string }

/** F88. The whole record of each agency, counted; the finest grain is an agency. Open to anybody. */
export const showPublishedView = shows(showPublished, {
	subject: async () => ({ resource: fundsBoard, id: 'board', attributes: {} }),
	async show({ tx, now }) {
		const { rows } = await sql<Row>`
			select a.id, a.name_en as en, a.name_zh as zh,
				count(*) filter (where m.kind = 'stop')::int as stops,
				count(*) filter (where m.kind = 'freeze')::int as freezes,
				coalesce(floor(sum(extract(epoch from coalesce(m.ended_at, ${now}::timestamptz) - m.answered_at) / 3600)
					filter (where m.held_minor is not null)), 0)::int as "hoursHeld",
				count(*) filter (where m.end_reason in ('objection_upheld', 'objection_silence'))::int as wrongful,
				count(*) filter (where m.end_reason = 'clock')::int as "ranOut"
			from funds.measure m join identity.agency a on a.id = m.agency_id
			where m.sent_at is not null and a.drill_id is null
			group by a.id, a.name_en, a.name_zh order by a.name_en, a.id`.execute(tx)
		const published = rows.map(({ id, en, zh, ...counts }) => ({ agency: { id, en, zh }, ...counts }))
		return { output: { at: now.toISOString(), rows: published } }
	},
})
