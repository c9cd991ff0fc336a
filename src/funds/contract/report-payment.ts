import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, version } from '#kernel/contract/scalars.ts'
import { minor } from './money.ts'
import { numberWarning, paymentCorrected, paymentTold, shownReport } from './report-shapes.ts'
import { reportResource } from './resources.ts'

/** Payments as victims tell them: F27 to F30. */

const report = shownReport.id
const payment = shownReport.payment
const personal = ['payeeName', 'payeeNumber', 'payeeBank', 'fromNumber', 'fromBank', 'reference', 'endToEndId']

const done = z.object({
	report: id,
	payment: id,
	/** Of the payment. */
	version,
	/** Of the report, after it. */
	reportVersion: version,
	lossMinor: minor,
	warnings: z.array(numberWarning),
	/** It stands where money is followed. */
	followed: z.boolean(),
})
const answer = { report, payment, version: 1, reportVersion: 3, lossMinor: 5000000, warnings: [], followed: true }

/** F28, F29. */
export const addPayment = act({
	name: 'funds.payment.add',
	summary: { en: 'Enter a payment of a victim', zh: '登记一笔付款' },
	resource: reportResource,
	input: paymentTold.extend({ report: id }),
	output: done,
	purpose: 'none',
	personal,
	example: {
		input: {
			report,
			payeeKind: 'bank_account',
			payeeNumber: shownReport.payee,
			payeeBank: '港湾银行',
			amountMinor: 5000000,
			paidAt: '2026-11-22T13:14:00.000Z',
			channel: 'bank_app',
		},
		output: answer,
	},
})

/** F30. */
export const correctPayment = act({
	name: 'funds.payment.correct',
	summary: { en: 'Correct a payment of a victim', zh: '更正一笔付款' },
	resource: reportResource,
	input: paymentCorrected.extend({ payment: id, version }),
	output: done,
	purpose: 'none',
	personal,
	example: {
		input: { payment, version: 1, payeeName: '王某' },
		output: { ...answer, version: 2, reportVersion: 4 },
	},
})

/** F30. */
export const removePayment = act({
	name: 'funds.payment.remove',
	summary: { en: 'Remove a payment entered by mistake', zh: '删除误登的付款' },
	resource: reportResource,
	input: z.strictObject({ payment: id, version }),
	output: z.object({ report: id, reportVersion: version, lossMinor: minor }),
	purpose: 'none',
	personal: [],
	example: { input: { payment, version: 1 }, output: { report, reportVersion: 4, lossMinor: 0 } },
})
