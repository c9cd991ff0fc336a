import { decimalOf } from '../contract/decimal.ts'
import { balanceAt, type WorldAccount, type WorldTransfer, worldAccounts, worldTransfers } from './world.ts'

/** F152. Statements of the demo's accounts as their banks would write them: camt.053, MT940 and CSV. Pure. */

export type StatementForm = 'camt053' | 'mt940' | 'csv'

/** Which form each bank of the demo writes. */
const forms: Readonly<Record<string, StatementForm>> = { GWBK: 'camt053', DLBK: 'camt053', XJRC: 'mt940', PAYA: 'csv' }

export type StatementFile = {
	readonly name: string
	readonly tail: string
	readonly form: StatementForm
	readonly text: string
}

/** Every statement of the night. @param since the moment of the first payment */
export function worldStatements(since: Date): readonly StatementFile[] {
	return worldAccounts.map((account) => {
		const form = forms[account.bank ?? ''] ?? 'csv'
		const text =
			form === 'camt053' ? camt053(account, since) : form === 'mt940' ? mt940(account, since) : csv(account, since)
		const ending = form === 'camt053' ? 'xml' : form === 'mt940' ? 'sta' : 'csv'
		return { name: `${account.bank ?? 'none'}-${account.tail}.${ending}`, tail: account.tail, form, text }
	})
}

type Line = WorldTransfer & {
	readonly credit: boolean
	readonly at: Date
	readonly other: WorldAccount | null
	readonly n: number
}

function linesOf(account: WorldAccount, since: Date): readonly Line[] {
	return worldTransfers.flatMap((one, n) => {
		const credit = one.to === account.tail
		if (!credit && one.from !== account.tail) return []
		const otherTail = credit ? one.from : one.to
		const other = worldAccounts.find(({ tail }) => tail === otherTail) ?? null
		return [{ ...one, credit, at: new Date(since.getTime() + one.minutes * 60_000), other, n: n + 1 }]
	})
}

const money = (minor: number) => decimalOf(minor, 'CNY')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const remarks: Readonly<Record<WorldTransfer['how'], string>> = {
	transfer: '转账',
	cash: '柜员机取现',
	abroad: '境外钱包',
}

function camt053(account: WorldAccount, since: Date): string {
	const lines = linesOf(account, since)
	const day = since.toISOString().slice(0, 10)
	const balance = (code: string, minor: number) =>
		`<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${money(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
	const entry = (line: Line) => {
		const [name, number] = line.other === null ? [remarks[line.how], ''] : [line.other.holder, line.other.number]
		const party = line.credit ? 'Dbtr' : 'Cdtr'
		const parties = `<RltdPties><${party}><Pty><Nm>${escaped(name)}</Nm></Pty></${party}>${number === '' ? '' : `<${party}Acct><Id><Othr><Id>${number}</Id></Othr></Id></${party}Acct>`}</RltdPties>`
		const agent =
			line.other?.bank === undefined || line.other.bank === null
				? ''
				: `<RltdAgts><${party}Agt><FinInstnId><Nm>${line.other.bank}</Nm></FinInstnId></${party}Agt></RltdAgts>`
		return `<Ntry><NtryRef>${line.n}</NtryRef><Amt Ccy="CNY">${money(line.minor)}</Amt><CdtDbtInd>${line.credit ? 'CRDT' : 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>${line.at.toISOString()}</DtTm></BookgDt><ValDt><DtTm>${line.at.toISOString()}</DtTm></ValDt><AcctSvcrRef>${account.bank}${String(line.n).padStart(6, '0')}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${line.credit ? 'RCDT' : 'ICDT'}</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${line.endToEnd}</EndToEndId><UETR>${line.uetr}</UETR></Refs><Amt Ccy="CNY">${money(line.minor)}</Amt><CdtDbtInd>${line.credit ? 'CRDT' : 'DBIT'}</CdtDbtInd>${parties}${agent}<RmtInf><Ustrd>${remarks[line.how]}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
	}
	return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${account.bank}-${account.tail}-1</MsgId><CreDtTm>${new Date(since.getTime() + 7_200_000).toISOString()}</CreDtTm></GrpHdr><Stmt><Id>${account.bank}-${account.tail}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>${new Date(since.getTime() + 7_200_000).toISOString()}</CreDtTm><Acct><Id><Othr><Id>${account.number}</Id></Othr></Id><Ccy>CNY</Ccy><Nm>${escaped(account.holder)}</Nm></Acct>${balance('OPBD', account.openingMinor)}${balance('CLBD', balanceAt(account.tail, Number.POSITIVE_INFINITY))}${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>\n`
}

/** SWIFT's format of a customer statement; its decimals have a comma, its days two figures of the year. */
function mt940(account: WorldAccount, since: Date): string {
	const day = (at: Date) => at.toISOString().slice(2, 10).replaceAll('-', '')
	const amount = (minor: number) => money(minor).replace('.', ',')
	const line = (one: Line) => {
		const name = one.other?.holder ?? remarks[one.how]
		return [
			`:61:${day(one.at)}${day(one.at).slice(2)}${one.credit ? 'C' : 'D'}${amount(one.minor)}NTRF${one.endToEnd}//${account.bank}${String(one.n).padStart(6, '0')}`,
			`:86:/TIME/${one.at.toISOString()}/NAME/${name}/ACCT/${one.other?.number ?? ''}/BANK/${one.other?.bank ?? ''}`,
		].join('\r\n')
	}
	return `${[
		`:20:${account.bank}${account.tail}`,
		`:25:${account.number}`,
		':28C:1/1',
		`:60F:C${day(since)}CNY${amount(account.openingMinor)}`,
		...linesOf(account, since).map(line),
		`:62F:C${day(since)}CNY${amount(balanceAt(account.tail, Number.POSITIVE_INFINITY))}`,
		'-',
	].join('\r\n')}\r\n`
}

function csv(account: WorldAccount, since: Date): string {
	let stands = account.openingMinor
	const line = (one: Line) => {
		stands += one.credit ? one.minor : -one.minor
		const cells = [
			one.at.toISOString(),
			one.credit ? '收' : '支',
			money(one.minor),
			money(stands),
			one.other?.holder ?? remarks[one.how],
			one.other?.number ?? '',
			one.other?.bank ?? '',
			one.endToEnd,
			remarks[one.how],
		]
		return cells.join(',')
	}
	const head = ['交易时间', '收支', '金额', '余额', '对方户名', '对方账号', '对方行', '流水号', '摘要']
	return `\ufeff${[`账号,${account.number},户名,${account.holder},币种,CNY`, head.join(','), ...linesOf(account, since).map(line)].join('\r\n')}\r\n`
}
