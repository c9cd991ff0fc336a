import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { minorOf } from '../contract/decimal.ts'
import { readOf } from './read-of.ts'

const root = join(process.env['SEAWALL_ORACLES'] ?? '', 'funds')
const under = (folder: string, end: RegExp): string[] => {
	const from = join(root, folder)
	if (process.env['SEAWALL_ORACLES'] === undefined || !existsSync(from)) return []
	const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => end.test(name))
	return names.map((name) => join(from, name)).toSorted()
}
const camts = under('iso20022', /\.xml$/).filter((file) =>
	/<BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)>/.test(readFileSync(file, 'utf8')),
)
const stas = under('mt940', /\.sta$/)

describe.skipIf(camts.length === 0)('F171 F174 published camt files (set SEAWALL_ORACLES)', () => {
	it('there are some of 052, 053 and 054, and header and namespace of most disagree', async () => {
		const forms = await Promise.all(camts.map(async (file) => readOf(readFileSync(file))))
		expect(new Set(forms.map((read) => read.form?.is))).toEqual(new Set(['camt.052', 'camt.053', 'camt.054']))
		const disagree = forms.filter(({ form }) => form?.header !== form?.space)
		expect(disagree.length).toBeGreaterThan(3)
		for (const read of disagree) expect(read.notes.map((note) => note.kind)).toContain('version_disagrees')
	})
	it.each(camts)('%s has the amounts, sides and dates it says, and balances that add up', async (file) => {
		const text = readFileSync(file, 'utf8')
		const read = await readOf(Buffer.from(text))
		expect(read.faults).toEqual([])
		// Read once more by hand: what stands in each entry, without any of our code but the count of decimals.
		const said = [...text.matchAll(/<Ntry>([\s\S]*?)<\/Ntry>/g)].map(([, entry = '']) => {
			const [, currency = '', amount = ''] = /<Amt Ccy="([A-Z]{3})">([\d.]+)<\/Amt>/.exec(entry) ?? []
			return {
				minor: minorOf(amount, currency),
				currency,
				credit: entry.includes('<CdtDbtInd>CRDT'),
				day: /<(?:ValDt|BookgDt)>\s*<Dt>([\d-]+)/.exec(entry)?.[1] ?? /<IntrBkSttlmDt>([\d-]+)/.exec(entry)?.[1],
				uetr: /<UETR>([^<]+)/.exec(entry)?.[1] ?? null,
			}
		})
		expect(said.length).toBeGreaterThan(0)
		expect(
			read.rows.map((row) => ({
				minor: row.minor,
				currency: row.currency,
				credit: row.credit,
				day: new Date(row.at + 8 * 3_600_000).toISOString().slice(0, 10),
				uetr: row.uetr,
			})),
		).toEqual(said)
		expect(read.balances.gaps).toEqual([])
	})
})

type Published = { readonly amount: string; readonly date: string; readonly entry: string | null }

/** Amount, value date and entry date of each transaction of a published `.yml`; nothing else of it is read. */
function published(yml: string): readonly Published[] {
	const from = yml.search(/^transactions:/m)
	const blocks =
		from < 0
			? []
			: yml
					.slice(from)
					.split(/^- !!python\/object:mt940\.models\.Transaction$/m)
					.slice(1)
	const dates = new Map<string, string>()
	const dateOf = (block: string, field: string): string | null => {
		const made = new RegExp(
			`^ {4}${field}:(?: (&\\w+))? !!python/object/apply:mt940\\.models\\.Date\\n {4}- !!binary \\|\\n\\s+(\\S+)`,
			'm',
		).exec(block)
		if (made !== null) {
			const [year, ...rest] = [
				Buffer.from(made[2] ?? '', 'base64').readUInt16BE(0),
				...Buffer.from(made[2] ?? '', 'base64').subarray(2),
			]
			const date = [year, ...rest].map((part) => String(part).padStart(2, '0')).join('-')
			if (made[1] !== undefined) dates.set(made[1].slice(1), date)
			return date
		}
		const alias = new RegExp(`^ {4}${field}: \\*(\\w+)`, 'm').exec(block)?.[1]
		return alias === undefined ? null : (dates.get(alias) ?? null)
	}
	return blocks.map((block) => ({
		amount: /!!python\/object\/apply:decimal\.Decimal\n\s+- '([^']+)'/.exec(block)?.[1] ?? '',
		date: dateOf(block, 'date') ?? '',
		entry: dateOf(block, 'entry_date'),
	}))
}

describe.skipIf(stas.length === 0)('F171 F172 published MT940 files of many banks (set SEAWALL_ORACLES)', () => {
	it('there are many, with hundreds of entries', () => {
		const all = stas.flatMap((file) => published(readFileSync(file.replace(/\.sta$/, '.yml'), 'utf8')))
		expect(stas.length).toBeGreaterThan(40)
		expect(all.length).toBeGreaterThan(150)
		expect(all.every((one) => /^-?[\d.]+$/.test(one.amount) && /^\d{4}-\d\d-\d\d$/.test(one.date))).toBe(true)
	})
	it.each(stas)('%s has the published amounts and dates', async (file) => {
		const said = published(readFileSync(file.replace(/\.sta$/, '.yml'), 'utf8'))
		const read = await readOf(readFileSync(file), { currency: 'EUR' })
		// Where the file is a fragment without any entry, that is said and nothing is made up.
		expect(read.rows.map((row) => ({ minor: row.minor, value: row.valueOn }))).toEqual(
			said.map((one) => ({ minor: minorOf(one.amount.replace('-', ''), 'EUR'), value: one.date })),
		)
		const booked = read.rows.map((row) => new Date(row.at + 8 * 3_600_000).toISOString().slice(0, 10))
		for (const [n, one] of said.entries()) if (one.entry !== null) expect(booked[n]).toBe(one.entry)
	})
})
