import type { BankSetting, ColumnField } from '../contract.ts'
import { type AmountFault, writtenMinor } from './amount.ts'
import { FileFault, newSection, plain, type Section, type Takes } from './entry.ts'
import { fieldOf, mustHave } from './heads.ts'
import { type Moment, serialMoment, writtenMoment } from './moment.ts'
import { endToEndOf, uetrOf } from './reference.ts'

/** A cell: text, or a number of a spreadsheet as it stands in its file. */
export type Cell = string | { readonly number: string }

/** Rows before the heads: a bank writes there whose account it is. */
const mostPreamble = 40

/**
 * F171, F176. Rows of a table, whatever it came in: the heads are found, columns are read by the bank's setting, and every row
 * is an entry or a fault.
 */
export class TableReader {
	readonly #setting: BankSetting
	readonly #takes: Takes
	readonly #from1904: () => boolean
	#heads: readonly (ColumnField | null)[] | null = null
	#before = 0
	#account: string | null
	#holder: string | null = null
	readonly #sections = new Map<string, Section>()

	constructor(setting: BankSetting, takes: Takes, from1904: () => boolean = () => false) {
		this.#setting = setting
		this.#takes = takes
		this.#from1904 = from1904
		this.#account = setting.account ?? null
	}

	row(cells: readonly Cell[], line: number): void {
		if (cells.every((cell) => textOf(cell) === '')) return
		if (this.#heads === null) this.#before_(cells, line)
		else this.#entry(cells, this.#heads, line)
	}

	end(): void {
		if (this.#heads === null)
			throw new FileFault(
				'head',
				1,
				'No row of heads was found: a day and an amount are needed. Name the columns in the bank’s setting.',
				'未找到表头：至少需要日期列和金额列，请在银行设置中指定列名。',
			)
		for (const section of this.#sections.values()) this.#takes.section(section)
	}

	#before_(cells: readonly Cell[], line: number): void {
		this.#before += 1
		const heads = cells.map((cell) => fieldOf(textOf(cell), this.#setting.columns))
		const has = (field: ColumnField) => heads.includes(field)
		if (mustHave.every(has) && (has('amount') || has('money_in') || has('money_out'))) {
			const named = heads.filter((field) => field !== null)
			const twice = named.find((field, n) => named.indexOf(field) !== n)
			// A column named twice is read where it stands first, unless the setting names it.
			this.#heads = twice === undefined ? heads : heads.map((field, n) => (heads.indexOf(field) === n ? field : null))
			return
		}
		if (this.#before > mostPreamble)
			throw new FileFault('head', line, 'No row of heads was found near its beginning.', '文件开头未找到表头。')
		this.#preamble(cells)
	}

	/** `账号：6228…` in one cell, or in two beside each other. */
	#preamble(cells: readonly Cell[]): void {
		for (const [n, cell] of cells.entries()) {
			const [head = '', ...rest] = textOf(cell).split(/[:：]/)
			const said = rest.join(':').trim() === '' ? textOf(cells[n + 1] ?? '') : rest.join(':').trim()
			if (said === '') continue
			if (/^(?:查询|本方|客户)?(?:账号|卡号|账户号?|account(?:\s*(?:number|no\.?))?)$/i.test(head.trim()))
				this.#account ??= said
			else if (/^(?:户名|客户姓名|账户名称|客户名称|account\s*name|holder)$/i.test(head.trim())) this.#holder ??= said
		}
	}

	#entry(cells: readonly Cell[], heads: readonly (ColumnField | null)[], line: number): void {
		const of = (field: ColumnField): Cell => cells[heads.indexOf(field)] ?? ''
		const said = (field: ColumnField): string => (heads.includes(field) ? textOf(of(field)) : '')
		const fault = (field: ColumnField, words: AmountFault): void => this.#takes.fault({ line, field, ...words })
		const currency = currencyOf(said('currency')) ?? this.#setting.currency
		const when = this.#moment(of('day'), said('time'), line)
		const money = this.#money(heads, of, currency, line)
		const balance = said('balance') === '' ? null : this.#amount(of('balance'), currency)
		if (balance !== null && typeof balance !== 'number') fault('balance', balance)
		const number = digits(of('account')) || this.#account
		const other = digits(of('other_number'))
		const lost = isLost(of('other_number'))
		if (lost) fault('other_number', lostDigits)
		if (number === null) fault('account', { en: 'Nothing says whose account it is.', zh: '未注明是哪个账户的流水。' })
		if (lost || when === null || money === null || number === null || (balance !== null && typeof balance !== 'number'))
			return
		if (money.minor === 0) return this.#takes.note('zero_left_out', line)
		if (when.assumed) this.#takes.note('zone_assumed', line, this.#setting.zone)
		if (when.dayOnly) this.#takes.note('day_only', line)
		const reference = said('reference')
		this.#takes.entry(this.#section(number, currency, line), {
			at: when.at,
			dayOnly: when.dayOnly,
			valueOn: said('value_day') === '' ? null : (this.#day(of('value_day'))?.day ?? null),
			minor: money.minor,
			currency,
			credit: money.credit,
			reversal: false,
			otherName: plain(said('other_name'), 140),
			otherNumber: plain(other, 80),
			otherBank: plain(said('other_bank'), 80),
			uetr: uetrOf(said('end_to_end')) ?? uetrOf(reference),
			endToEnd: endToEndOf(said('end_to_end')),
			bankReference: plain(reference, 35),
			balance,
			words: plain(said('words'), 500),
			line,
		})
	}

	#section(number: string, currency: string, line: number): Section {
		const key = `${number} ${currency}`
		let section = this.#sections.get(key)
		if (section === undefined) {
			section = { ...newSection(line), number: plain(number, 80), currency, holder: plain(this.#holder, 120) }
			this.#sections.set(key, section)
		}
		return section
	}

	#day(cell: Cell, time = ''): Moment | null {
		const { order, zone } = this.#setting
		if (typeof cell === 'string') return writtenMoment(cell, time, order, zone)
		const serial = Number(cell.number)
		// A day as 20261124 is written so, not counted.
		if (/^\d{8}(?:\d{6})?$/.test(cell.number)) return writtenMoment(cell.number, time, order, zone)
		const day = serialMoment(serial, this.#from1904(), zone)
		return day === null || !day.dayOnly || time === '' ? day : writtenMoment(day.day, time, 'ymd', zone)
	}

	#moment(cell: Cell, time: string, line: number): Moment | null {
		const part = /^0?\.\d+$/.exec(time)
		const clock = part === null ? time : new Date(Math.round(Number(time) * 86_400) * 1000).toISOString().slice(11, 19)
		const moment = this.#day(cell, clock)
		if (moment !== null) return moment
		const shown = `${textOf(cell)} ${time}`.trim().slice(0, 40)
		this.#takes.fault({
			line,
			field: 'day',
			en: `“${shown}” is no day of the calendar.`,
			zh: `“${shown}”不是有效日期。`,
		})
		return null
	}

