import { resource } from '#kernel/contract/declare.ts'

/** A report of fraud and what hangs on it: payments, measures, trace, return. */
export const reportResource = resource({
	type: 'FraudReport',
	table: 'funds.report',
	id: 'id',
	see: 'funds.report.see',
	attributes: {
		/** The bureau or station that took it. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who took it: never who approves a measure on it. */
		taker: { is: 'String', column: 'taken_by' },
		state: { is: 'String', column: 'state' },
	},
})

/** Where an agency's work on funds is listed and begun. Its id is the agency's. */
export const fundsDesk = resource({
	type: 'FundsDesk',
	table: null,
	id: 'id',
	see: 'funds.desk.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})
