import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { payReturn } from '../contract.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F295. As the bank wrote it; the last line ends the round. */
export const performPayReturn = performs(payReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row, { row: line, at, reference }) => {
		const { tx, now, who } = context
		mustStandAt(row, 'paying')
		const paid = new Date(at)
		if (paid > now)
			throw new Refusal(
				'invalid',
				{ en: 'It cannot have been paid in the future.', zh: '返还时间不能晚于现在。' },
				{ rule: 'F295', field: 'at' },
			)
		const { rows } = await sql<{ paid: boolean }>`
			select paid_at is not null as paid from funds.return_row where id = ${line} and round_id = ${row.id} for update`.execute(
			tx,
		)
		if (rows[0] === undefined) throw notFound(`row ${line}`)
		if (rows[0].paid)
			throw new Refusal('already', { en: 'This was paid.', zh: '该笔已返还。' }, { rule: 'F295', field: 'row' })
		await sql`update funds.return_row set paid_at = ${paid}, bank_reference = ${reference}, entered_by = ${who.person}
			where id = ${line}`.execute(tx)
		const left = await sql<{ open: number }>`
			select count(*)::int as open from funds.return_row where round_id = ${row.id} and paid_at is null`.execute(tx)
		const all = left.rows[0]?.open === 0
		const changes = all ? sql`ended_at = ${now}` : sql`ended_at = null`
		const done = await moveRound(context, row, all ? 'paid' : 'paying', changes)
		return { ...done, fact: { ...done.fact, row: line, at: paid.toISOString(), reference } }
	},
})
