import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'

/** Money written straight into the tables, for tests of how it is followed. Times are minutes after a fixed hour. */

const hour = Date.UTC(2026, 10, 22, 13)
export const minute = (n: number): Date => new Date(hour + n * 60_000)

export type Book = Awaited<ReturnType<typeof openBook>>

/** A bureau with accounts by letter, reports and transfers, inside the test's own transaction (as owner). */
export async function openBook(tx: Tx) {
	const accounts = new Map<string, { id: string; node: number }>()
	const drawing = newId()
	await sql`insert into matters.drawing (id, process, version, bpmn, sha256, published_at)
		values (${drawing}, 'funds.report', 900, 'x', ${'0'.repeat(64)}, now())`.execute(tx)
	const agency = async () => {
		const id = newId()
		await sql`insert into identity.agency (id, code, tier, name_en, name_zh) values
			(${id}, ${`t-${id.slice(-8)}`}, 'county', 'Test', '测试')`.execute(tx)
		return id
	}
	const home = await agency()
	const account = async (letter: string) => {
		const known = accounts.get(letter)
		if (known !== undefined) return known
		const id = newId()
		const { rows } = await sql<{ node: number }>`insert into funds.account (id, kind, bank, number, currency)
			values (${id}, 'bank_account', 'test', ${`${id} ${letter}`}, 'CNY') returning node`.execute(tx)
		const made = { id, node: rows[0]?.node ?? -1 }
		accounts.set(letter, made)
		return made
	}
	let count = 0
	return {
		agency,
		account,
		async report(at: string = home) {
			const id = newId()
			const person = newId()
			count += 1
			await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
				values (${id}, 'fraud_report', ${at}, ${drawing}, ${minute(0)})`.execute(tx)
			await sql`insert into identity.person (id, account, name_en, name_zh, sworn, agency_id) values (${person}, ${`p-${id.slice(-8)}`}, 'P', '人', true, ${at})`.execute(
				tx,
			)
			await sql`insert into funds.report (id, number, agency_id, taken_by, scheme, reported_at)
				values (${id}, ${`F-9901-${String(count).padStart(5, '0')}`}, ${at}, ${person}, 'other', ${minute(0)})`.execute(
				tx,
			)
			return id
		},
		/** `move(report, 'A', 'B', 100, 5)`: 100 from A to B at minute 5. Gives the transfer's id. */
		async move(report: string, from: string, to: string, minor: number, at: number) {
			const [a, b] = [await account(from), await account(to)]
			const { rows } = await sql<{ id: number }>`
				insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
				values (${report}, ${a.node}, ${b.node}, ${minor}, 'CNY', ${minute(at)}) returning id`.execute(tx)
			return rows[0]?.id ?? -1
		},
		/** A payment as told; with the transfer it became, when there is one. */
		async payment(report: string, to: string, minor: number | null, at: number | null, transfer: number | null = null) {
			await sql`insert into funds.payment (id, report_id, n, to_account_id, payee_kind, amount_minor, currency, paid_at, transfer_id)
				values (${newId()}, ${report}, (select count(*) + 1 from funds.payment where report_id = ${report}),
					${(await account(to)).id}, 'bank_account', ${minor}, 'CNY', ${at === null ? null : minute(at)}, ${transfer})`.execute(
				tx,
			)
		},
	}
}
