import type { SaxesTagPlain } from 'saxes'
import { type ByteSource, pieces } from './bytes.ts'
import { CamtEntries } from './camt-entries.ts'
import {
	type BalanceDraft,
	type Draft,
	type EntryDraft,
	newBalance,
	newDraft,
	newEntryDraft,
	type Party,
} from './camt-state.ts'
import { decoding, xmlEncoding } from './decode.ts'
import { FileFault, newSection, type Section, type Takes } from './entry.ts'
import { XmlStream } from './xml.ts'

/**
 * F171, F174. camt.052, 053 and 054 of any version, alone or in an envelope. Elements are read where they stand, in the old
 * shape and the new; a header or namespace that says another version changes nothing and is told.
 */

const kinds: Readonly<Record<string, string>> = {
	BkToCstmrAcctRpt: 'camt.052',
	BkToCstmrStmt: 'camt.053',
	BkToCstmrDbtCdtNtfctn: 'camt.054',
}
const sections = new Set(['Stmt', 'Rpt', 'Ntfctn'])

/** What the file says it is, and what it is. */
export type CamtForm = { header: string | null; space: string | null; is: string | null }

export async function readCamt(source: ByteSource, zone: string, takes: Takes): Promise<CamtForm> {
	const reader = new CamtReader(zone, takes)
	const text = decoding(xmlEncoding(await source.read(0, 300)))
	for await (const bytes of pieces(source)) reader.xml.write(text.write(bytes))
	reader.xml.write(text.end())
	reader.xml.end()
	return reader.done()
}

class CamtReader {
	readonly xml: XmlStream
	readonly #takes: Takes
	readonly #entries: CamtEntries
	readonly #form: CamtForm = { header: null, space: null, is: null }
	#section: Section | null = null
	#entry: EntryDraft | null = null
	/** The transaction being read, else its entry. */
	#draft: Draft | null = null
	#balance: BalanceDraft | null = null
	#currency = ''
	#line = 1

	constructor(zone: string, takes: Takes) {
		this.#takes = takes
		this.#entries = new CamtEntries(zone, takes)
		this.xml = new XmlStream({
			open: (name, tag) => this.#open(name, tag),
			close: (name, text) => this.#close(name, text),
		})
	}

	done(): CamtForm {
		const { header, space, is } = this.#form
		if (is === null)
			throw new FileFault('Document', 1, 'It is no camt.052, 053 or 054.', '不是 camt.052、053 或 054 报文。')
		const said = [header, space].filter((one) => one !== null)
		if (said.some((one) => !one.startsWith(is)) || new Set(said).size > 1)
			this.#takes.note('version_disagrees', this.#line, [...said, is].join(' / '))
		return this.#form
	}

