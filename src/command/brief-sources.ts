import { type RawBuilder, sql } from 'kysely'
import type { ResourceDeclaration, Words } from '#kernel/contract/declare.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { BriefAsked, BriefSource, Duty, DutyAsked, DutySource } from '#kernel/record.ts'
import { aidResource } from './contract/aid.ts'
import { handOverResource } from './contract/hand-over.ts'
import { orderResource } from './order-resources.ts'

/**
 * What orders, hand-overs and mutual aid tell in a briefing and give posts to do. Their words stay in the matter, since they may name
 * people: a line says from whom to whom.
 */

type Row = {
	id: string
	from_en: string
	from_zh: string
	to_en: string
	to_zh: string
	reference: string | null
	state: string
	at: Date
	due: Date | null
	total: number
}

/** Rows of `picked` (`id, at, due, state`) from the table of the resource that the asker may see. */
async function told(
	asked: Pick<BriefAsked, 'tx' | 'who' | 'limit'> & { readonly until: Date },
	of: { readonly resource: ResourceDeclaration; readonly from: string; readonly reference: RawBuilder<unknown> },
	picked: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
): Promise<readonly Row[]> {
	const { resource } = of
	const filter = powersInUse().filter(asked.who, resource.see, resource, {
		now: Math.floor(asked.until.getTime() / 1000),
		purpose: false,
	})
	const { rows } =
		await sql<Row>`select o.id, a.name_en as from_en, a.name_zh as from_zh, u.name_en as to_en, u.name_zh as to_zh,
			${of.reference} as reference, w.state, w.at, w.due, (count(*) over ())::int as total
		from (${picked}) w join ${sql.table(resource.table ?? '')} o on o.id = w.id
		join identity.agency a on a.id = ${sql.ref(`o.${of.from}`)} join identity.agency u on u.id = o.to_id
		where ${whereOf(filter, 'o')} order by ${order} limit ${asked.limit}`.execute(asked.tx)
	return rows
}

const orders = { resource: orderResource, from: 'giver_id', reference: sql`o.reference` } as const
const handOvers = { resource: handOverResource, from: 'agency_id', reference: sql`null::text` } as const
const aids = { resource: aidResource, from: 'agency_id', reference: sql`null::text` } as const
type Of = typeof orders | typeof handOvers | typeof aids

const states: Readonly<Record<string, Words>> = {
	given: { en: 'given', zh: '已下达' },
	open: { en: 'to carry out', zh: '待落实' },
	'command.order.accept': { en: 'accepted', zh: '已接受' },
	'command.order.question': { en: 'questioned', zh: '有疑问' },
	'command.order.refuse': { en: 'refused as beyond powers', zh: '以超越职权拒绝' },
	asked: { en: 'aid asked for', zh: '请求支援' },
	on_loan: { en: 'on loan', zh: '支援中' },
	offered: { en: 'offered', zh: '已提出' },
	raised: { en: 'with the agency above', zh: '报上级决定' },
}

function sentence(row: Row): Words {
	const state = states[row.state] ?? { en: row.state, zh: row.state }
	const reference = row.reference === null ? '' : `${row.reference} `
	return {
		en: `${reference}${row.from_en} to ${row.to_en}: ${state.en}`,
		zh: `${reference}${row.from_zh} → ${row.to_zh}：${state.zh}`,
	}
}

const lines =
	(of: Of, picked: (asked: BriefAsked) => RawBuilder<unknown>, order: RawBuilder<unknown>) =>
	async (asked: BriefAsked) => {
		const rows = await told(asked, of, picked(asked), order)
		return {
			total: rows[0]?.total ?? 0,
			lines: rows.map((row) => ({
				...sentence(row),
				at: row.at,
				due: row.due,
				opens: { type: of.resource.type, id: row.id },
				matter: row.id,
			})),
		}
	}

const among = (column: string, { agencies }: BriefAsked) => sql`${sql.ref(column)} = any(${agencies}::uuid[])`
const firstDue = sql`w.due nulls last, w.id`
const newest = sql`w.at desc, w.id`

