import { type BankSetting, bankSetting } from '../contract.ts'
import { bytesSource } from '../import/bytes.ts'
import type { Entry, Section } from '../import/entry.ts'
import { readStatement } from '../import/read.ts'

/** A file read with a setting, its rows kept. */
export async function readOf(bytes: Uint8Array | string, setting: Partial<BankSetting> = {}) {
	const rows: (Entry & { readonly section: Section })[] = []
	const source = bytesSource(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
	const read = await readStatement(source, { ...bankSetting.parse({}), ...setting }, (section, entry) => {
		rows.push({ ...entry, section })
	})
	return { ...read, rows }
}
