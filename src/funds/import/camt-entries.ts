import { isoMinor } from './amount.ts'
import type { BalanceDraft, Draft, EntryDraft, Money } from './camt-state.ts'
import { plain, type Section, type Takes } from './entry.ts'
import { isoMoment, type Moment } from './moment.ts'
import { endToEndOf, uetrOf } from './reference.ts'

/** F171, F174. Entries of camt made into rows; what is wrong is named with its element. */
export class CamtEntries {
	readonly #zone: string
	readonly #takes: Takes

	constructor(zone: string, takes: Takes) {
		this.#zone = zone
		this.#takes = takes
	}

	/** The opening and closing booked balance; others are passed over. */
	balance(section: Section, balance: BalanceDraft, line: number): void {
		const opens = balance.kind === 'OPBD' || balance.kind === 'PRCD'
		if ((!opens && balance.kind !== 'CLBD') || balance.money === null) return
		const minor = this.#minor(balance.money, line, 'Bal/Amt')
		if (minor === null) return
		section.currency ??= balance.money.currency
		const signed = balance.side === 'DBIT' ? -minor : minor
		const day = balance.day === null ? null : (isoMoment(balance.day, this.#zone)?.day ?? null)
		if (!opens) {
			section.closing = signed
			section.closedOn = day
		} else if (section.opening === null || balance.kind === 'OPBD') {
			section.opening = signed
			section.openedOn = day
		}
	}

	entry(section: Section, entry: EntryDraft): void {
		const { line } = entry
		if (entry.status !== null && entry.status !== 'BOOK') return this.#takes.note('pending_left_out', line)
		if (entry.money === null) return this.#fault(line, 'Ntry/Amt', 'It is missing.', '缺少此项。')
		const minor = this.#minor(entry.money, line, 'Ntry/Amt')
		const booked = this.#booked(entry)
		const side = entry.side
		if (side !== 'CRDT' && side !== 'DBIT')
			return this.#fault(line, 'Ntry/CdtDbtInd', 'It is neither CRDT nor DBIT.', '既不是 CRDT 也不是 DBIT。')
		if (minor === null || booked === null) return
		if (minor === 0) return this.#takes.note('zero_left_out', line)
		if (entry.reversal) this.#takes.note('reversal', line)
		if (booked.assumed) this.#takes.note('zone_assumed', line, this.#zone)
		if (booked.dayOnly) this.#takes.note('day_only', line)
		const valueOn = entry.value === null ? null : (isoMoment(entry.value, this.#zone)?.day ?? null)
		const credit = side === 'CRDT'
		const parts = this.#parts(entry, minor, entry.money.currency)
		for (const row of parts) {
			const other = credit ? row.draft.debtor : row.draft.creditor
			const spare = credit ? entry.debtor : entry.creditor
			const own = this.#finer(row.draft.moment, booked)
			this.#takes.entry(section, {
				at: own.at,
				dayOnly: own.dayOnly,
				valueOn,
				minor: row.minor,
				currency: entry.money.currency,
				credit,
				reversal: entry.reversal,
				otherName: plain(other.name ?? spare.name, 140),
				otherNumber: plain(other.number ?? spare.number, 80),
				otherBank: plain(other.bank ?? spare.bank, 80),
				uetr: uetrOf(row.draft.uetr ?? entry.uetr),
				endToEnd: endToEndOf(row.draft.endToEnd ?? entry.endToEnd),
				bankReference: plain(row.draft.bankReference ?? entry.bankReference, 35),
				balance: null,
				words: plain(row.draft.words ?? entry.words, 500),
				line: parts.length === 1 ? line : row.draft.line,
			})
		}
	}

	/** One row a transaction where they add up to the entry; else the entry is one row. */
	#parts(entry: EntryDraft, minor: number, currency: string): readonly { draft: Draft; minor: number }[] {
		const [only, ...more] = entry.details
		if (only === undefined) return [{ draft: entry, minor }]
		if (more.length === 0) return [{ draft: only, minor }]
		const parts: { draft: Draft; minor: number }[] = []
		let sum = 0
		for (const draft of entry.details) {
			const part =
				draft.money === null || draft.money.currency !== currency ? null : isoMinor(draft.money.text, currency)
			if (typeof part !== 'number' || part <= 0 || (draft.side ?? entry.side) !== entry.side) break
			parts.push({ draft, minor: part })
			sum += part
		}
		if (parts.length === entry.details.length && sum === minor) return parts
		this.#takes.note('batch_as_one', entry.line)
		return [{ draft: entry, minor }]
	}

	#booked(entry: EntryDraft): Moment | null {
		const text = entry.booked ?? entry.value
		if (text === null) {
			this.#fault(entry.line, 'Ntry/BookgDt', 'It is missing, and so is the value date.', '缺少记账日期和起息日。')
			return null
		}
		const moment = isoMoment(text, this.#zone)
		if (moment === null)
			this.#fault(
				entry.line,
				entry.booked === null ? 'Ntry/ValDt' : 'Ntry/BookgDt',
				`“${text.slice(0, 40)}” is no day of the calendar.`,
				`“${text.slice(0, 40)}”不是有效日期。`,
			)
		else if (entry.booked === null) this.#takes.note('value_for_booking', entry.line)
		return moment
	}

	/** A transaction's own time, where it is finer and of about the same day. */
	#finer(text: string | null, booked: Moment): Moment {
		const own = text === null || !booked.dayOnly ? null : isoMoment(text, this.#zone)
		return own === null || own.dayOnly || Math.abs(own.at - booked.at) > 2 * 86_400_000 ? booked : own
	}

	#minor(money: Money, line: number, field: string): number | null {
		if (!/^[A-Z]{3}$/.test(money.currency)) {
			this.#fault(line, `${field}@Ccy`, 'It names no currency.', '缺少币种。')
			return null
		}
		const minor = isoMinor(money.text, money.currency)
		if (typeof minor !== 'number') {
			this.#fault(line, field, minor.en, minor.zh)
			return null
		}
		if (minor < 0) {
			this.#fault(
				line,
				field,
				'It is negative; its side says which way money went.',
				'金额为负；方向应由借贷标志表示。',
			)
			return null
		}
		return minor
	}

	#fault(line: number, field: string, en: string, zh: string): void {
		this.#takes.fault({ line, field, en, zh })
	}
}
