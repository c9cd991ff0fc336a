import { paper, Sheet } from '#kernel/pdf/sheet.ts'
import type { RequestSheet } from '../contract.ts'
import { sheetLines } from '../rules/request-sheet.ts'

const titles = {
	en: 'Request to a bank',
	zh: '协助查询通知书',
} as const
const foot = {
	en: {
		asked: 'Asked by (seal)',
		answered: 'Answered by the bank (seal)',
		time: 'Time',
		draft: 'DRAFT, NOT SENT',
		hash: 'SHA-256 of what was approved',
	},
	zh: {
		asked: '查询单位（盖章）',
		answered: '银行答复（盖章）',
		time: '时间',
		draft: '草稿，未发出',
		hash: '批准内容的 SHA-256',
	},
} as const

const size = 10
const label = 150

/** F193. One page of A4, in one language: the same bytes whenever it is drawn. */
export async function requestPdf(sheet: RequestSheet, language: 'en' | 'zh'): Promise<Uint8Array> {
	const at = new Date(sheet.sentAt ?? sheet.draftedAt)
	const page = await Sheet.open({ title: `${titles[language]} ${sheet.number}`, language, at })
	const right = paper.width - paper.side
	let y = paper.height - paper.side - 16
	page.write(titles[language], { x: paper.side, y, size: 16 })
	page.write(sheet.number, { x: right, y, size: 12, right: true })
	y -= 14
	page.rule(y)
	for (const line of sheetLines(sheet, language)) {
		y -= 22
		page.write(line.label, { x: paper.side, y, size, ink: 'grey', width: label - 8 })
		for (const [n, text] of page.wrapped(line.text, size, right - paper.side - label).entries()) {
			if (n > 0) y -= 14
			page.write(text, { x: paper.side + label, y, size, width: right - paper.side - label })
		}
	}
	y -= 30
	page.rule(y)
	const words = foot[language]
	page.write(words.asked, { x: paper.side, y: y - 20, size })
	page.write(words.answered, { x: paper.side + 260, y: y - 20, size })
	page.write(words.time, { x: paper.side, y: y - 84, size, ink: 'grey' })
	page.write(words.time, { x: paper.side + 260, y: y - 84, size, ink: 'grey' })
	const proof = sheet.sheet === null ? words.draft : `${words.hash} ${sheet.sheet}`
	page.write(proof, { x: paper.side, y: paper.side, size: 7.5, ink: 'grey' })
	return page.bytes()
}
