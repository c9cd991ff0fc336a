import { sql } from 'kysely'
import type { ActContext, Fact, Message } from '#kernel/act.ts'
import { needRegime } from '#kernel/deadlines/keep.ts'
import { beginProcess } from '#kernel/matters/process/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { z } from 'zod'
import type { orderGiven, recipient, WrittenSheet } from '../contract.ts'
import { answerSeconds } from '../rules/order-clock.ts'
import { startClock, startDone } from './order-clocks.ts'
import { findConflicts, keepConflicts } from './order-claims.ts'
import { mustCheckFrom, mustReach, mustSeeMatter, needGiver } from './order-sides.ts'
import { mustBeMeetable, mustCountNobody, mustFitTarget, mustLieAhead } from './order-words.ts'
import { orderChanged, writeLine } from './order-write.ts'

type Sheet = Omit<WrittenSheet, 'why' | 'basis'> & {
	readonly why?: string | undefined
	readonly basis?: string | undefined
}
type Recipient = z.output<typeof recipient>

/** Everything an order is born with, beside its words. */
export type Born = {
	readonly act: string
	readonly giver: string
	readonly orders: readonly Recipient[]
	readonly sheet: Sheet
	/** The order it is a part of, with the agencies above in that line. */
	readonly parent?: {
		readonly id: string
		readonly giver: string
		readonly chain: readonly string[]
		readonly dueAt: Date
	}
	readonly replaces?: string
	readonly voice?: { readonly spokenAt: Date; readonly by: 'giver' | 'recipient' }
}

export type Given = {
	readonly outputs: readonly z.output<typeof orderGiven>[]
	readonly facts: readonly Fact[]
	readonly messages: readonly Message[]
}

/** K10 to K13, K29 to K33. Gives one sheet to all it goes to. @throws Refusal */
export async function giveOrders(act: ActContext, born: Born): Promise<Given> {
	const { tx, now, who } = act
	const { sheet, giver } = born
	mustCountNobody(sheet)
	mustFitTarget(sheet)
	mustBeMeetable(sheet.due, now, born.parent?.dueAt ?? null)
	if ('regime' in sheet.due) await mustBeNoLiberty(act, sheet.due.regime, giver)
	const side = await needGiver(tx, giver)
	if (sheet.matter !== undefined) await mustSeeMatter(tx, who, sheet.matter, now)
	const checker = sheet.checker ?? { agency: giver }
	await mustCheckFrom(tx, giver, checker, now)
	await mustBeNew(act, born.orders)
	await mustNotGoRound(act, born)
	const outputs: z.output<typeof orderGiven>[] = []
	const facts: Fact[] = []
	const messages: Message[] = []
	for (const [n, one] of born.orders.entries()) {
		await mustReach(tx, giver, one, now, `orders/${n}/to`)
		const made = await bear(act, born, one, side)
		outputs.push(made.output)
		facts.push(made.fact)
		messages.push(...made.messages)
	}
	return { outputs, facts, messages }
}

async function bear(act: ActContext, born: Born, one: Recipient, side: { readonly up: string; readonly top: boolean }) {
	const { tx, now } = act
	const { giver, sheet, voice } = born
	const data = { spoken: voice !== undefined, lot: false, round: 30 }
	const begun = await beginProcess(act, { kind: 'order', process: 'command.order', agency: giver, id: one.order, data })
	const state = voice === undefined ? ('given' as const) : ('spoken' as const)
	const dueAt = await setDue(act, born, one)
	await insertOrder(act, born, one, { ...side, state, dueAt })
	const answerBy = voice === undefined ? await startAnswer(act, one.order, dueAt) : null
	if (voice !== undefined) {
		const seconds = answerSeconds(now.getTime(), dueAt.getTime())
		await startClock(tx, { order: one.order, now }, 'confirm', seconds, 'K30')
	}
	const conflicts = await findConflicts(tx, one.order)
	await keepConflicts(tx, one.order, conflicts, now)
	const fact: Fact = {
		order: one.order,
		giver,
		to: one.to,
		toPost: one.post ?? '',
		checker: sheet.checker?.agency ?? giver,
		parent: born.parent?.id ?? null,
		replaces: born.replaces ?? null,
		dueAt: dueAt.toISOString(),
		conflicts: conflicts.map((each) => each.id),
		...(voice === undefined ? {} : { spokenAt: voice.spokenAt.toISOString(), enteredBy: voice.by }),
	}
	const line = {
		order: one.order,
		act: born.act,
		fact: { dueAt: dueAt.toISOString(), conflicts: fact['conflicts'] ?? [] },
	}
	await writeLine(act, line)
	return {
		output: {
			order: one.order,
			state,
			version: 1,
			dueAt: dueAt.toISOString(),
			answerBy: answerBy?.toISOString() ?? null,
			conflicts: conflicts.map((each) => each.id),
		},
		fact,
		messages: [
			...begun.messages,
			orderChanged(one.order, state, 1),
			...conflicts.map((each) => orderChanged(each.id, each.state, each.version)),
		],
	}
}

/** Starts the clock by which it is to be done. */
async function setDue(act: ActContext, born: Born, one: Recipient): Promise<Date> {
	const { due } = born.sheet
	const set = { order: one.order, now: act.now }
	const dueAt =
		'at' in due
			? await startDone(act.tx, set, { at: new Date(due.at) }, 'K11')
			: await startDone(act.tx, set, { regime: due.regime, to: one.to }, 'K11')
	mustLieAhead(dueAt, act.now, born.parent?.dueAt ?? null)
	return dueAt
}

