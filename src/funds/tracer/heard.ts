import type { NewTransfer } from './rows.ts'

/** The channel on which the database tells, with each commit, of transfers that came and went. */
export const transferChannel = 'seawall_funds_transfer'

/** What one notification says. */
export type Heard =
	| { readonly is: 'came' | 'gone'; readonly transfers: readonly NewTransfer[] }
	/** So many, or changed, that all is to be read again. */
	| { readonly is: 'many' }

/** Reads a notification. What cannot be read counts as many: nothing is missed. */
export function heardOf(payload: string): Heard {
	const is = payload[0] === '+' ? 'came' : payload[0] === '-' ? 'gone' : null
	if (is === null) return { is: 'many' }
	const transfers = payload
		.slice(1)
		.split(';')
		.map((line): NewTransfer => {
			const [id, from, to, minor, currency = '', at, matter = ''] = line.split(',')
			return {
				id: Number(id),
				from: Number(from),
				to: Number(to),
				minor: Number(minor),
				currency,
				at: Number(at),
				matter,
			}
		})
	return transfers.every((one) => Number.isFinite(one.id + one.from + one.to + one.minor + one.at))
		? { is, transfers }
		: { is: 'many' }
}
