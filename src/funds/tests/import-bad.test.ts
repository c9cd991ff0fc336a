import fc from 'fast-check'
import { zipSync } from 'fflate'
import { expect, it } from 'vitest'
import type { BankSetting } from '../contract.ts'
import { camt } from './statement-files.ts'
import { readOf } from './read-of.ts'

const faultsOf = async (bytes: Uint8Array | string, setting: Partial<BankSetting> = {}) =>
	(await readOf(bytes, setting)).faults.map(({ field, line }) => `${field} ${line}`)
const kinds = async (bytes: Uint8Array | string, setting: Partial<BankSetting> = {}) =>
	(await readOf(bytes, setting)).notes.map((note) => note.kind)
const heads = '交易时间,交易金额,借贷标志,余额,对方户名,对方账号\n'
const own = { account: '6228480402564890018' }

it('F173 a bomb of XML has a document type, and that is never read; deep and endless elements are refused', async () => {
	const bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Document>&b;</Document>'
	expect((await readOf(bomb)).faults[0]?.en).toContain('document type')
	const deep = '<a>'.repeat(80)
	expect((await readOf(deep)).faults[0]?.en).toContain('deeper')
	expect((await readOf(`<Document><Id>${'x'.repeat(2_000_000)}</Id></Document>`)).faults[0]?.en).toContain('too long')
	expect((await readOf(`<Document ${'x'.repeat(6_000_000)}`)).faultCount).toBeGreaterThan(0)
})

it('F173 a bomb of zip, a locked one and a broken one are refused', async () => {
	const sheet = `<worksheet><sheetData>${'<row></row>'.repeat(2_000_000)}</sheetData></worksheet>`
	const bomb = zipSync({ 'xl/worksheets/sheet1.xml': Buffer.from(sheet) }, { level: 9 })
	expect((await readOf(bomb)).faults[0]?.en).toContain('zip bomb')
	const small = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet/>') }))
	expect(await faultsOf(small.subarray(0, small.length - 30))).toEqual(['file 1'])
	const locked = Buffer.from(small)
	const entry = locked.indexOf('PK\u0001\u0002', 0, 'latin1')
	locked.writeUInt16LE(1, entry + 8)
	expect((await readOf(locked)).faults[0]?.en).toContain('password')
})

it('F173 what is not in the encoding it names is refused; GB18030, UTF-16 and UTF-8 are found', async () => {
	const wrong = Buffer.concat([
		Buffer.from('<?xml version="1.0" encoding="UTF-8"?><Document>'),
		Buffer.from([0xff, 0xfe, 0x80]),
	])
	expect((await readOf(wrong)).faults[0]?.en).toContain('UTF-8')
	expect((await readOf('<?xml version="1.0" encoding="EBCDIC-37"?><Document/>')).faults[0]?.en).toContain('EBCDIC')
	const table = `${heads}2026-11-24 10:00:00,100.00,贷,100.00,周德海,6222021302000000017\n`
	const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')])
	// 交易时间,交易金额,借贷标志 … in GB18030, made by hand: no encoder stands in Node.
	const gb = Buffer.concat([
		Buffer.from('bdbbd2d7cab1bce42cbdbbd2d7bdf0b6ee2cbde8b4fbb1ead6be0a', 'hex'),
		Buffer.from('323032362d31312d32342031303a30303a30302c3130302e30302cb4fb0a', 'hex'),
	])
	for (const bytes of [Buffer.from(table), wide, gb])
		expect((await readOf(bytes, own)).rows).toMatchObject([{ minor: 10_000, credit: true }])
	expect(await kinds(gb, own)).toContain('encoding_found')
})

it('F172 a day that is not on the calendar is a fault with its line; a time without zone is the setting’s, and told', async () => {
	expect(await faultsOf(`${heads}2026-02-30 10:00:00,1.00,贷,1.00,,\n2026-13-01,1.00,贷,2.00,,\n`, own)).toEqual([
		'day 2',
		'day 3',
	])
	const file = camt({ account: '1', moves: [{ minor: 1, credit: true, at: '2026-02-30T10:00:00' }] })
	expect(await faultsOf(file)).toEqual([expect.stringContaining('Ntry/BookgDt')])
	const bare = camt({ account: '1', moves: [{ minor: 1, credit: true, at: '2026-07-01T10:00:00' }] })
	expect(await kinds(bare)).toContain('zone_assumed')
	const berlin = await readOf(bare, { zone: 'Europe/Berlin' })
	expect(new Date(berlin.rows[0]?.at ?? 0).toISOString()).toBe('2026-07-01T08:00:00.000Z')
})

it('F178 zero is left out and told; negative beside a side, in both columns and too fine are faults', async () => {
	const rows = `2026-11-24,0.00,贷,,,\n2026-11-24,-5.00,借,,,\n2026-11-24,1.005,贷,,,\n2026-11-24,12,,,,\n`
	expect(await faultsOf(heads + rows, own)).toEqual(['amount 3', 'amount 4', 'side 5'])
	expect(await kinds(heads + rows, own)).toContain('zero_left_out')
	const two = '交易日期,收入金额,支出金额\n2026-11-24,5.00,6.00\n2026-11-24,-5.00,\n'
	expect(await faultsOf(two, own)).toEqual(['money_in 2', 'money_in 3'])
	const negative = Buffer.from(
		camt({ account: '1', moves: [{ minor: 100, credit: true }] })
			.toString()
			.replace('>1.00<', '>-1.00<'),
	)
	expect(await faultsOf(negative)).toContainEqual(expect.stringContaining('Amt'))
})