/** K13. */
export async function startAnswer(act: Pick<ActContext, 'tx' | 'now'>, order: string, dueAt: Date): Promise<Date> {
	const seconds = answerSeconds(act.now.getTime(), dueAt.getTime())
	return startClock(act.tx, { order, now: act.now }, 'answer', seconds, 'K13')
}

async function insertOrder(
	{ tx, now }: ActContext,
	born: Born,
	one: Recipient,
	more: { readonly up: string; readonly top: boolean; readonly state: 'given' | 'spoken'; readonly dueAt: Date },
): Promise<void> {
	const { giver, sheet, parent, voice } = born
	const { target, claim, checker } = sheet
	await sql`insert into command.issued_order (id, parent_id, together_id, replaces_id, reference, language, title, body, why, basis,
			matter_id, giver_id, to_id, to_post, checker_id, checker_post, up_id, top, state, entered_by, spoken_at, given_at, due_by,
			regime, due_at, counts, amount, claim, claim_place, claim_from, claim_until)
		values (${one.order}, ${parent?.id ?? null}, ${born.orders[0]?.order ?? one.order}, ${born.replaces ?? null},
			${sheet.reference ?? null}, ${sheet.language}, ${sheet.title}, ${sheet.text}, ${sheet.why ?? null}, ${sheet.basis ?? null},
			${sheet.matter ?? null}, ${giver}, ${one.to}, ${one.post ?? ''}, ${checker?.agency ?? giver}, ${checker?.post ?? ''},
			${more.up}, ${more.top}, ${more.state}, ${voice?.by ?? ''}, ${voice?.spokenAt ?? null}, ${now},
			${'at' in sheet.due ? 'date' : 'regime'}, ${'regime' in sheet.due ? sheet.due.regime : null}, ${more.dueAt},
			${target?.counts ?? null}, ${target?.amount ?? null}, ${claim?.of ?? null}, ${claim?.place ?? null},
			${claim === undefined ? null : new Date(claim.from)}, ${claim === undefined ? null : new Date(claim.until)})`.execute(
		tx,
	)
	const chain = parent === undefined ? [] : [...new Set([parent.giver, ...parent.chain])]
	const items = sheet.checklist.map((item, n) => ({ n: n + 1, words: item.words, evidence: item.evidence }))
	const list = (target?.list ?? []).map((item, n) => ({ n: n + 1, kind: item.kind, words: item.words }))
	await sql`with chain as (
			insert into command.order_party (order_id, agency_id, role)
			select ${one.order}::uuid, c.agency::uuid, 'chain' from jsonb_array_elements_text(${JSON.stringify(chain)}::text::jsonb) as c (agency)
		), items as (
			insert into command.order_item (order_id, n, words, evidence)
			select ${one.order}::uuid, i.n, i.words, i.evidence
			from jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb) as i (n integer, words text, evidence text)
		)
		insert into command.order_target (order_id, n, kind, words)
		select ${one.order}::uuid, t.n, t.kind, t.words
		from jsonb_to_recordset(${JSON.stringify(list)}::text::jsonb) as t (n integer, kind text, words text)`.execute(tx)
}

/** K12. Ids come with the act and are new. @throws Refusal `invalid` */
async function mustBeNew({ tx }: ActContext, orders: readonly Recipient[]): Promise<void> {
	const ids = orders.map((one) => one.order)
	const { rows } = await sql`select 1 from matters.matter where id in (${sql.join(ids)})`.execute(tx)
	const sides = new Set(orders.map((one) => `${one.to} ${one.post ?? ''}`))
	if (rows.length === 0 && new Set(ids).size === ids.length && sides.size === ids.length) return
	throw new Refusal(
		'invalid',
		{
			en: 'Each order bears an id of its own and goes to another recipient.',
			zh: '每条命令须用新编号，且对象不得重复。',
		},
		{ rule: 'K12', field: 'orders' },
	)
}

/**
 * K17. While a refusal waits to be decided its giver gives nobody the same: the same title, or the same claim.
 * @throws Refusal `not_now`
 */
async function mustNotGoRound({ tx }: ActContext, { giver, sheet, replaces }: Born): Promise<void> {
	const { rows } = await sql<{ id: string }>`select o.id from command.issued_order o
		where o.giver_id = ${giver} and o.state = 'refused' and o.id is distinct from ${replaces ?? null}::uuid
			and (lower(btrim(o.title)) = lower(btrim(${sheet.title}::text))
				or (o.claim = ${sheet.claim?.of ?? null}::text and o.claim_place is not distinct from ${sheet.claim?.place ?? null}::text))
		limit 1`.execute(tx)
	if (rows[0] === undefined) return
	throw new Refusal(
		'not_now',
		{
			en: 'This order was refused as beyond powers. Until the tier above has decided, it is given to nobody else.',
			zh: '该命令已因超越职权被拒绝，上级裁定之前不得改派。',
		},
		{ rule: 'K17', extra: { order: rows[0].id } },
	)
}

/** K11. A clock that runs for a person who is held is set by the matter, never by an order. @throws Refusal `invalid` */
async function mustBeNoLiberty({ tx }: ActContext, key: string, giver: string): Promise<void> {
	const regime = await needRegime(tx, key, giver)
	if (!regime.body.liberty) return
	throw new Refusal(
		'invalid',
		{ en: 'A clock on a person’s liberty is not set by an order.', zh: '人身自由时限不能由命令设定。' },
		{ rule: 'K11', field: 'due/regime' },
	)
}