	#amount(cell: Cell, currency: string): number | AmountFault {
		if (typeof cell === 'string') return writtenMinor(cell, currency, this.#setting.decimal)
		return writtenMinor(decimalOf(cell.number), currency, '.')
	}

	/** One amount with its sign or side, or one of two columns. */
	#money(
		heads: readonly (ColumnField | null)[],
		of: (field: ColumnField) => Cell,
		currency: string,
		line: number,
	): { readonly minor: number; readonly credit: boolean } | null {
		const no = (field: ColumnField, en: string, zh: string) => {
			this.#takes.fault({ line, field, en, zh })
			return null
		}
		const read = (field: ColumnField): number | null | 'fault' => {
			if (!heads.includes(field) || textOf(of(field)) === '' || textOf(of(field)) === '-') return null
			const minor = this.#amount(of(field), currency)
			if (typeof minor === 'number') return minor
			no(field, minor.en, minor.zh)
			return 'fault'
		}
		const [amount, into, out] = [read('amount'), read('money_in'), read('money_out')]
		if (amount === 'fault' || into === 'fault' || out === 'fault') return null
		if (into !== null || out !== null) {
			if ((into ?? 0) < 0) return no('money_in', 'It is negative.', '收入金额为负。')
			if ((out ?? 0) < 0) return no('money_out', 'It is negative.', '支出金额为负。')
			if ((into ?? 0) > 0 && (out ?? 0) > 0)
				return no('money_in', 'Money came in and went out in one row.', '同一行既有收入又有支出。')
			return (into ?? 0) > 0 ? { minor: into ?? 0, credit: true } : { minor: out ?? 0, credit: false }
		}
		if (amount === null) return no('amount', 'It has no amount.', '缺少金额。')
		if (!heads.includes('side')) return { minor: Math.abs(amount), credit: amount > 0 }
		const credit = sideOf(textOf(of('side')))
		if (credit === null) return no('side', 'It does not say which way money went.', '未注明收付方向。')
		if (amount < 0)
			return no('amount', 'It is negative; its side says which way money went.', '金额为负；方向应由收付标志表示。')
		return { minor: amount, credit }
	}
}

const lostDigits = {
	en: 'A spreadsheet has rounded this account number; ask the bank for it as text.',
	zh: '账号已被电子表格截断，请让银行以文本格式提供。',
}

/** A number past fifteen digits, or written with an exponent, has lost its last ones. */
function isLost(cell: Cell): boolean {
	if (typeof cell === 'string') return /^\d(?:\.\d+)?E\+?\d+$/i.test(cell.trim())
	return /E\+?\d+$/i.test(cell.number) ? Number(cell.number) > 1e15 : cell.number.replace(/\..*$/, '').length > 15
}

function digits(cell: Cell): string | null {
	const said = typeof cell === 'string' ? textOf(cell) : decimalOf(cell.number)
	return said === '' || said === '-' || said === '/' ? null : said
}

/** A double as a spreadsheet shows it: fifteen digits. */
function decimalOf(number: string): string {
	if (/^-?\d{1,15}(?:\.\d{1,2})?$/.test(number)) return number
	const value = Number(number)
	if (!Number.isFinite(value)) return number
	const shown = value.toPrecision(15)
	const plainly = /e/i.test(shown) ? value.toFixed(10) : shown
	return plainly.includes('.') ? plainly.replace(/\.?0+$/, '') : plainly
}

/** What spreadsheets and banks put around a cell to keep it text is taken off. */
function textOf(cell: Cell): string {
	if (typeof cell !== 'string') return cell.number
	return cell
		.replace(/^\s*=?"(.*)"\s*$/, '$1')
		.replace(/^[\s'`]+/, '')
		.trim()
}

/** True: in. Null: it does not say. */
function sideOf(text: string): boolean | null {
	const said = text.normalize('NFKC').toLowerCase()
	if (/^(?:贷|贷方|收|收入|进|入|入账|转入|存入|c|cr|credit|crdt|in|\+)$/.test(said)) return true
	if (/^(?:借|借方|付|支|支出|出|出账|转出|支取|d|dr|debit|dbit|out|-)$/.test(said)) return false
	return null
}

function currencyOf(text: string): string | null {
	const said = text.normalize('NFKC').toUpperCase()
	if (/^[A-Z]{3}$/.test(said)) return said === 'RMB' ? 'CNY' : said
	return /^(?:人民币元?|元|¥)$/.test(said) ? 'CNY' : null
}
