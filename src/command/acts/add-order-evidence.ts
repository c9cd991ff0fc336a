import { sql } from 'kysely'
import type { z } from 'zod'
import { type ActContext, performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { addEvidence } from '../contract.ts'
import { evidenceFault } from '../rules/order-evidence.ts'
import { loadOrderToAdd, mustStand, needOrder, type OrderOf } from '../store/order.ts'
import { mustSeeMatter } from '../store/order-sides.ts'
import { addDoer, orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K21. What shows that an item is done. It is added to, never changed. */
export const performAddEvidence = performs(addEvidence, {
	load: (tx, input) => loadOrderToAdd(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now, who } = context
		mustStand(order, ['in_work'], 'K21')
		mustFit(order, input)
		if (input.matter !== undefined) await mustSeeMatter(tx, who, input.matter, now)
		if (input.part !== undefined) await mustBeItsPart(context, order, input.part)
		const { rows } = await sql`insert into command.order_evidence
				(id, order_id, item, words, sha256, matter_id, entry, part_id, at, post_kind, by_agency)
			values (${input.evidence}, ${order.id}, ${input.item}, ${input.words}, ${input.sha256 ?? null}, ${input.matter ?? null},
				${input.entry ?? null}, ${input.part ?? null}, ${now}, ${who.postKind}, ${who.agency})
			on conflict do nothing returning 1`.execute(tx)
		if (rows.length === 0)
			throw new Refusal(
				'invalid',
				{ en: 'Each piece of evidence bears an id of its own.', zh: '每份凭证须用新编号。' },
				{ rule: 'K12', field: 'evidence' },
			)
		await addDoer(context, order.id)
		const fact = { evidence: input.evidence, item: input.item, sha256: input.sha256 ?? null, part: input.part ?? null }
		await writeLine(context, { order: order.id, act: addEvidence.name, text: input.words, fact })
		return {
			output: { order: order.id, evidence: input.evidence, item: input.item },
			fact: { ...sidesOf(order), ...fact },
			personal: { words: input.words },
			messages: [orderChanged(order.id, order.state, order.version)],
			matter: order.id,
		}
	},
})

type Given = z.output<(typeof addEvidence)['input']>

function mustFit(order: OrderOf, input: Given): void {
	const item = order.items.find((each) => each.n === input.item)
	if (item === undefined)
		throw new Refusal(
			'invalid',
			{ en: 'The order has no such item.', zh: '该命令没有这一项。' },
			{ rule: 'K21', field: 'item' },
		)
	const fault = evidenceFault(item.evidence, input)
	if (fault === null) return
	throw new Refusal(
		'invalid',
		{ en: 'This item asks for another kind of evidence.', zh: '该项要求的凭证种类不符。' },
		{ rule: 'K21', field: fault, extra: { evidence: item.evidence } },
	)
}

async function mustBeItsPart({ tx }: ActContext, order: OrderOf, part: string) {
	const found = await needOrder(tx, part, 'read')
	if (found.parent !== order.id) throw notFound(`order ${part} is no part of ${order.id}`)
	if (found.state === 'closed' || found.state === 'recheck') return
	throw new Refusal(
		'invalid',
		{ en: 'A part counts as evidence once it is closed.', zh: '下级命令办结后才能作为凭证。' },
		{ rule: 'K21', field: 'part', extra: { state: found.state } },
	)
}
