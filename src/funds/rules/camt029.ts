import type { Element } from '#kernel/xml.ts'
import type { MatchField, ToldAnswer } from '../contract.ts'
import { all, AnswerFault, amountOf, find, findText, momentOf, namedBy, need, textOf } from './iso-read.ts'

/**
 * F141. camt.029 (ResolutionOfInvestigation): what a bank answers to a camt.056. Its own status stands for each transaction
 * (ACCR accepted, RJCR rejected, PDCR pending), else that of the whole message. Pure.
 */

type Status = 'accepted' | 'partly' | 'pending' | 'rejected'

const ofTransaction: Readonly<Record<string, Status>> = { ACCR: 'accepted', RJCR: 'rejected', PDCR: 'pending' }
const ofMessage: Readonly<Record<string, Status>> = {
	CNCL: 'accepted',
	ACCR: 'accepted',
	PECR: 'partly',
	RJCR: 'rejected',
	PDCR: 'pending',
}

/** F147. Codes by which a bank says which of the four did not match: ISO external status reason codes. */
const fields: Readonly<Record<string, MatchField>> = {
	BE01: 'holder',
	BE22: 'holder',
	AC01: 'number',
	AC03: 'number',
	AM09: 'amount',
	AM12: 'amount',
	DT01: 'time',
	DT06: 'time',
}

/** @throws AnswerFault */
export function readCamt029(document: Element): readonly ToldAnswer[] {
	const body = need(document, 'RsltnOfInvstgtn')
	const message = textOf(need(body, 'Assgnmt', 'Id'), 35)
	const at = momentOf(need(body, 'Assgnmt', 'CreDtTm'))
	const whole = find(body, 'Sts', 'Conf')
	const about = all(body, 'CxlDtls').flatMap((details) => all(details, 'TxInfAndSts'))
	const resolved = find(body, 'RslvdCase', 'Id')
	const common = resolved === null ? {} : { order: textOf(resolved, 35) }
	// A message about one whole case has no transaction of its own.
	const parts = about.length > 0 ? about : [body]
	return parts.map((part, n) => ({
		message,
		n,
		at,
		...common,
		...namedBy(part),
		...said(part, whole),
	}))
}

function said(part: Element, whole: Element | null): Pick<ToldAnswer, 'is' | 'field' | 'amount' | 'reason'> {
	const own = find(part, 'TxCxlSts')
	const element = own ?? whole
	if (element === null) throw new AnswerFault(`${part.path}/TxCxlSts`, 'It gives no status.', '没有写明处理状态。')
	const code = textOf(element, 4)
	const status = (own === null ? ofMessage : ofTransaction)[code]
	if (status === undefined)
		throw new AnswerFault(
			element.path,
			`The status ${code} answers no cancellation.`,
			`状态 ${code} 不是对撤销请求的答复。`,
		)
	const amount = held(part)
	if (status === 'accepted') return { is: 'held', ...amount }
	if (status === 'partly') {
		if (amount.amount === undefined)
			throw new AnswerFault(
				`${part.path}/RsltnRltdInf/IntrBkSttlmAmt`,
				'Part of what was asked, and no amount.',
				'部分止付，但没有写明金额。',
			)
		return { is: 'held', ...amount }
	}
	// Held while the bank looks: it says how much.
	if (status === 'pending') return amount.amount === undefined ? { is: 'pending' } : { is: 'held', ...amount }
	return rejected(part)
}

function held(part: Element): Pick<ToldAnswer, 'amount'> {
	const found = find(part, 'RsltnRltdInf', 'IntrBkSttlmAmt')
	return found === null ? {} : { amount: amountOf(found) }
}

function rejected(part: Element): Pick<ToldAnswer, 'is' | 'field' | 'reason'> {
	const why = find(part, 'CxlStsRsnInf')
	const code = why === null ? undefined : (findText(why, 35, 'Rsn', 'Cd') ?? findText(why, 35, 'Rsn', 'Prtry'))
	const words = why === null ? undefined : findText(why, 105, 'AddtlInf')
	const field = code === undefined ? undefined : fields[code]
	const reason = [code, words].filter((one) => one !== undefined).join(': ')
	return {
		is: field === undefined ? 'refused' : 'mismatch',
		...(field === undefined ? {} : { field }),
		...(reason === '' ? {} : { reason }),
	}
}