	#open(name: string, tag: SaxesTagPlain): void {
		switch (name) {
			case 'Amt':
				this.#currency = tag.attributes['Ccy'] ?? ''
				return
			case 'Ntry':
				if (this.#section === null) return
				this.#entry = newEntryDraft(this.xml.line)
				this.#draft = this.#entry
				return
			case 'TxDtls':
				if (this.#entry !== null) this.#draft = newDraft(this.xml.line)
				return
			case 'Bal':
				this.#balance = newBalance()
				return
			case 'Document':
				this.#form.space = spaceOf(tag)
				this.#line = this.xml.line
				return
		}
		if (sections.has(name) && this.#form.is !== null) this.#section = newSection(this.xml.line)
		else this.#form.is ??= kinds[name] ?? null
	}

	#close(name: string, text: string): void {
		const { path } = this.xml
		const parent = path.at(-1)
		if (this.#draft !== null && this.#entry !== null) {
			if (name === 'TxDtls') {
				this.#entry.details.push(this.#draft)
				this.#draft = this.#entry
			} else if (name === 'Ntry') this.#entryDone()
			else this.#ofEntry(name, text, parent, path, this.#draft, this.#entry)
			return
		}
		if (name === 'MsgDefIdr') this.#form.header = text.trim()
		if (this.#section === null) return
		if (sections.has(name)) {
			this.#takes.section(this.#section)
			this.#section = null
		} else if (name === 'Bal' && this.#balance !== null) {
			this.#entries.balance(this.#section, this.#balance, this.xml.line)
			this.#balance = null
		} else if (this.#balance !== null) ofBalance(this.#balance, name, text, parent, this.#currency)
		else ofAccount(this.#section, name, text, path)
	}

	#entryDone(): void {
		if (this.#section !== null && this.#entry !== null) this.#entries.entry(this.#section, this.#entry)
		this.#entry = null
		this.#draft = null
	}

	#ofEntry(
		name: string,
		text: string,
		parent: string | undefined,
		path: readonly string[],
		draft: Draft,
		entry: EntryDraft,
	): void {
		switch (name) {
			case 'Amt':
				if (parent === 'Ntry' || parent === 'TxDtls') draft.money = { text, currency: this.#currency }
				else if (parent === 'TxAmt' && draft !== entry) draft.money ??= { text, currency: this.#currency }
				return
			case 'CdtDbtInd':
				if (parent === 'Ntry' || parent === 'TxDtls') draft.side = text.trim()
				return
			case 'RvslInd':
				if (parent === 'Ntry') entry.reversal = /^(true|1)$/.test(text.trim())
				return
			case 'Sts':
			case 'Cd':
				if (parent === (name === 'Sts' ? 'Ntry' : 'Sts')) entry.status ??= text.trim() === '' ? null : text.trim()
				return
			case 'Dt':
			case 'DtTm':
				if (parent === 'BookgDt') entry.booked = text
				else if (parent === 'ValDt') entry.value = text
				return
			case 'IntrBkSttlmDt':
				entry.value ??= text
				return
			case 'AccptncDtTm':
			case 'TxDtTm':
				if (draft !== entry) draft.moment ??= text
				return
			case 'EndToEndId':
				draft.endToEnd ??= text
				return
			case 'UETR':
				draft.uetr ??= text
				return
			case 'AcctSvcrRef':
				if (parent === 'Refs' || parent === 'Ntry') draft.bankReference ??= text
				return
			case 'Ustrd':
				draft.words = draft.words === null ? text : `${draft.words} ${text}`
				return
			case 'IBAN':
			case 'Id':
			case 'Nm':
			case 'BICFI':
			case 'BIC':
			case 'MmbId':
				ofParty(draft, name, text, path)
		}
	}
}

function spaceOf(tag: SaxesTagPlain): string | null {
	const prefix = tag.name.includes(':') ? `xmlns:${tag.name.split(':')[0]}` : 'xmlns'
	return /(camt\.\d{3}(?:\.\d{3}\.\d{2})?)/.exec(tag.attributes[prefix] ?? '')?.[1] ?? null
}

function ofBalance(
	balance: BalanceDraft,
	name: string,
	text: string,
	parent: string | undefined,
	currency: string,
): void {
	if (name === 'Amt') balance.money = { text, currency }
	else if (name === 'CdtDbtInd') balance.side = text.trim()
	else if (name === 'Cd' && parent === 'CdOrPrtry') balance.kind = text.trim()
	else if (name === 'Dt' || name === 'DtTm') {
		if (text.trim() !== '') balance.day = text.trim().slice(0, 10)
	}
}

function ofAccount(section: Section, name: string, text: string, path: readonly string[]): void {
	const at = path.indexOf('Acct')
	if (at < 0) return
	const under = path.slice(at + 1)
	const said = text.trim()
	if (said === '') return
	if (name === 'IBAN' || (name === 'Id' && under.join('/') === 'Id/Othr')) section.number ??= said
	else if (name === 'Ccy' && under.length === 0) section.currency = /^[A-Z]{3}$/.test(said) ? said : null
	else if (under[0] === 'Svcr' && /^(?:BICFI|BIC|MmbId|Nm)$/.test(name)) section.bank ??= said
	else if (name === 'Nm' && (under.length === 0 || under[0] === 'Ownr')) section.holder ??= said
}

/** Whose it is stands a few elements above: `Dbtr/Pty`, `DbtrAcct/Id/Othr`, `DbtrAgt/FinInstnId`. */
function ofParty(draft: Draft, name: string, text: string, path: readonly string[]): void {
	const [up1 = '', up2 = '', up3 = ''] = [path.at(-1), path.at(-2), path.at(-3)]
	const said = text.trim()
	if (said === '') return
	if (name === 'Nm' && (up1 === 'Dbtr' || up1 === 'Cdtr')) party(draft, up1).name ??= said
	else if (name === 'Nm' && up1 === 'Pty' && (up2 === 'Dbtr' || up2 === 'Cdtr')) party(draft, up2).name ??= said
	else if (name === 'IBAN' && (up2 === 'DbtrAcct' || up2 === 'CdtrAcct')) party(draft, up2).number ??= said
	else if (name === 'Id' && up1 === 'Othr' && (up3 === 'DbtrAcct' || up3 === 'CdtrAcct'))
		party(draft, up3).number ??= said
	else if (up1 === 'FinInstnId' && (up2 === 'DbtrAgt' || up2 === 'CdtrAgt')) party(draft, up2).bank ??= said
	else if (up1 === 'ClrSysMmbId' && (up3 === 'DbtrAgt' || up3 === 'CdtrAgt')) party(draft, up3).bank ??= said
}

function party(draft: Draft, whose: string): Party {
	return whose.startsWith('D') ? draft.debtor : draft.creditor
}
