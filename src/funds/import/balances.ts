import type { Entry, Section } from './entry.ts'

/** ISO 4217's own sign where no currency is told. */
const noCurrency = 'XXX'

/**
 * F177. Whether balances add up, section by section. Rows with a running balance are checked one against the next, oldest or
 * newest first; a section with opening and closing balance as a whole. When nothing adds up but would with debit and credit the
 * other way round, they are swapped.
 */

export type Gap = {
	readonly kind: 'row' | 'section'
	readonly line: number
	readonly currency: string
	/** Signed minor units: what it should be, and what stands there. */
	readonly expectedMinor: number
	readonly foundMinor: number
}

export type Balanced = {
	readonly checked: number
	readonly gaps: readonly Gap[]
	readonly gapCount: number
	readonly swapped: boolean
	readonly newestFirst: boolean
}

const mostGaps = 100

type Way = { gaps: Gap[]; wrong: number }

type Sheet = {
	before: Entry | null
	sum: number
	rows: number
	readonly oldest: Way
	readonly newest: Way
	swappedOldest: number
	swappedNewest: number
	checked: number
}

export class Balances {
	readonly #sheets = new Map<Section, Sheet>()
	readonly #sections: Gap[] = []
	#sectionsWrong = 0
	#sectionsChecked = 0
	#sectionsSwapped = 0

	entry(section: Section, entry: Entry): void {
		let sheet = this.#sheets.get(section)
		if (sheet === undefined) {
			sheet = {
				before: null,
				sum: 0,
				rows: 0,
				oldest: { gaps: [], wrong: 0 },
				newest: { gaps: [], wrong: 0 },
				swappedOldest: 0,
				swappedNewest: 0,
				checked: 0,
			}
			this.#sheets.set(section, sheet)
		}
		sheet.sum += signed(entry)
		sheet.rows += 1
		const { before } = sheet
		if (before?.balance != null && entry.balance !== null) {
			sheet.checked += 1
			step(sheet.oldest, entry, before.balance + signed(entry), entry.balance)
			step(sheet.newest, entry, before.balance - signed(before), entry.balance)
			if (before.balance - signed(entry) !== entry.balance) sheet.swappedOldest += 1
			if (before.balance + signed(before) !== entry.balance) sheet.swappedNewest += 1
		}
		sheet.before = entry.balance === null ? null : entry
	}

	/** A section is whole. */
	section(section: Section): void {
		const { opening, closing } = section
		if (opening === null || closing === null) return
		const sum = this.#sheets.get(section)?.sum ?? 0
		this.#sectionsChecked += 1
		if (opening + sum === closing) return
		this.#sectionsWrong += 1
		if (sum !== 0 && opening - sum === closing) this.#sectionsSwapped += 1
		if (this.#sections.length < mostGaps)
			this.#sections.push({
				kind: 'section',
				line: section.line,
				currency: section.currency ?? noCurrency,
				expectedMinor: opening + sum,
				foundMinor: closing,
			})
	}

	done(): Balanced {
		const sheets = [...this.#sheets.values()]
		const total = (of: (sheet: Sheet) => number) => sheets.reduce((sum, sheet) => sum + of(sheet), 0)
		const checked = total((sheet) => sheet.checked)
		const oldest = total((sheet) => sheet.oldest.wrong)
		const newest = total((sheet) => sheet.newest.wrong)
		const newestFirst = newest < oldest
		const wrong = Math.min(oldest, newest)
		const swappedWrong = Math.min(
			total((sheet) => sheet.swappedOldest),
			total((sheet) => sheet.swappedNewest),
		)
		const rowsSwapped = checked >= 2 && swappedWrong === 0 && wrong > checked / 2
		const wholeSwapped = this.#sectionsSwapped > 0 && this.#sectionsSwapped === this.#sectionsWrong
		const rows = sheets.flatMap((sheet) => (newestFirst ? sheet.newest : sheet.oldest).gaps)
		return {
			checked: checked + this.#sectionsChecked,
			gaps: [...rows, ...this.#sections].slice(0, mostGaps),
			gapCount: wrong + this.#sectionsWrong,
			swapped: rowsSwapped || (wholeSwapped && wrong === 0),
			newestFirst,
		}
	}
}

function signed(entry: Entry): number {
	return entry.credit ? entry.minor : -entry.minor
}

function step(way: Way, entry: Entry, expected: number, found: number): void {
	if (expected === found) return
	way.wrong += 1
	if (way.gaps.length < mostGaps)
		way.gaps.push({
			kind: 'row',
			line: entry.line,
			currency: entry.currency,
			expectedMinor: expected,
			foundMinor: found,
		})
}
