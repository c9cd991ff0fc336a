import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dryRunStatement, readBankSetting } from '../import/dry-run.ts'
import { camt } from './statement-files.ts'

async function printed(
	bytes: string | Uint8Array,
): Promise<{ readonly right: boolean; readonly lines: readonly object[] }> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-dry-'))
	try {
		const file = join(folder, 'statement')
		writeFileSync(file, bytes)
		let out = ''
		const right = await dryRunStatement(file, readBankSetting({ account: '62' }), async (text) => {
			out += text
		})
		return {
			right,
			lines: out
				.trimEnd()
				.split('\n')
				.map((line): object => JSON.parse(line)),
		}
	} finally {
		rmSync(folder, { recursive: true })
	}
}

it('F182 a dry run prints rows as JSON lines with the hash and line of their file, and totals last', async () => {
	const moves = [
		{ minor: 5, credit: true },
		{ minor: 6, credit: false },
	]
	const file = camt({ account: '62', moves })
	const first =
		file
			.toString()
			.split('\n')
			.findIndex((text) => text.includes('<Ntry>')) + 1
	const { right, lines } = await printed(file)
	expect(right).toBe(true)
	expect(lines).toMatchObject([
		{ is: 'row', account: '62', amountMinor: 5, side: 'credit', line: first },
		{ is: 'row', amountMinor: 6, side: 'debit' },
		{ is: 'totals', format: 'camt', entries: 2, faultCount: 0 },
	])
	const [row, , totals] = lines
	expect(row).toHaveProperty('file', totals !== undefined && 'file' in totals ? totals.file : '')
})

it('F182 with a wrong row it fails, and the fault has its line and field', async () => {
	const { right, lines } = await printed('交易日期,交易金额\n2026-02-30,1.00\n2026-11-24,2.00\n')
	expect(right).toBe(false)
	expect(lines).toMatchObject([
		{ is: 'row', amountMinor: 200 },
		{ is: 'fault', line: 2, field: 'day' },
		{ is: 'totals', faultCount: 1 },
	])
})
