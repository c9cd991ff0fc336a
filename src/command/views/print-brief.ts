import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '#kernel/view.ts'
import { printBrief } from '../contract/brief.ts'
import { briefPdf } from '../pdf/brief-sheet.ts'
import { briefHead, briefSubject, needBrief, sectionsIn, visibleIn } from '../store/brief.ts'

/** K77. One page; what the reader may not see is not on it. */
export const printBriefView = shows(printBrief, {
	subject: async (tx, input) => briefSubject(await needBrief(tx, input.brief, 'read')),
	show: async ({ tx, who, now }, input) => {
		const row = await needBrief(tx, input.brief, 'read')
		const sections = await visibleIn(tx, who, now, sectionsIn(row))
		const brief = { ...briefHead(row), size: row.size, sha256: row.sha256, sections }
		const origin = (await ownOrigin(tx)) ?? input.origin ?? null
		const bytes = await briefPdf(brief, { language: input.language, origin })
		const stamp = new Date(row.until_at.getTime() + 8 * 3_600_000).toISOString()
		return {
			output: {
				name: `brief-${stamp.slice(0, 10)}-${stamp.slice(11, 13)}${stamp.slice(14, 16)}.pdf`,
				base64: Buffer.from(bytes).toString('base64'),
			},
		}
	},
})

/** The address the organisation named for itself, once it is real: links on paper lead nowhere else. */
async function ownOrigin(tx: Tx): Promise<string | null> {
	const { rows } = await sql<{ origin: string | null }>`select origin from identity.organisation`.execute(tx)
	return rows[0]?.origin ?? null
}
