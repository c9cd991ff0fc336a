import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { readWhole } from '#kernel/files/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { importStatement, requestChanged, statementChanged, type StatementTold } from '../contract.ts'
import { bytesSource } from '../import/bytes.ts'
import type { Entry, Section } from '../import/entry.ts'
import { readStatement } from '../import/read.ts'
import { loadStatement, mustBeComing, type StatementOf } from '../store/statement.ts'
import { writeStatement } from '../store/write-statement.ts'
import { toldOf } from '../store/told.ts'

/** F170. More rows than this are asked of the bank in several files. */
const mostRows = 200_000

/**
 * F170 to F179. The whole file is read, then written whole; with one fault nothing of it is written but the list of faults. All
 * of it is one transaction: after a crash it stands as before, its parts are still here, and the act is asked again.
 */
export const performImportStatement = performs(importStatement, {
	load: async (tx, input) => loadStatement(tx, input.statement),
	run: async (context, row) => {
		const { tx, now } = context
		mustBeComing(row)
		const bytes = await readWhole(tx, row.report, row.sha256)
		if (bytes === null)
			throw new Refusal(
				'not_now',
				{ en: 'Parts of the file are still missing.', zh: '文件分片尚未传完。' },
				{ rule: 'F170' },
			)
		const rows: { section: Section; entry: Entry }[] = []
		const read = await readStatement(bytesSource(bytes), row.setting, (section, entry) => {
			if (rows.length < mostRows) rows.push({ section, entry })
		})
		const many = read.entries > mostRows ? tooMany : null
		const faulty = many !== null || read.faultCount > 0 || read.entries === 0
		const written = faulty ? null : await writeStatement(tx, row, read, rows)
		const told = toldOf(read, written, many)
		const state = written === null ? ('faulty' as const) : ('kept' as const)
		await sql`update funds.statement set state = ${state}, format = ${read.format}, read_at = ${now},
			told = ${JSON.stringify(told)}::text::jsonb, version = version + 1 where id = ${row.id}`.execute(tx)
		const answered = written === null ? [] : await answer(context.tx, row, now)
		return {
			output: { statement: row.id, state, told, version: row.version + 1 },
			fact: { statement: row.id, sha256: row.sha256, state, ...counts(told) },
			messages: [
				{ topic: statementChanged, resource: { type: 'BankStatement', id: row.id }, body: { state } },
				...answered,
			],
			matter: row.report,
		}
	},
})

const tooMany = {
	line: mostRows,
	field: 'file',
	en: `It has more than ${mostRows} rows. Ask the bank for several files.`,
	zh: `超过 ${mostRows} 行，请让银行分文件提供。`,
}

const counts = ({ read, known, kept, transfers, matched, faultCount, gapCount }: StatementTold) => ({
	read,
	known,
	kept,
	transfers,
	matched,
	faults: faultCount,
	gaps: gapCount,
})

/** F192. The request it came for is answered by it. */
async function answer(tx: Parameters<typeof writeStatement>[0], row: StatementOf, now: Date) {
	if (row.request === null) return []
	const { rows } = await sql`update funds.request set state = 'answered', answered_at = ${now}, version = version + 1
		where id = ${row.request} and state = 'sent' returning id`.execute(tx)
	return rows.map(() => ({
		topic: requestChanged,
		resource: { type: 'BankRequest', id: row.request ?? '' },
		body: { state: 'answered' },
	}))
}
