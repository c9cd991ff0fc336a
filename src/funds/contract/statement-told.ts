import { z } from 'zod'
import { instant } from '#kernel/contract/scalars.ts'
import { currency } from './money.ts'

/** F170 to F179. What is told of a file that was read: kept with it, no name and no number of an account in it. */

export const noteKind = z.enum([
	'version_disagrees',
	'zone_assumed',
	'day_only',
	'value_for_booking',
	'day_moved',
	'zero_left_out',
	'pending_left_out',
	'batch_as_one',
	'reversal',
	'self_transfer',
	'encoding_found',
	'newest_first',
	'formula_value',
	'part_of_number',
])
export type NoteKind = z.output<typeof noteKind>

export const statementTold = z.object({
	/** camt: what header and namespace say it is, and what its elements are. */
	form: z.object({ header: z.string().nullable(), space: z.string().nullable(), is: z.string().nullable() }).nullable(),
	/** Rows read; of them known before, and kept. */
	read: z.int(),
	known: z.int(),
	kept: z.int(),
	/** Of those kept: told a transfer nobody knew, or one that something else told too, or name no other account. */
	transfers: z.int(),
	matched: z.int(),
	alone: z.int(),
	accounts: z.int(),
	firstAt: instant.nullable(),
	lastAt: instant.nullable(),
	/** What came in and went out, by currency. */
	sums: z.array(z.object({ currency, inMinor: z.int(), outMinor: z.int() })),
	/** `line`: the first of them. */
	notes: z.array(z.object({ kind: noteKind, count: z.int(), line: z.int(), says: z.string().nullable() })),
	/** The first of them; `faultCount` is all. */
	faults: z.array(z.object({ line: z.int(), field: z.string(), en: z.string(), zh: z.string() })),
	faultCount: z.int(),
	/** F177. Balances that were checked, and those that do not add up. */
	balancesChecked: z.int(),
	gaps: z.array(
		z.object({
			/** Row by row, opening to closing of a section, or from another statement of the account to this one. */
			kind: z.enum(['row', 'section', 'between']),
			line: z.int(),
			currency,
			expectedMinor: z.int(),
			foundMinor: z.int(),
		}),
	),
	gapCount: z.int(),
})
export type StatementTold = z.output<typeof statementTold>

export const shownTold: StatementTold = {
	form: { header: 'camt.053.001.08', space: 'camt.053.001.12', is: 'camt.053' },
	read: 214,
	known: 0,
	kept: 214,
	transfers: 198,
	matched: 14,
	alone: 2,
	accounts: 1,
	firstAt: '2026-11-23T16:00:00.000Z',
	lastAt: '2026-11-24T08:51:07.000Z',
	sums: [{ currency: 'CNY', inMinor: 41_230_000, outMinor: 41_228_910 }],
	notes: [{ kind: 'version_disagrees', count: 1, line: 41, says: 'camt.053.001.08 / camt.053.001.12 / camt.053' }],
	faults: [],
	faultCount: 0,
	balancesChecked: 1,
	gaps: [],
	gapCount: 0,
}
