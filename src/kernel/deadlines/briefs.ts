import { type RawBuilder, sql } from 'kysely'
import type { Words } from '../contract/declare.ts'
import { powersInUse } from '../powers/current.ts'
import { whereOf } from '../powers/filter.ts'
import type { BriefAsked, BriefSource } from '../record.ts'
import { deadlineResource } from './contract.ts'
import { regimeById } from './editions.ts'

/**
 * What deadlines tell in a briefing: as the sums stood then. An extension or a pause that came later is another sum, and
 * what was met later was open then (K75).
 */

type Row = {
	id: string
	matter_id: string
	matter_kind: string
	regime_id: string
	regime_body: string
	agency_en: string
	agency_zh: string
	at: Date
	due: Date
	extra_en: string | null
	extra_zh: string | null
	total: number
}

/** What is due, what it hangs on and who has to act: the deadline's own rule names it, never its words. */
const sentence = (row: Row): Words => {
	const { name } = regimeById(row.regime_id, row.regime_body)
	const more = (extra: string | null, mark: string) => (extra === null ? '' : `${mark}${extra}`)
	return {
		en: `${name.en}, ${row.agency_en}${more(row.extra_en, ': ')}`,
		zh: `${name.zh}，${row.agency_zh}${more(row.extra_zh, '：')}`,
	}
}

/** When it was due by the sum that stood then. */
const dueThen = (until: Date) =>
	sql`(select r.due_at from deadlines.reckoning r where r.deadline_id = d.id and r.at <= ${until} order by r.n desc limit 1)`

async function told(asked: BriefAsked, picked: RawBuilder<unknown>, order: RawBuilder<unknown>) {
	const filter = powersInUse().filter(asked.who, deadlineResource.see, deadlineResource, {
		now: Math.floor(asked.until.getTime() / 1000),
		purpose: false,
	})
	const { rows } = await sql<Row>`
		select d.id, d.matter_id, m.kind as matter_kind, d.regime_id, e.body as regime_body, a.name_en as agency_en,
			a.name_zh as agency_zh, w.at, w.due, w.extra_en, w.extra_zh, (count(*) over ())::int as total
		from (${picked}) w join deadlines.deadline d on d.id = w.id join matters.matter m on m.id = d.matter_id
		join deadlines.edition e on e.id = d.regime_id join identity.agency a on a.id = d.agency_id
		where ${whereOf(filter, 'd')} order by ${order} limit ${asked.limit}`.execute(asked.tx)
	return {
		total: rows[0]?.total ?? 0,
		lines: rows.map((row) => ({
			...sentence(row),
			at: row.at,
			due: row.due,
			opens: { type: deadlineResource.type, id: row.id },
			matter: row.matter_id,
		})),
	}
}

const ours = ({ agencies }: BriefAsked) =>
	sql`(d.agency_id = any(${agencies}::uuid[]) or d.duty_id = any(${agencies}::uuid[]))`
const openThen = ({ until }: BriefAsked) =>
	sql`(d.met_at is null or d.met_at > ${until}) and (d.decided_at is null or d.decided_at > ${until})
		and (d.dropped_at is null or d.dropped_at > ${until})`
const plain = sql`null::text as extra_en, null::text as extra_zh`

const dueNext: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select o.id, o.set_at as at, o.due, ${plain} from (
			select d.id, d.set_at, ${dueThen(asked.until)} as due from deadlines.deadline d
			where ${ours(asked)} and d.set_at <= ${asked.until} and ${openThen(asked)}
		) o where o.due > ${asked.until} and o.due <= ${asked.next}`,
		sql`w.due, w.id`,
	)

const overdue: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select d.id, d.breached_at as at, ${dueThen(asked.until)} as due, ${plain} from deadlines.deadline d
			where ${ours(asked)} and d.breached_at > ${asked.from} and d.breached_at <= ${asked.until}`,
		sql`w.at desc, w.id`,
	)

const cameUp: BriefSource['lines'] = (asked) =>
	told(
		asked,
		sql`select d.id, r.at, ${dueThen(asked.until)} as due, 'now with ' || u.name_en as extra_en, '责任转至' || u.name_zh as extra_zh
			from deadlines.rung r join deadlines.deadline d on d.id = r.deadline_id join identity.agency u on u.id = r.agency_id
			where (r.agency_id = any(${asked.agencies}::uuid[]) or d.agency_id = any(${asked.agencies}::uuid[]))
				and r.at > ${asked.from} and r.at <= ${asked.until}`,
		sql`w.at desc, w.id`,
	)

/** In the order of the page. */
export const briefs: readonly BriefSource[] = [
	{ key: 'deadlines.due', words: { en: 'Due next shift', zh: '下一班到期' }, about: 'waits', lines: dueNext },
	{ key: 'deadlines.overdue', words: { en: 'Deadlines passed', zh: '时限逾期' }, about: 'changed', lines: overdue },
	{ key: 'deadlines.moved', words: { en: 'Duties moved', zh: '责任转移' }, about: 'changed', lines: cameUp },
]