it('F177 debit and credit the other way round are found by the balances', async () => {
	const rows = [
		'2026-11-24 10:00:00,100.00,借,1100.00,,',
		'2026-11-24 10:01:00,30.00,贷,1070.00,,',
		'2026-11-24 10:02:00,70.00,贷,1000.00,,',
	]
	expect(await faultsOf(`${heads}${rows.join('\n')}\n`, own)).toEqual(['side 1'])
	const right = rows.map((row) => (row.includes('借') ? row.replace('借', '贷') : row.replace('贷', '借')))
	expect(await faultsOf(`${heads}${right.join('\n')}\n`, own)).toEqual([])
	const turned = await readOf(`${heads}${right.toReversed().join('\n')}\n`, own)
	expect(turned.balances).toMatchObject({ newestFirst: true, gapCount: 0, swapped: false })
})

it('F178 an account number that a spreadsheet rounded is a fault', async () => {
	expect(await faultsOf(`${heads}2026-11-24,1.00,贷,,,6.22203E+18\n`, own)).toEqual(['other_number 2'])
})

/** A sheet as spreadsheets write one: strings shared, numbers as doubles, days as serials. */
function xlsx(rows: string, strings: readonly string[], more: Readonly<Record<string, string>> = {}): Uint8Array {
	const files = {
		'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
		'xl/sharedStrings.xml': `<sst>${strings.map((one) => `<si><t>${one}</t></si>`).join('')}</sst>`,
		...more,
	}
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])))
}

it('F171 F173 XLSX: shared words, days as serials, doubles as shown, a formula by its saved value and never reckoned', async () => {
	const strings = ['账号：6228480402564890018', '交易时间', '交易金额', '对方账号', '6222021302000000017']
	const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>
		<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c></row>
		<row r="3"><c r="A3"><v>46350.4375</v></c><c r="B3"><v>-1234.5599999999999</v></c><c r="D3" t="s"><v>4</v></c></row>
		<row r="4"><c r="A4"><v>46350.5</v></c><c r="B4"><f>SUM(B3:B3)</f><v>10</v></c><c r="D4"><v>6222021302000000017</v></c></row>`
	const read = await readOf(xlsx(rows, strings))
	expect(read.rows).toMatchObject([{ minor: 123_456, credit: false, line: 3, otherNumber: '6222021302000000017' }])
	expect(new Date(read.rows[0]?.at ?? 0).toISOString()).toBe('2026-11-24T02:30:00.000Z')
	expect(read.rows[0]?.section.number).toBe('6228480402564890018')
	expect(read.notes.map((note) => note.kind)).toContain('formula_value')
	expect(read.faults.map(({ field, line }) => `${field} ${line}`)).toEqual(['other_number 4'])
})

const seeds: readonly (readonly [string, Uint8Array])[] = [
	[
		'camt',
		camt({ account: '62', moves: [1, 2, 3].map((n) => ({ minor: n, credit: n % 2 === 0, other: '63', name: '某' })) }),
	],
	[
		'mt940',
		Buffer.from(
			':20:A\n:25:1/2\n:28C:1\n:60F:C261124EUR1,00\n:61:2611241124C5,00NMSCREF//B\n:86:166?20x?32y\n:62F:C261124EUR6,00\n-\n',
		),
	],
	['csv', Buffer.from(`${heads}2026-11-24 10:00:00,100.00,贷,100.00,周德海,6222021302000000017\n`)],
	[
		'xlsx',
		xlsx(
			'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>46350</v></c><c r="B2"><v>5</v></c></row>',
			['日期', '金额'],
		),
	],
]

it.each(seeds)(
	'F171 fuzz of %s: bytes changed, cut and doubled anywhere are read or named as faults; never a crash',
	async (_name, seed) => {
		const cut = fc.record({
			at: fc.nat(seed.length - 1),
			byte: fc.nat(255),
			length: fc.nat(seed.length),
			again: fc.boolean(),
		})
		await fc.assert(
			fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (changes) => {
				let bytes = Buffer.from(seed)
				for (const { at, byte, length, again } of changes) {
					if (at < bytes.length) bytes[at] = byte
					if (again) bytes = Buffer.concat([bytes.subarray(0, length), bytes])
					else if (length > 10) bytes = bytes.subarray(0, length)
				}
				const read = await readOf(bytes, own)
				expect(
					read.rows.every((row) => Number.isSafeInteger(row.minor) && row.minor > 0 && Number.isFinite(row.at)),
				).toBe(true)
				expect(read.entries).toBe(read.rows.length)
				for (const fault of read.faults) expect(fault.en.length * fault.zh.length).toBeGreaterThan(0)
			}),
			{ numRuns: 150 },
		)
	},
	120_000,
)

it('F171 any bytes at all are read or named as faults', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
			const read = await readOf(bytes, own)
			expect(read.faultCount + read.entries).toBeGreaterThanOrEqual(0)
		}),
		{ numRuns: 200 },
	)
}, 60_000)
