import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ActContext } from '#kernel/act.ts'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { sourceHash } from '#kernel/identity/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { beginText, type CallState, callState, sayText, type TextLine, type Unspoken, writeText } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { phraseOf } from '../rules/tables.ts'
import { type Counted, refusedFor, textBounds, textStands, textTimer } from '../rules/text.ts'
import { iso } from './shown.ts'

/** A written call, or one whose caller was given a code to write by. */
export type TextOf = {
	readonly id: string
	readonly agency: string
	readonly state: CallState
	readonly version: number
	readonly language: 'en' | 'zh' | null
	readonly unspoken: Unspoken | null
	readonly code: string | null
	readonly answered: boolean
	readonly seenAt: Date | null
	readonly safeToCall: boolean | null
	readonly incident: string | null
	readonly closed: boolean
	readonly passedTo: string | null
	/** By when the oldest unanswered line is answered. */
	readonly dueAt: Date | null
}

type Row = {
	id: string
	agency_id: string
	state: string
	version: number
	text_language: 'en' | 'zh' | null
	unspoken: Unspoken | null
	text_code: string | null
	answered: boolean
	text_seen_at: Date | null
	safe_to_call: boolean | null
	incident_id: string | null
	closed: boolean | null
	transferred_to: string | null
	due_at: Date | null
}

/** By its id, or by its code. @throws Refusal `not_found`: a wrong code and none are the same answer */
export async function needText(
	tx: Tx,
	by: { readonly call: string } | { readonly code: string },
	lock: 'lock' | 'read',
): Promise<TextOf> {
	const { rows } = await sql<Row>`
		select c.id, c.agency_id, c.version, c.text_language, c.unspoken, c.text_code, c.answered_at is not null as answered, c.text_seen_at,
			c.safe_to_call, c.incident_id, c.transferred_to,
			(select i.closed from dispatch.incident i where i.id = c.incident_id) as closed,
			(select t.element from matters.token t where t.matter_id = c.id limit 1) as state,
			(select t.due_at from matters.timer t where t.matter_id = c.id and t.kind = ${textTimer}
				and t.met_at is null and t.dropped_at is null) as due_at
		from dispatch.call c where ${'call' in by ? sql`c.id = ${by.call}` : sql`c.text_code = ${by.code} and identity.drill_of(c.agency_id) is null`}
		${lock === 'lock' ? sql`for update of c` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return {
		id: row.id,
		agency: row.agency_id,
		state: callState.parse(row.state),
		version: row.version,
		language: row.text_language,
		unspoken: row.unspoken,
		code: row.text_code,
		answered: row.answered,
		seenAt: row.text_seen_at,
		safeToCall: row.safe_to_call,
		incident: row.incident_id,
		closed: row.closed === true,
		passedTo: row.transferred_to,
		dueAt: row.due_at,
	}
}

export const standsOf = (text: TextOf) =>
	textStands({ call: text.state, answered: text.answered, closed: text.closed, passedTo: text.passedTo })

/** D286. @throws Refusal `wrong_state` when nobody reads it any more */
export function mustGoOn(text: TextOf): void {
	const stands = standsOf(text)
	if (text.code !== null && stands !== 'over' && stands !== 'passed') return
	throw new Refusal(
		'wrong_state',
		text.code === null
			? { en: 'This caller was given no code to write by.', zh: '这位报警人还没有文字对话码。' }
			: { en: 'This conversation is finished. Begin again to be read.', zh: '这次对话已结束，请重新开始。' },
		{ rule: 'D286' },
	)
}

/** What is said in one line: words as they stand in the story, and what a phrase tells of the caller. */
export type Said = { readonly text: string; readonly both: boolean; readonly mark: Unspoken | null }

/**
 * D282. The sentence of a phrase in both languages, one under the other, or what was written as it was.
 * @throws Refusal `invalid` when that side has no such phrase, or a line is blank
 */
export function saidIn(
	side: 'caller' | 'desk',
	given: { readonly phrase?: string | undefined; readonly text?: string | undefined },
	field = 'phrase',
): Said[] {
	const said: Said[] = []
	if (given.phrase !== undefined) {
		const found = phraseOf(given.phrase, side)
		if (found === null)
			throw new Refusal(
				'invalid',
				{ en: 'There is no such sentence. Write it instead.', zh: '没有这条短语，请直接写。' },
				{ rule: 'D282', field },
			)
		said.push({ text: `${found.words.en}\n${found.words.zh}`, both: true, mark: found.mark })
	}
	if (given.text !== undefined && given.text.trim() !== '')
		said.push({ text: given.text.trim(), both: false, mark: null })
	return said
}

/** D282. Nothing was said. */
export const nothingSaid = () =>
	new Refusal('invalid', { en: 'There is nothing to send.', zh: '没有要发送的内容。' }, { rule: 'D282', field: 'text' })

/** D283. One key is one line, from whichever network it is sent again; lines of one key stand in their order. */
export function lineId(call: string, key: string, n: number): string {
	const hex = createHash('sha256')
		.update(JSON.stringify([call, key]))
		.digest('hex')
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 30)}${n.toString(16).padStart(2, '0')}`
}

