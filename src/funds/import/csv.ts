import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import type { BankSetting } from '../contract.ts'
import { type ByteSource, pieces } from './bytes.ts'
import { decoding, textEncoding } from './decode.ts'
import { FileFault, type Takes } from './entry.ts'
import { TableReader } from './table.ts'

const headBytes = 64 * 1024

/** F171, F173. CSV of a bank: its encoding and its separator are found or named. @throws FileFault */
export async function readCsv(source: ByteSource, setting: BankSetting, takes: Takes): Promise<void> {
	const head = await source.read(0, headBytes)
	const encoding = textEncoding(head, setting.encoding)
	if (setting.encoding === 'auto' && encoding !== 'utf-8') takes.note('encoding_found', 1, encoding)
	const text = decoding(encoding)
	async function* signs(): AsyncGenerator<string> {
		for await (const bytes of pieces(source)) yield text.write(bytes)
		yield text.end()
	}
	const table = new TableReader(setting, takes)
	const delimiter = delimiterIn(decoding(encoding).write(head))
	const rows = parse({
		bom: true,
		info: true,
		delimiter,
		skip_empty_lines: true,
		relax_column_count: true,
		relax_quotes: true,
		max_record_size: 128 * 1024,
	})
	try {
		await pipeline(Readable.from(signs()), rows, async (records: AsyncIterable<Record>) => {
			for await (const { record, info } of records) {
				if (record.some((cell) => cell.includes('\u0000')))
					throw new FileFault('file', info.lines, 'It holds bytes that are no text.', '文件含非文本内容。')
				table.row(record, Math.max(1, info.lines - record.join('').split('\n').length + 1))
			}
		})
	} catch (error) {
		if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error
		throw new FileFault('file', 1, `It is no table: ${error.message.slice(0, 160)}`, '文件不是有效的表格。')
	}
	table.end()
}

type Record = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

/** The separator that stands most often in the first lines. */
function delimiterIn(text: string): string {
	const lines = text.split(/\r?\n/, 60).join('\n')
	const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, n: lines.split(sign).length }))
	return counts.toSorted((a, b) => b.n - a.n)[0]?.sign ?? ','
}
