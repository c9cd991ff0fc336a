import { type BankSetting, bankSetting } from '../contract.ts'
import { type ByteSource, fileSource } from './bytes.ts'
import type { Entry, Section } from './entry.ts'
import { hashOf, readStatement } from './read.ts'

/**
 * F182. What a file of statements holds, as JSON lines: one a row, then one a fault, and a line of totals last. A file of any
 * size: it is read in pieces, and no further before what was read is written.
 * @returns whether every row is right
 */
export async function dryRunStatement(
	file: string,
	setting: BankSetting,
	write: (text: string) => Promise<void>,
): Promise<boolean> {
	const source = await fileSource(file)
	try {
		const sha256 = await hashOf(source)
		let out = ''
		const drained: ByteSource = {
			...source,
			async read(from, to) {
				const text = out
				out = ''
				if (text !== '') await write(text)
				return source.read(from, to)
			},
		}
		const read = await readStatement(drained, setting, (section, entry) => {
			out += `${JSON.stringify(rowOf(section, entry, sha256))}\n`
		})
		for (const fault of read.faults) out += `${JSON.stringify({ is: 'fault', ...fault })}\n`
		const { faults: _faults, balances, ...rest } = read
		out += `${JSON.stringify({ is: 'totals', file: sha256, bytes: source.size, ...rest, balances })}\n`
		await write(out)
		return read.faultCount === 0
	} finally {
		await source.close()
	}
}

/** The setting in what was read of a file or a command line. @throws ZodError */
export const readBankSetting = (value: unknown): BankSetting => bankSetting.parse(value)

function rowOf(section: Section, entry: Entry, file: string) {
	const { at, minor, credit, ...rest } = entry
	return {
		is: 'row',
		file,
		account: section.number,
		at: new Date(at).toISOString(),
		amountMinor: minor,
		side: credit ? 'credit' : 'debit',
		...rest,
	}
}
