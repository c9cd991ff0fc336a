import type { MatchField, ToldAnswer } from '../contract.ts'
import { decimalOf } from '../contract/decimal.ts'

/** F151. An answer as a bank that speaks ISO 20022 writes it: camt.029.001.09, or null for what that message cannot say. Pure. */

const codes: Readonly<Record<MatchField, string>> = { holder: 'BE01', number: 'AC01', amount: 'AM09', time: 'DT01' }

export function writeCamt029(told: ToldAnswer, from: string, to: string): string | null {
	const status = statusOf(told)
	if (status === null || told.order === undefined) return null
	const amount =
		told.amount === undefined
			? ''
			: `<RsltnRltdInf><IntrBkSttlmAmt Ccy="${told.amount.currency}">${decimalOf(told.amount.minor, told.amount.currency)}</IntrBkSttlmAmt></RsltnRltdInf>`
	const code = told.field === undefined ? null : codes[told.field]
	const why =
		code === null
			? told.is === 'refused'
				? '<CxlStsRsnInf><Rsn><Cd>AM04</Cd></Rsn></CxlStsRsnInf>'
				: ''
			: `<CxlStsRsnInf><Rsn><Prtry>${code}</Prtry></Rsn></CxlStsRsnInf>`
	const agent = (name: string, bic: string) =>
		`<${name}><Agt><FinInstnId><BICFI>${bic}</BICFI></FinInstnId></Agt></${name}>`
	return [
		'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn>',
		`<Assgnmt><Id>${told.message}</Id>${agent('Assgnr', from)}${agent('Assgne', to)}<CreDtTm>${told.at}</CreDtTm></Assgnmt>`,
		`<Sts><Conf>${status}</Conf></Sts><CxlDtls><TxInfAndSts><RslvdCase><Id>${told.order}</Id>${agent('Cretr', to)}</RslvdCase>`,
		`${why}${amount}</TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>\n`,
	].join('')
}

function statusOf({ is, amount }: ToldAnswer): string | null {
	if (is === 'held') return amount === undefined ? 'CNCL' : 'PECR'
	if (is === 'pending') return 'PDCR'
	return is === 'mismatch' || is === 'refused' ? 'RJCR' : null
}
