import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '#kernel/who.ts'
import { type ToldAnswer, takeAnswer, writeOrder } from '../contract.ts'
import { openMeasureStage } from './measure-stage.ts'

export type BankStage = Awaited<ReturnType<typeof openBankStage>>

/** The demo town with reports whose measures were sent to the demo's banks. */
export async function openBankStage() {
	const stage = await openMeasureStage()
	const { store } = stage
	const codes = await sql<{ id: string; code: string }>`select id, code from funds.bank`.execute(store.db)
	const banks = new Map(codes.rows.map(({ id, code }) => [code, id]))
	const bankOf = (code: string): string => banks.get(code) ?? ''
	/** A stop that was drafted, signed, approved and sent to a bank, with its order. */
	async function sent(code: string, more: { readonly askedMinor?: number } = {}) {
		const report = await stage.signed({ holder: '林某' })
		const uetr = randomUUID()
		const endToEnd = `E2E-${report.number}`
		await stage.write(async (tx) => {
			await sql`update funds.account set bank = ${code} where id = ${report.payee}`.execute(tx)
			await sql`update funds.payment set uetr = ${uetr}, end_to_end_id = ${endToEnd} where id = ${report.payment}`.execute(
				tx,
			)
			await sql`update funds.report set victim_bank = '港湾银行' where id = ${report.id}`.execute(tx)
		})
		const { measure } = await stage.stop(report.id, { payment: report.payment, ...more })
		await stage.sign(measure)
		await stage.approve(measure)
		const order = await stage.act(writeOrder, system, { measure })
		return { report, measure, order: order.order, number: order.number, sha256: order.sha256, uetr, endToEnd }
	}
	let told = 0
	return {
		...stage,
		bankOf,
		sent,
		/** What the machine of a bank answers. */
		tell(code: string, answer: Partial<ToldAnswer> & Pick<ToldAnswer, 'is'>) {
			told += 1
			const whole = { message: `M-${told}`, n: 0, at: new Date().toISOString(), ...answer }
			return stage.act(takeAnswer, system, { bank: bankOf(code), told: whole, sha256: 'a'.repeat(64) })
		},
		/** How a measure stands. */
		async standing(measure: string) {
			const { rows } = await sql<{ state: string; held: number | null; mismatch: string | null }>`
				select state, held_minor::float8 as held, mismatch from funds.measure where id = ${measure}`.execute(store.db)
			return rows[0]
		},
	}
}
