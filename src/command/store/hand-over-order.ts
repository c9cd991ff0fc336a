import { sql } from 'kysely'
import type { HandsOver } from '#kernel/handing.ts'
import { Refusal } from '#kernel/refusal.ts'
import { needGiver } from './order-sides.ts'
import { orderChanged } from './order-write.ts'
import { orderState } from '../contract/order-lists.ts'

/**
 * K44. An order belongs to its giver: handed over, another agency is its giver from then on. Only one above those it was given
 * to, and not while a refusal of it as beyond powers waits to be decided.
 */
export const handsOverOrder: HandsOver = {
	async number(tx, matter) {
		const { rows } = await sql<{ reference: string | null }>`
			select reference from command.issued_order where id = ${matter}`.execute(tx)
		return rows[0]?.reference ?? null
	},
	async follow({ tx }, { matter, to }) {
		const { rows } = await sql<{ state: string; version: number; reaches: boolean }>`
			select state, version, exists (select from identity.agency_closure c
				where c.ancestor = ${to} and c.descendant = o.to_id and (c.depth > 0 or o.to_post <> '')) as reaches
			from command.issued_order o where id = ${matter} for update`.execute(tx)
		const row = rows[0]
		if (row === undefined) return []
		if (row.state === 'refused')
			throw new Refusal(
				'wrong_state',
				{
					en: 'It was refused as beyond powers. It passes to nobody until that is decided.',
					zh: '该命令被以超越职权为由拒绝，裁定前不得移交。',
				},
				{ rule: 'K44' },
			)
		if (!row.reaches)
			throw new Refusal(
				'wrong_state',
				{ en: 'An order passes only to an agency above those it was given to.', zh: '命令只能移交给受令单位的上级。' },
				{ rule: 'K44' },
			)
		const { up, top } = await needGiver(tx, to)
		await sql`update command.issued_order set giver_id = ${to}, up_id = ${up}, top = ${top}, version = version + 1
			where id = ${matter}`.execute(tx)
		return [orderChanged(matter, orderState.parse(row.state), row.version + 1)]
	},
}