/** D283. @throws Refusal `too_many` */
export async function mustBeBounded(context: ActContext, agency: string): Promise<Buffer | null> {
	const { tx, who, now } = context
	// Two at once: the second waits here and then counts the first.
	await sql`select pg_advisory_xact_lock(hashtextextended(${`text ${agency}`}, 0))`.execute(tx)
	const day = new Date(now.getTime() - 24 * 3_600_000)
	await sql`delete from dispatch.text_begun where at <= ${day}`.execute(tx)
	const source = await sourceHash(tx, who, beginText.name)
	const of = async (which: ReturnType<typeof sql>): Promise<Counted> => {
		const { rows } = await sql<{ waiting: number; a_day: number }>`
			select count(*) filter (where c.answered_at is null and not c.settled)::int as waiting, count(*)::int as a_day
			from dispatch.text_begun b join dispatch.call c on c.id = b.call_id where ${which}`.execute(tx)
		return { waiting: rows[0]?.waiting ?? 0, aDay: rows[0]?.a_day ?? 0 }
	}
	const wait = refusedFor({
		source: source === null ? null : await of(sql`b.source = ${source}`),
		desk: await of(sql`b.agency_id = ${agency}`),
	})
	if (wait !== null) throw tooMany(wait)
	return source
}

/** D283. @throws Refusal `too_many` */
export async function mustNotFlood(tx: Tx, call: string, now: Date): Promise<void> {
	const { rows } = await sql<{ a_minute: number; in_all: number }>`
		select count(*) filter (where s.at > ${new Date(now.getTime() - 60_000)})::int as a_minute, count(*)::int as in_all
		from dispatch.story s where s.call_id = ${call} and s.act in (${beginText.name}, ${writeText.name})`.execute(tx)
	const { aMinute, inAll } = textBounds.lines
	if ((rows[0]?.in_all ?? 0) >= inAll) throw tooMany(3600)
	if ((rows[0]?.a_minute ?? 0) >= aMinute) throw tooMany(60)
}

function tooMany(seconds: number): Refusal {
	const minutes = Math.ceil(seconds / 60)
	return new Refusal(
		'too_many',
		{
			en: `Too much came at once. Try again in ${minutes} min, or ask somebody near you to ring.`,
			zh: `内容太多，请 ${minutes} 分钟后再试，或请身边的人打电话。`,
		},
		{ rule: 'D283', extra: { retryAfter: seconds } },
	)
}

/** D280. The desk that is written to: of the county the phone is in, else the first. @throws Refusal `not_now` without one */
export async function textDesk(tx: Tx, point: Point | null): Promise<string> {
	const map = mapInUse()
	const station = point === null || map === null || !map.inside(point) ? null : await map.station(tx, point)
	const { rows } = await sql<{ id: string }>`
		select a.id from identity.agency a where a.tier = 'county' and a.branch is null and a.drill_id is null
		order by exists (select from identity.agency_closure k join identity.agency s on s.id = k.descendant
			where k.ancestor = a.id and s.code = ${station}::text) desc, a.code limit 1`.execute(tx)
	const desk = rows[0]?.id
	if (desk === undefined)
		throw new Refusal('not_now', { en: 'Nobody reads here yet.', zh: '这里暂时没有人看。' }, { rule: 'D280' })
	return desk
}

/** Lines of both sides, oldest first. */
export async function textLines(tx: Tx, call: string): Promise<TextLine[]> {
	const { rows } = await sql<{ id: string; at: Date; act: string; text: string; both: boolean }>`
		select s.id, s.at, s.act, s.text, coalesce((s.fact ->> 'both')::boolean, false) as both from dispatch.story s
		where s.call_id = ${call} and s.text is not null and s.act in (${beginText.name}, ${writeText.name}, ${sayText.name})
		order by s.at, s.id limit 1000`.execute(tx)
	return rows.map((row) => {
		const [en = '', zh] = row.both ? row.text.split('\n') : [row.text]
		return {
			id: row.id,
			at: iso(row.at),
			from: row.act === sayText.name ? ('desk' as const) : ('caller' as const),
			text: en,
			zh: zh ?? null,
		}
	})
}
