import { z } from 'zod'
import { text } from '#kernel/contract/scalars.ts'
import { currency } from './money.ts'

/** F176. How the files of a bank are read: remembered per bank, and kept with every statement it was used for. */

export const statementFormat = z.enum(['camt', 'mt940', 'csv', 'xlsx'])
export type StatementFormat = z.output<typeof statementFormat>

/** What a column of a table may mean. */
export const columnField = z.enum([
	'day',
	'time',
	'value_day',
	'amount',
	'side',
	'money_in',
	'money_out',
	'balance',
	'currency',
	'account',
	'other_name',
	'other_number',
	'other_bank',
	'reference',
	'end_to_end',
	'words',
])
export type ColumnField = z.output<typeof columnField>

export const bankSetting = z.strictObject({
	/** IANA name: what a time without zone is of. */
	zone: text(40)
		.regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/, 'is no time zone')
		.default('Asia/Shanghai'),
	/** Where a file names none. */
	currency: currency.default('CNY'),
	encoding: z.enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'iso-8859-1']).default('auto'),
	decimal: z.enum(['.', ',']).default('.'),
	/** Of days like 03/04/2026. */
	order: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
	/** Heads of columns as the bank writes them; one left out is looked for under its usual names. */
	columns: z.partialRecord(columnField, text(60)).default({}),
	/** The account whose statement a table is, where the table does not say. */
	account: text(80).optional(),
})
export type BankSetting = z.output<typeof bankSetting>
