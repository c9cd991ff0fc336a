import { type ByteSource, pieces } from './bytes.ts'
import { decoding, type Named, textEncoding } from './decode.ts'
import { FileFault, newSection, plain, type Section, type Takes } from './entry.ts'
import { writtenMinor } from './amount.ts'
import { midnightOf, swiftDay } from './moment.ts'
import { type Details, detailsOf } from './mt940-details.ts'
import { endToEndOf } from './reference.ts'

/**
 * F171. SWIFT MT940 and MT942, and what banks make of them: with or without its blocks, lines broken or blank, an entry date
 * left out. A line of an account belongs to the account named before it.
 */

export type Mt940Setting = { readonly zone: string; readonly currency: string | null; readonly encoding: Named }

const mostField = 64 * 1024
const tag = /^\s{0,3}:(\d\d[A-Z]?|NS):(.*)$/

type Booked = { readonly line: number; readonly value: string; details: string }

export async function readMt940(source: ByteSource, setting: Mt940Setting, takes: Takes): Promise<void> {
	const encoding = textEncoding(await source.read(0, 64 * 1024), setting.encoding)
	if (setting.encoding === 'auto' && encoding !== 'utf-8') takes.note('encoding_found', 1, encoding)
	const text = decoding(encoding)
	const reader = new Mt940Reader(setting, takes)
	let rest = ''
	const feed = (more: string, last: boolean): void => {
		const lines = (rest + more).split(/\r\n|\n|\r(?!$)/)
		rest = last ? '' : (lines.pop() ?? '')
		if (rest.length > mostField) throw new FileFault('file', reader.lines, 'A line is too long.', '单行过长。')
		for (const line of lines) reader.take(line)
	}
	for await (const bytes of pieces(source)) feed(text.write(bytes), false)
	feed(text.end(), true)
	reader.end()
}

class Mt940Reader {
	readonly #setting: Mt940Setting
	readonly #takes: Takes
	#section: Section | null = null
	#booked: Booked | null = null
	/** The field whose lines are coming. */
	#field: { readonly name: string; readonly line: number; value: string } | null = null
	#known = false
	lines = 0

	constructor(setting: Mt940Setting, takes: Takes) {
		this.#setting = setting
		this.#takes = takes
	}

