import { powersInUse } from '#kernel/powers/current.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import type { Who } from '#kernel/who.ts'
import type { OrderState } from '../contract.ts'
import { orderResource } from '../order-resources.ts'
import type { RowSql } from './order-rows.ts'

/** What may be done to an order where it stands, the main act first; powers decide which of it is left. */
const drawn: Readonly<Record<OrderState, readonly string[]>> = {
	spoken: ['command.order.confirm', 'command.order.dispute', 'command.order.withdraw', 'command.order.supersede'],
	given: [
		'command.order.accept',
		'command.order.question',
		'command.order.refuse',
		'command.order.withdraw',
		'command.order.supersede',
	],
	refused: ['command.order.decide-refusal'],
	in_work: [
		'command.order.add-evidence',
		'command.order.hand-in',
		'command.order.break-down',
		'command.order.question',
		'command.order.withdraw',
		'command.order.supersede',
	],
	to_check: ['command.order.check', 'command.order.withdraw', 'command.order.supersede'],
	closed: [],
	recheck: ['command.order.recheck'],
	disputed: [],
	upheld: [],
	withdrawn: [],
	superseded: [],
}

export function subjectOfRow(row: RowSql): Subject {
	return {
		resource: orderResource,
		id: row.id,
		attributes: {
			agency: row.giver.id,
			to: row.to.id,
			toPost: row.to_post,
			checker: row.checker.id,
			checkerPost: row.checker_post,
			up: row.up,
			top: row.top,
			state: row.state,
			ended: row.ended,
			refused: row.refused,
			enteredBy: row.entered_by,
			doers: row.doers,
			chain: [],
			lots: row.lots,
		},
	}
}

/** The acts this person may do to it now. */
export function nextOf(row: RowSql, who: Who, now: Date): string[] {
	if (row.ended) return []
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const subject = subjectOfRow(row)
	const asked = row.questions > 0 ? ['command.order.answer'] : []
	return [...asked, ...drawn[row.state]].filter((act) => powersInUse().decide(who, act, subject, context).allowed)
}
