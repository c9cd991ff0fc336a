import { sql } from 'kysely'
import type { ActContext, Fact, FactValue, Message } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import type { OrderState } from '../contract.ts'
import type { OrderOf } from './order.ts'
import { type OrderStep, stepOrder, type Stepped } from './order-process.ts'

type Act = Pick<ActContext, 'tx' | 'now' | 'who'>

/** The agency a line stands under; none for the system. */
const agencyOf = (act: Act): string | null => (act.who.agency === 'none' ? null : act.who.agency)

/** One line of an order's story. */
export async function writeLine(
	act: Act,
	line: { readonly order: string; readonly act: string; readonly text?: string | undefined; readonly fact?: Fact },
): Promise<void> {
	await sql`insert into command.order_line (id, order_id, at, act, post_kind, by_agency, text, fact)
		values (${newId(act.now.getTime())}, ${line.order}, ${act.now}, ${line.act}, ${act.who.postKind}, ${agencyOf(act)},
			${line.text ?? null}, ${JSON.stringify(line.fact ?? {})}::text::jsonb)`.execute(act.tx)
}

/** K23. Remembers that the person had a hand in it. */
export async function addDoer(act: Act, order: string): Promise<void> {
	await sql`insert into command.order_doer (order_id, person_id) values (${order}, ${act.who.person})
		on conflict do nothing`.execute(act.tx)
}

/** What changes in the row of an order when it comes to another state. */
export type Change = {
	readonly state: OrderState
	readonly ended?: boolean
	readonly refused?: true
	readonly stoppedAt?: Date | null
	readonly dueAt?: Date
	/** A date after a regime's clock was met or stood: the regime counts no more. */
	readonly dueByDate?: true
	readonly closedAt?: Date
	readonly round?: 30 | 90 | null
}

/** Writes where the order now stands. @returns its version after it */
export async function writeState(act: Act, order: OrderOf, change: Change): Promise<number> {
	const parts = [
		sql`state = ${change.state}, version = version + 1, ended = ${change.ended ?? false}`,
		change.refused === undefined ? null : sql`refused = true`,
		change.stoppedAt === undefined ? null : sql`stopped_at = ${change.stoppedAt}`,
		change.dueAt === undefined ? null : sql`due_at = ${change.dueAt}`,
		change.dueByDate === undefined ? null : sql`due_by = 'date', regime = null`,
		change.closedAt === undefined ? null : sql`closed_at = ${change.closedAt}`,
		change.round === undefined ? null : sql`round = ${change.round}`,
	].filter((part) => part !== null)
	await sql`update command.issued_order set ${sql.join(parts)} where id = ${order.id}`.execute(act.tx)
	return order.version + 1
}

export const orderChanged = (id: string, state: OrderState, version: number): Message => ({
	topic: 'command.order.changed',
	resource: { type: 'Order', id },
	body: { state, version },
})

/** K1. The two sides, and who checks, as every entry of an order names them. */
export const sidesOf = (order: Pick<OrderOf, 'giver' | 'to' | 'toPost' | 'checker'>): Fact => ({
	giver: order.giver,
	to: order.to,
	toPost: order.toPost,
	checker: order.checker,
})

/** What an act on an order gives back. */
export type OrderDone = {
	readonly output: { readonly order: string; readonly state: OrderState; readonly version: number }
	readonly fact: Fact
	readonly messages: readonly Message[]
	readonly matter: string
}

/** Takes a step of the drawing, writes the row and the line, and gives what the act gives back. */
export async function moveOrder(
	act: Act,
	order: OrderOf,
	move: {
		readonly act: string
		readonly step: OrderStep
		readonly change: Change
		readonly data?: Readonly<Record<string, unknown>>
		readonly text?: string | undefined
		readonly fact?: Readonly<Record<string, FactValue>>
	},
): Promise<OrderDone & Pick<Stepped, 'over'>> {
	const { over, messages } = await stepOrder(act, order.id, move.step, move.data)
	const change = { ...move.change, ended: over }
	const version = await writeState(act, order, change)
	await writeLine(act, { order: order.id, act: move.act, text: move.text, fact: move.fact ?? {} })
	return {
		output: { order: order.id, state: change.state, version },
		fact: { ...sidesOf(order), ...move.fact, state: change.state },
		messages: [...messages, orderChanged(order.id, change.state, version)],
		matter: order.id,
		over,
	}
}
