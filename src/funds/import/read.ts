import { createHash } from 'node:crypto'
import type { BankSetting, StatementFormat } from '../contract.ts'
import { type Balanced, Balances } from './balances.ts'
import { type ByteSource, pieces } from './bytes.ts'
import { type CamtForm, readCamt } from './camt.ts'
import { readCsv } from './csv.ts'
import { type Entry, FileFault, type NoteKind, type RowFault, type Section } from './entry.ts'
import { isZone } from './moment.ts'
import { readMt940 } from './mt940.ts'
import { readXlsx } from './xlsx.ts'

/** F170 to F178. A file of statements read once, whatever it is; nothing is written here. */

export type Note = {
	readonly kind: NoteKind
	readonly count: number
	readonly line: number
	readonly says: string | null
}

export type Read = {
	readonly format: StatementFormat
	readonly form: CamtForm | null
	readonly entries: number
	readonly sections: readonly Section[]
	readonly notes: readonly Note[]
	/** The first of them; `faultCount` is all. */
	readonly faults: readonly RowFault[]
	readonly faultCount: number
	readonly balances: Balanced
}

export const mostFaults = 200

/** What the first bytes say it is. */
export async function formatOf(source: ByteSource): Promise<StatementFormat> {
	const head = Buffer.from(await source.read(0, 4096))
	if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'xlsx'
	const text = head
		.toString('latin1')
		.replaceAll('\u0000', '')
		.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
	if (/^\s*</.test(text)) return 'camt'
	return /(?:^|\n)\s{0,3}:(?:20|25|28C?|60[FM]|61|62[FM]|64|86|NS):|^\{1:/.test(text) ? 'mt940' : 'csv'
}

/** SHA-256 of the bytes, in hex. */
export async function hashOf(source: ByteSource): Promise<string> {
	const hash = createHash('sha256')
	for await (const bytes of pieces(source)) hash.update(bytes)
	return hash.digest('hex')
}

/**
 * Reads a file to its end, or to what makes it unreadable: that is one fault more. Never throws for what a file holds.
 * @param take gets every good row as it comes; the section it belongs to may still be filled
 */
export async function readStatement(
	source: ByteSource,
	setting: BankSetting,
	take: (section: Section, entry: Entry) => void,
): Promise<Read> {
	const format = await formatOf(source)
	const balances = new Balances()
	const notes = new Map<NoteKind, { count: number; line: number; says: string | null }>()
	const faults: RowFault[] = []
	const sections: Section[] = []
	let [entries, faultCount] = [0, 0]
	const takes = {
		entry(section: Section, entry: Entry) {
			entries += 1
			if (entry.otherNumber !== null && entry.otherNumber === section.number) takes.note('self_transfer', entry.line)
			balances.entry(section, entry)
			take(section, entry)
		},
		section(section: Section) {
			sections.push(section)
			balances.section(section)
		},
		fault(fault: RowFault) {
			faultCount += 1
			if (faults.length < mostFaults) faults.push(fault)
		},
		note(kind: NoteKind, line: number, says?: string) {
			const known = notes.get(kind)
			if (known === undefined) notes.set(kind, { count: 1, line, says: says ?? null })
			else known.count += 1
		},
	}
	let form: CamtForm | null = null
	try {
		if (!isZone(setting.zone))
			throw new FileFault('zone', 1, `There is no time zone ${setting.zone}.`, `没有 ${setting.zone} 时区。`)
		if (source.size === 0) throw new FileFault('file', 1, 'The file is empty.', '文件为空。')
		if (format === 'camt') form = await readCamt(source, setting.zone, takes)
		else if (format === 'mt940') await readMt940(source, setting, takes)
		else if (format === 'xlsx') await readXlsx(source, setting, takes)
		else await readCsv(source, setting, takes)
	} catch (error) {
		if (!(error instanceof FileFault)) throw error
		takes.fault({ line: error.line, field: error.field, en: error.message, zh: error.zh })
	}
	const balanced = balances.done()
	if (balanced.swapped) takes.fault({ line: 1, field: 'side', ...swappedWords })
	if (balanced.newestFirst) takes.note('newest_first', 1)
	const told = [...notes].map(([kind, note]) => ({ kind, ...note }))
	return { format, form, entries, sections, notes: told, faults, faultCount, balances: balanced }
}

const swappedWords = {
	en: 'Debit and credit are swapped: every balance adds up the other way round. Correct the columns in the bank’s setting.',
	zh: '借贷方向颠倒：按相反方向余额全部吻合，请在银行设置中更正列的含义。',
}