/** In the order of the page. */
export const commandBriefs: readonly BriefSource[] = [
	{
		key: 'command.orders-open',
		words: { en: 'Orders to carry out', zh: '待落实命令' },
		about: 'waits',
		lines: lines(
			orders,
			(asked) => sql`select o.id, o.given_at as at, o.due_at as due, 'open' as state
				from command.issued_order o join matters.matter m on m.id = o.id
				where ${among('o.to_id', asked)} and o.given_at <= ${asked.until} and (m.closed_at is null or m.closed_at > ${asked.until})
					and (o.closed_at is null or o.closed_at > ${asked.until})`,
			firstDue,
		),
	},
	{
		key: 'command.hand-overs',
		words: { en: 'Hand-overs open', zh: '未了移交' },
		about: 'waits',
		lines: lines(
			handOvers,
			(asked) => sql`select h.id, h.offered_at as at, h.due_at as due,
					case when h.raised_at <= ${asked.until} then 'raised' else 'offered' end as state
				from command.hand_over h
				where (${among('h.agency_id', asked)} or ${among('h.to_id', asked)} or ${among('h.superior_id', asked)})
					and h.offered_at <= ${asked.until} and (h.ended_at is null or h.ended_at > ${asked.until})`,
			firstDue,
		),
	},
	{
		key: 'command.aid',
		words: { en: 'Mutual aid and loans', zh: '互助与借用' },
		about: 'waits',
		lines: lines(
			aids,
			(asked) => sql`select d.id, d.asked_at as at,
					case when d.loaned_at <= ${asked.until} then d.until_at else d.answer_due_at end as due,
					case when d.loaned_at <= ${asked.until} then 'on_loan' else 'asked' end as state
				from command.aid d
				where (${among('d.agency_id', asked)} or ${among('d.to_id', asked)})
					and d.asked_at <= ${asked.until} and (d.ended_at is null or d.ended_at > ${asked.until})`,
			firstDue,
		),
	},
	{
		key: 'command.orders-answered',
		words: { en: 'Orders answered', zh: '命令回复' },
		about: 'changed',
		lines: lines(
			orders,
			(asked) => sql`select l.order_id as id, l.at, null::timestamptz as due, l.act as state
				from command.order_line l join command.issued_order o on o.id = l.order_id
				where l.act in ('command.order.accept', 'command.order.question', 'command.order.refuse')
					and (${among('o.giver_id', asked)} or ${among('o.to_id', asked)}) and l.at > ${asked.from} and l.at <= ${asked.until}`,
			newest,
		),
	},
	{
		key: 'command.orders-given',
		words: { en: 'Orders given', zh: '下达命令' },
		about: 'changed',
		lines: lines(
			orders,
			(asked) => sql`select o.id, o.given_at as at, o.due_at as due, 'given' as state from command.issued_order o
				where ${among('o.giver_id', asked)} and o.given_at > ${asked.from} and o.given_at <= ${asked.until}`,
			newest,
		),
	},
]

type Kind = {
	readonly key: string
	readonly act: string
	readonly of: Of
	readonly what: Words
	readonly basis: Words
	readonly where: (asked: DutyAsked) => RawBuilder<unknown>
}

const orderBasis = { en: 'Orders down the tiers', zh: '逐级命令规定' }
/** Orders to the agency itself or to the post asked about. */
const toPost = ({ bureau, agency, post }: DutyAsked) =>
	sql`(o.to_id = ${bureau} or o.to_id = ${agency}) and o.to_post in ('', ${post})`

const kinds: readonly Kind[] = [
	{
		key: 'command.order.answer',
		act: 'command.order.accept',
		of: orders,
		what: {
			en: 'Answer orders: accept, ask, or refuse as beyond powers',
			zh: '答复命令：接受、提问，或以超越职权拒绝',
		},
		basis: orderBasis,
		where: (asked) => sql`o.state = 'given' and ${toPost(asked)}`,
	},
	{
		key: 'command.order.work',
		act: 'command.order.hand-in',
		of: orders,
		what: { en: 'Carry out orders accepted', zh: '落实已接受的命令' },
		basis: orderBasis,
		where: (asked) => sql`o.state = 'in_work' and ${toPost(asked)}`,
	},
	{
		key: 'command.order.check',
		act: 'command.order.check',
		of: orders,
		what: { en: 'Check orders handed in', zh: '核查已报完成的命令' },
		basis: orderBasis,
		where: ({ bureau, agency, post }) =>
			sql`o.state = 'to_check' and (o.checker_id = ${bureau} or o.checker_id = ${agency}) and o.checker_post in ('', ${post})`,
	},
	{
		key: 'command.hand-over.answer',
		act: 'command.hand-over.accept',
		of: handOvers,
		what: { en: 'Answer hand-overs offered', zh: '答复移交' },
		basis: { en: 'Hand-over of matters', zh: '事项移交规定' },
		where: ({ bureau, agency }) => sql`o.state = 'offered' and (o.to_id = ${bureau} or o.to_id = ${agency})`,
	},
]

export const commandDuties: DutySource = async (asked) => {
	const duties: Duty[] = []
	for (const kind of kinds) if (asked.may(kind.act)) duties.push(await dutyOf(asked, kind))
	return duties
}

async function dutyOf(asked: DutyAsked, { key, of, what, basis, where }: Kind): Promise<Duty> {
	const since = of === orders ? sql`o.given_at` : sql`o.offered_at`
	const filter = powersInUse().filter(asked.who, of.resource.see, of.resource, {
		now: Math.floor(asked.now.getTime() / 1000),
		purpose: false,
	})
	const { rows } = await sql<{ id: string; en: string; zh: string; since: Date; due: Date; seen: boolean }>`
		select o.id, a.name_en as en, a.name_zh as zh, ${since} as since, o.due_at as due, ${whereOf(filter, 'o')} as seen
		from ${sql.table(of.resource.table)} o join identity.agency a on a.id = ${sql.ref(`o.${of.from}`)}
		where ${where(asked)} order by o.due_at, o.id limit 500`.execute(asked.tx)
	return {
		source: key,
		what,
		basis,
		open: rows.length,
		oldest: rows.length === 0 ? null : new Date(Math.min(...rows.map((row) => row.since.getTime()))),
		due: rows[0]?.due ?? null,
		rows: rows
			.filter((row) => row.seen)
			.slice(0, 10)
			.map((row) => ({
				type: of.resource.type,
				id: row.id,
				name: { en: `from ${row.en}`, zh: `来自${row.zh}` },
				since: row.since,
				due: row.due,
			})),
	}
}
