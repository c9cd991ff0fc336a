/** Files of banks made up for tests. */

export type Move = {
	readonly minor: number
	readonly credit: boolean
	readonly other?: string
	readonly name?: string
	readonly uetr?: string
	readonly at?: string
}

const plain = (minor: number) =>
	`${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`

/** A camt.053 of one account, its balances right unless `closing` says otherwise. */
export function camt(of: {
	readonly account: string
	readonly moves: readonly Move[]
	readonly opening?: number
	readonly closing?: number
	readonly space?: string
	readonly header?: string
	readonly currency?: string
}): Buffer {
	const currency = of.currency ?? 'CNY'
	const opening = of.opening ?? 0
	const sum = of.moves.reduce((total, move) => total + (move.credit ? move.minor : -move.minor), opening)
	const closing = of.closing ?? sum
	const balance = (kind: string, minor: number) => `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp>
		<Amt Ccy="${currency}">${plain(Math.abs(minor))}</Amt><CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>
		<Dt><Dt>2026-11-24</Dt></Dt></Bal>`
	const entry = (move: Move) => {
		const side = move.credit ? 'Dbtr' : 'Cdtr'
		const party = `${move.name === undefined ? '' : `<${side}><Pty><Nm>${move.name}</Nm></Pty></${side}>`}
			${move.other === undefined ? '' : `<${side}Acct><Id><Othr><Id>${move.other}</Id></Othr></Id></${side}Acct>`}`
		return `<Ntry><Amt Ccy="${currency}">${plain(move.minor)}</Amt><CdtDbtInd>${move.credit ? 'CRDT' : 'DBIT'}</CdtDbtInd>
			<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>${move.at ?? '2026-11-24T11:05:00+08:00'}</DtTm></BookgDt>
			<NtryDtls><TxDtls><Refs>${move.uetr === undefined ? '' : `<UETR>${move.uetr}</UETR>`}</Refs>
			<RltdPties>${party}</RltdPties><RmtInf><Ustrd>as agreed</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
	}
	const header = of.header === undefined ? '' : `<AppHdr><MsgDefIdr>${of.header}</MsgDefIdr></AppHdr>`
	return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Envelope>${header}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${of.space ?? 'camt.053.001.08'}"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>${of.account}</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing)}
${of.moves.map(entry).join('\n')}
</Stmt></BkToCstmrStmt></Document></Envelope>`)
}

export const uetr = (n: number) => `8a562c67-ca16-48ba-b074-${String(n).padStart(12, '0')}`
