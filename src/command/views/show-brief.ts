import { shows } from '#kernel/view.ts'
import { showBrief } from '../contract/brief.ts'
import { briefHead, briefSubject, needBrief, sectionsIn, visibleIn } from '../store/brief.ts'

export const showBriefView = shows(showBrief, {
	subject: async (tx, input) => briefSubject(await needBrief(tx, input.brief, 'read')),
	show: async ({ tx, who, now }, input) => {
		const row = await needBrief(tx, input.brief, 'read')
		const sections = await visibleIn(tx, who, now, sectionsIn(row))
		return { output: { ...briefHead(row), size: row.size, sha256: row.sha256, sections } }
	},
})
