import { shows } from '#kernel/view.ts'
import { checkBrief } from '../contract/brief.ts'
import type { BriefSectionShape } from '../contract/brief.ts'
import { briefSubject, needBrief, sectionsIn, visibleIn } from '../store/brief.ts'
import { sectionsOf } from '../store/brief-make.ts'

/** K75. What the record gives now for the same times, beside what was said then: as far as the asker may see both. */
export const checkBriefView = shows(checkBrief, {
	subject: async (tx, input) => briefSubject(await needBrief(tx, input.brief, 'read')),
	show: async ({ tx, who, now }, input) => {
		const row = await needBrief(tx, input.brief, 'read')
		const said = await visibleIn(tx, who, now, sectionsIn(row))
		const again = await sectionsOf(tx, who, {
			agency: row.agency_id,
			from: row.from_at,
			until: row.until_at,
			next: row.next_at,
			size: row.size,
		})
		const [before, after] = [linesOf(said), linesOf(again)]
		const differing = [
			...[...before].filter(([key]) => !after.has(key)).map(([, line]) => ({ said: true, ...line })),
			...[...after].filter(([key]) => !before.has(key)).map(([, line]) => ({ said: false, ...line })),
		]
		return { output: { same: differing.length === 0, lines: before.size, differing } }
	},
})

/** Every line under all that it says; the totals are lines too. */
function linesOf(sections: readonly BriefSectionShape[]): Map<string, { en: string; zh: string }> {
	const found = new Map<string, { en: string; zh: string }>()
	for (const { key, en, zh, total, lines } of sections) {
		found.set(`${key} ${total}`, { en: `${en}: ${total}`, zh: `${zh}：${total}` })
		for (const line of lines) found.set(`${key} ${JSON.stringify(line)}`, { en: line.en, zh: line.zh })
	}
	return found
}
