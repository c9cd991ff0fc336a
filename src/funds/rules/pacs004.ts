import type { Element } from '#kernel/xml.ts'
import type { ToldAnswer } from '../contract.ts'
import { all, AnswerFault, amountOf, findText, momentOf, namedBy, need, textOf } from './iso-read.ts'

/** F142. pacs.004 (PaymentReturn): money that a bank sends back by the way it came. Pure. @throws AnswerFault */
export function readPacs004(document: Element): readonly ToldAnswer[] {
	const body = need(document, 'PmtRtr')
	const message = textOf(need(body, 'GrpHdr', 'MsgId'), 35)
	const at = momentOf(need(body, 'GrpHdr', 'CreDtTm'))
	const transactions = all(body, 'TxInf')
	if (transactions.length === 0) throw new AnswerFault(`${body.path}/TxInf`, 'It is missing.', '缺少此项。')
	return transactions.map((part, n) => {
		const returned = need(part, 'RtrdIntrBkSttlmAmt')
		const amount = amountOf(returned)
		if (amount.minor === 0) throw new AnswerFault(returned.path, 'Nothing is returned.', '退回金额为零。')
		const code = findText(part, 35, 'RtrRsnInf', 'Rsn', 'Cd') ?? findText(part, 35, 'RtrRsnInf', 'Rsn', 'Prtry')
		return {
			message,
			n,
			at,
			is: 'returned' as const,
			amount,
			...namedBy(part),
			...(code === undefined ? {} : { reason: code }),
		}
	})
}
