import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { closeBank } from '../contract.ts'
import { loadBank } from '../store/bank.ts'

/** F131. What was sent to it stays, and its answers are taken still. */
export const performCloseBank = performs(closeBank, {
	load: (tx, input) => loadBank(tx, input.bank),
	run: async ({ tx, now }, row) => {
		if (row.closed) throw new Refusal('already', { en: 'It is closed.', zh: '该银行已停用。' }, { rule: 'F131' })
		await sql`update funds.bank set closed_at = ${now}, version = version + 1 where id = ${row.id}`.execute(tx)
		return { output: { bank: row.id, version: row.version + 1 }, fact: { bank: row.id, code: row.code, closed: true } }
	},
})