	take(text: string): void {
		this.lines += 1
		// What never stands in text of SWIFT is passed over.
		const line = text
			.replace(/^\ufeff/, '')
			.replace(/^\{1:.*\{4:/, '')
			.replace(/\{5:.*$/, '')
		const match = tag.exec(line)
		if (match !== null) {
			this.#fieldDone()
			this.#known = true
			this.#field = { name: match[1] ?? '', line: this.lines, value: (match[2] ?? '').trimEnd() }
			return
		}
		if (/^-\}?\s*$/.test(line)) {
			this.#fieldDone()
			this.#sectionDone()
			return
		}
		if (this.#field === null) return
		this.#field.value += `\n${line.trimEnd()}`
		if (this.#field.value.length > mostField)
			throw new FileFault(`:${this.#field.name}:`, this.lines, 'A field is too long.', '字段过长。')
	}

	end(): void {
		this.#fieldDone()
		this.#sectionDone()
		if (!this.#known)
			throw new FileFault('file', 1, 'It is no MT940: it has no field like :20:.', '不是 MT940：没有 :20: 等字段。')
	}

	#fieldDone(): void {
		const field = this.#field
		this.#field = null
		if (field === null) return
		const { name, value, line } = field
		if (name === '20') this.#sectionDone()
		if (name !== '86' && name !== 'NS') this.#bookedDone()
		const section = (this.#section ??= newSection(line))
		if (name === '25') account(section, value)
		else if (name === '34F') section.currency ??= /^([A-Z]{3})/.exec(value)?.[1] ?? null
		else if (name === '61') this.#booked = { line, value, details: '' }
		else if (name === '86' && this.#booked !== null) this.#booked.details += value
		else if (name === 'NS' && this.#booked !== null) this.#booked.details += holderOf(value)
		else if (/^60|^62/.test(name)) this.#balance(section, name, value, line)
	}

	#sectionDone(): void {
		this.#bookedDone()
		if (this.#section !== null) this.#takes.section(this.#section)
		this.#section = null
	}

	#balance(section: Section, name: string, value: string, line: number): void {
		const match = /^([CD])(\d{6})([A-Z]{3})?([\d,.]{1,24})/.exec(value.replaceAll(/\s/g, ''))
		if (match === null) return this.#fault(line, `:${name}:`, 'It is no balance.', '不是余额。')
		const [, side, date = '', named, amount = ''] = match
		const currency = named ?? section.currency ?? this.#setting.currency
		if (currency === null) return this.#fault(line, `:${name}:`, 'It names no currency.', '缺少币种。')
		section.currency = currency
		const minor = writtenMinor(amount, currency, decimalOf(amount))
		const day = swiftDay(date)
		if (typeof minor !== 'number') return this.#fault(line, `:${name}:`, minor.en, minor.zh)
		if (day === null) return this.#fault(line, `:${name}:`, `“${date}” is no day.`, `“${date}”不是有效日期。`)
		const signed = side === 'D' ? -minor : minor
		if (name.startsWith('62')) [section.closing, section.closedOn] = [signed, day.day]
		else if (section.opening === null) [section.opening, section.openedOn] = [signed, day.day]
	}

	#bookedDone(): void {
		const booked = this.#booked
		this.#booked = null
		const section = this.#section
		if (booked === null || section === null) return
		const { line } = booked
		const match = entryLine.exec(booked.value)
		if (match === null) return this.#fault(line, ':61:', 'It is no entry as MT940 writes one.', '不是 MT940 的交易行。')
		const said: Said = { value: match[1] ?? '', entry: match[2] ?? '', side: match[3] ?? '', amount: match[4] ?? '' }
		const currency = section.currency ?? this.#setting.currency
		if (currency === null)
			return this.#fault(
				line,
				':60F:',
				'No balance names the currency, and the bank’s setting has none.',
				'余额未写币种，银行设置中也没有。',
			)
		const minor = writtenMinor(said.amount, currency, decimalOf(said.amount))
		if (typeof minor !== 'number') return this.#fault(line, ':61:', minor.en, minor.zh)
		const days = this.#days(said, line)
		if (days === null) return
		if (minor === 0) return this.#takes.note('zero_left_out', line)
		const reversal = /^[RE]/.test(said.side)
		if (reversal) this.#takes.note('reversal', line)
		this.#takes.note('day_only', line)
		const credit = /^(?:C|RD|EC)/.test(said.side)
		const behind = match[8]?.trim() ?? ''
		const details = detailsOf(behind === '' || booked.details !== '' ? booked.details : behind)
		this.#takes.entry(section, {
			at: midnightOf(days.booked, this.#setting.zone),
			dayOnly: true,
			valueOn: days.value,
			minor,
			currency,
			credit,
			reversal,
			...counterparty(details),
			uetr: null,
			endToEnd: details.endToEnd ?? endToEndOf(match[6] ?? null),
			bankReference: plain(match[7], 35),
			balance: null,
			line,
		})
	}

	/** The value date with its year; the entry date without one is of the year that is nearest. */
	#days(said: Said, line: number): { readonly booked: string; readonly value: string } | null {
		const value = swiftDay(said.value)
		if (value === null) {
			this.#fault(line, ':61:', `“${said.value}” is no day.`, `“${said.value}”不是有效日期。`)
			return null
		}
		if (value.moved) this.#takes.note('day_moved', line, said.value)
		if (!/^\d{4}$/.test(said.entry)) return { booked: value.day, value: value.day }
		const year = Number(value.day.slice(0, 4))
		const at = Date.parse(value.day)
		const near = [year - 1, year, year + 1]
			.flatMap((one) => swiftDay(`${String(one % 100).padStart(2, '0')}${said.entry}`) ?? [])
			.toSorted((a, b) => Math.abs(Date.parse(a.day) - at) - Math.abs(Date.parse(b.day) - at))[0]
		if (near === undefined) {
			this.#fault(line, ':61:', `“${said.entry}” is no day.`, `“${said.entry}”不是有效日期。`)
			return null
		}
		if (near.moved) this.#takes.note('day_moved', line, said.entry)
		return { booked: near.day, value: value.day }
	}

	#fault(line: number, field: string, en: string, zh: string): void {
		this.#takes.fault({ line, field, en, zh })
	}
}

type Said = { readonly value: string; readonly entry: string; readonly side: string; readonly amount: string }

/** Value date, entry date, mark, third letter of the currency, amount, kind, their reference, ours, and what stands below. */
const entryLine =
	/^(\d{6})(\d{4}|\s{4})?\s?(R?[CD]|E[CD])[A-Z]?\s?([\d,.]{1,24})\s?([A-Z][A-Z0-9 ]{3})?((?:(?!\/\/)[^\n]){0,16})(?:\/\/([^\n]{0,35}))?([^\n]*)(?:\n[^]*)?$/

function decimalOf(amount: string): '.' | ',' {
	return amount.includes(',') ? ',' : '.'
}

function account(section: Section, value: string): void {
	const said = value.replaceAll(/\s/g, '')
	const currency = /^(.*\d)([A-Z]{3})$/.exec(said)
	const number = currency?.[1] ?? said
	section.currency ??= currency?.[2] ?? null
	const [bank, own] = number.includes('/') ? number.split('/', 2) : [null, number]
	section.number = plain(own, 80)
	section.bank = plain(bank, 80)
}

function counterparty(details: Details) {
	return {
		otherName: plain(details.name, 140),
		otherNumber: plain(details.number, 80),
		otherBank: plain(details.bank, 80),
		words: plain(details.words, 500),
	}
}

/** Fields of `:NS:`: 15 and 16 are a name, 17 an account. */
function holderOf(value: string): string {
	const of = (code: string) => new RegExp(`(?:^|\\n)${code}([^\\n]*)`).exec(value)?.[1] ?? ''
	const name = of('15') + of('16')
	return name === '' ? '' : `?32${name}?31${of('17')}`
}
