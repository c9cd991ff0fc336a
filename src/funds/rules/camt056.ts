import type { Words } from '#kernel/contract/declare.ts'
import type { OrderDocument } from '../contract.ts'
import { decimalOf } from '../contract/decimal.ts'

/**
 * F135. An order as ISO 20022 camt.056.001.08 (FIToFIPaymentCancellationRequest), for the victim's bank to send to the bank of
 * the account. Order and lengths of elements are those of the message definition; a bank that knows more (its own message id,
 * the header of its network) puts it around. Pure.
 */

export type Camt056 = { readonly ok: true; readonly xml: string } | ({ readonly ok: false } & Words)

const no = (en: string, zh: string): Camt056 => ({ ok: false, en, zh })

/** The message, or what is missing to write one. */
export function camt056(order: OrderDocument, hash: string): Camt056 {
	const { payment, account, bank } = order
	if (order.is === 'release')
		return no(
			'A release goes to the bank itself; there is no payment to recall.',
			'解除止付直接发给账户行，无需撤回付款。',
		)
	if (payment === null || payment.bank === null)
		return no(
			'The victim did not pay into this account directly, so the victim’s bank has nothing to recall.',
			'报案人没有直接付款到该账户，报案人的银行无款可撤。',
		)
	const from = payment.bank.bic
	if (from === null)
		return no('The BIC of the victim’s bank is not in the directory.', '银行名录中没有报案人银行的 BIC。')
	if (bank.bic === null)
		return no('The BIC of the account’s bank is not in the directory.', '银行名录中没有账户行的 BIC。')
	if (payment.uetr === null && payment.endToEnd === null)
		return no(
			'Neither the UETR nor the end-to-end id of the payment is known; ask the victim’s bank for one.',
			'缺少该笔付款的 UETR 或端到端编号，请向报案人的银行索取。',
		)
	if (account.number.length > 34)
		return no('The account number is longer than the message carries (34).', '账号超过报文允许的 34 位。')
	return { ok: true, xml: written(order, hash, { ...payment, from }, bank.bic) }
}

type Payment = NonNullable<OrderDocument['payment']> & { readonly from: string }

function written(order: OrderDocument, hash: string, payment: Payment, to: string): string {
	const transaction = element(
		'TxInf',
		element('Case', tag('Id', order.order) + element('Cretr', agent(payment.from))),
		element(
			'OrgnlGrpInf',
			// The convention where the sender does not know it.
			tag('OrgnlMsgId', 'NOTPROVIDED'),
			tag('OrgnlMsgNmId', 'pacs.008.001.08'),
			tag('OrgnlCreDtTm', payment.at),
		),
		payment.endToEnd === null ? '' : tag('OrgnlEndToEndId', payment.endToEnd),
		payment.uetr === null ? '' : tag('OrgnlUETR', payment.uetr),
		`<OrgnlIntrBkSttlmAmt Ccy="${order.amount.currency}">${decimalOf(payment.minor, order.amount.currency)}</OrgnlIntrBkSttlmAmt>`,
		reason(order, hash),
		parties(order, payment, to),
	)
	const body = element(
		'FIToFIPmtCxlReq',
		element(
			'Assgnmt',
			tag('Id', order.order),
			element('Assgnr', agent(payment.from)),
			element('Assgne', agent(to)),
			tag('CreDtTm', order.at),
		),
		element('Undrlyg', transaction),
	)
	return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.08">${body}</Document>\n`
}

/** The bureau asks; the amount to hold may be less than what was paid, and stands in the words beside the hash of the order. */
function reason(order: OrderDocument, hash: string): string {
	const hold = `Hold ${order.amount.currency} ${decimalOf(order.amount.minor, order.amount.currency)}`
	return element(
		'CxlRsnInf',
		element('Orgtr', tag('Nm', order.bureau.en.slice(0, 140))),
		element('Rsn', tag('Cd', 'FRAD')),
		tag('AddtlInf', `${hold}${order.until === null ? '' : ` until ${order.until}`}`.slice(0, 105)),
		tag('AddtlInf', `Order SHA-256 ${hash}`),
	)
}

function parties(order: OrderDocument, payment: Payment, to: string): string {
	const name = (text: string | null) => (text === null ? '' : element('Pty', tag('Nm', text.slice(0, 140))))
	const debtor = name(payment.payer)
	const creditor = name(order.account.holder)
	return element(
		'OrgnlTxRef',
		debtor === '' ? '' : element('Dbtr', debtor),
		element('DbtrAgt', institution(payment.from)),
		element('CdtrAgt', institution(to)),
		creditor === '' ? '' : element('Cdtr', creditor),
		element('CdtrAcct', element('Id', element('Othr', tag('Id', order.account.number)))),
	)
}

const institution = (bic: string) => element('FinInstnId', tag('BICFI', bic))
const agent = (bic: string) => element('Agt', institution(bic))

function element(name: string, ...inside: readonly string[]): string {
	return `<${name}>${inside.join('')}</${name}>`
}

function tag(name: string, text: string): string {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
	return `<${name}>${escaped}</${name}>`
}
