import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Row, row } from '../row.ts'

/**
 * How fast 50,000 entries of camt.053 are read, beside npm iso20022.js on the same file: each in a process of its own, that its
 * peak of memory is its own, and the faster of three readings. Both count the entries and add them up; the sums must agree.
 */

const entries = 50_000
const tries = 3

type Figures = {
	readonly megabytesPerSecond: number
	readonly peakMegabytes: number
	readonly entries: number
	readonly minor: number
}

export async function camtRows(): Promise<readonly Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-camt-'))
	try {
		const file = join(folder, 'statement.xml')
		await writeCamt(file, entries)
		const ours = await readBy('ours', file)
		const peer = await readBy('peer', file)
		if (ours.entries !== entries || peer.entries !== entries || ours.minor !== peer.minor)
			throw new Error(`the two readers disagree: ${JSON.stringify({ ours, peer })}`)
		const beside = (value: number) => ({ name: 'iso20022.js', value })
		return [
			row('funds/camt053', 'mb_per_s', ours.megabytesPerSecond, 'MB/s', beside(peer.megabytesPerSecond)),
			row('funds/camt053', 'peak_mb', ours.peakMegabytes, 'MB', beside(peer.peakMegabytes)),
		]
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

async function readBy(who: 'ours' | 'peer', file: string): Promise<Figures> {
	const script = join(import.meta.dirname, 'camt053-child.ts')
	const child = spawn(process.execPath, [script, who, file, String(tries)], { stdio: ['ignore', 'pipe', 'inherit'] })
	let said = ''
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
	const [code] = await once(child, 'close')
	if (code !== 0) throw new Error(`reading by ${who} failed`)
	// What the child of this folder prints.
	const {
		ms,
		peak,
		entries: count,
		minor,
	} = JSON.parse(said) as {
		ms: number
		peak: number
		entries: number
		minor: number
	}
	return {
		megabytesPerSecond: statSync(file).size / 1000 / ms,
		peakMegabytes: peak,
		entries: count,
		minor,
	}
}

/** A statement as banks write one, with what the peer cannot read without: the servicer of the account, its BIC. */
async function writeCamt(file: string, count: number): Promise<void> {
	const out = createWriteStream(file)
	out.write(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId>
<CreDtTm>2026-11-24T20:00:00+08:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb>
<CreDtTm>2026-11-24T20:00:00+08:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy>
<Svcr><FinInstnId><BIC>DEUTDEFFXXX</BIC></FinInstnId></Svcr></Acct>\n`)
	for (let n = 0; n < count; n += 1) if (!out.write(entryOf(n))) await once(out, 'drain')
	out.end('</Stmt></BkToCstmrStmt></Document>\n')
	await once(out, 'finish')
}

function entryOf(n: number): string {
	const amount = `<Amt Ccy="EUR">${n + 1}.50</Amt><CdtDbtInd>${n % 2 === 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`
	return `<Ntry><NtryRef>${n}</NtryRef>${amount}<Sts>BOOK</Sts><BookgDt><DtTm>2026-11-24T10:00:00+08:00</DtTm></BookgDt>
<ValDt><Dt>2026-11-24</Dt></ValDt><AcctSvcrRef>REF${n}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>
<SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><MsgId>M${n}</MsgId><EndToEndId>E2E-${n}</EndToEndId>
</Refs><RltdPties><Dbtr><Nm>Payer ${n} 李某</Nm></Dbtr><DbtrAcct><Id><IBAN>DE00000000${String(n).padStart(12, '0')}</IBAN></Id></DbtrAcct>
<Cdtr><Nm>Payee ${n}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>62${String(n).padStart(12, '0')}</Id></Othr></Id></CdtrAcct></RltdPties>
<RmtInf><Ustrd>Invoice ${n} &amp; more</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`
}
