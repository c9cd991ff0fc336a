import type { BriefLineShape, BriefSectionShape, BriefShape } from '../contract/brief.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }
import { paper, Sheet } from '#kernel/pdf/sheet.ts'

type Language = 'en' | 'zh'
const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, zh }

/** Height of a row of text, its size, and where the columns begin. */
const row = 13.4
const size = 8.6
const column = { text: 98, due: paper.width - 84, entry: paper.width - paper.side } as const

/** Wall clock of China, which all of it keeps. */
const wall = (at: string): string =>
	new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const clockOf = (at: string, day: string): string => {
	const [date = '', time = ''] = wall(at).split(' ')
	return date === day ? time : `${date.slice(5)} ${time}`
}

/**
 * K77. The briefing on one page of A4, in one language: the same bytes whenever it is drawn. Links lead to `origin`, where
 * there is one. About 150 ms and 30 KB.
 */
export async function briefPdf(
	brief: BriefShape,
	{ language, origin }: { readonly language: Language; readonly origin: string | null },
): Promise<Uint8Array> {
	const say = sayerOf(language)
	const title = `${brief.agency[language]} ${say(`brief.kind.${brief.kind}`)}`
	const sheet = await Sheet.open({ title: `${title} ${wall(brief.until)}`, language, at: new Date(brief.madeAt) })
	let y = drawHead(sheet, brief, title, say)
	const told = brief.sections.filter((section) => section.total > 0)
	for (const about of ['waits', 'changed'] as const) {
		const sections = told.filter((section) => section.about === about)
		y -= row + 3
		sheet.write(say(`brief.about.${about}`), { x: paper.side, y, size: size + 1.4 })
		if (sections.length === 0) sheet.write(say('brief.none'), { x: column.text, y, size, ink: 'grey' })
		for (const section of sections) y = drawSection(sheet, section, y, { brief, language, say, origin })
	}
	const empty = brief.sections.filter((section) => section.total === 0)
	if (empty.length > 0) {
		y -= row + 3
		const names = empty.map((section) => section[language]).join(language === 'zh' ? '、' : ', ')
		sheet.write(say('brief.nothing', { names }), {
			x: paper.side,
			y,
			size,
			ink: 'grey',
			width: column.entry - paper.side,
		})
	}
	drawFoot(sheet, brief, say)
	return sheet.bytes()
}

type Say = (key: string, values?: Readonly<Record<string, string>>) => string

function sayerOf(language: Language): Say {
	return (key, values = {}) =>
		(words[language][`command.${key}`] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
}

function drawHead(sheet: Sheet, brief: BriefShape, title: string, say: Say): number {
	const top = paper.height - paper.side
	sheet.write(title, { x: paper.side, y: top - 12, size: 15, width: 380 })
	sheet.write(wall(brief.until), { x: column.entry, y: top - 12, size: 12, right: true })
	const times = { from: wall(brief.from), until: wall(brief.until), next: wall(brief.next) }
	sheet.write(say('brief.tells', times), { x: paper.side, y: top - 30, size, ink: 'grey', width: 510 })
	sheet.rule(top - 37)
	return top - 37
}

function drawSection(
	sheet: Sheet,
	section: BriefSectionShape,
	from: number,
	of: { readonly brief: BriefShape; readonly language: Language; readonly say: Say; readonly origin: string | null },
): number {
	const { say, language } = of
	let y = from - row
	const { total, lines } = section
	const counted =
		lines.length < total ? say('brief.shown', { shown: String(lines.length), of: String(total) }) : String(total)
	const width = sheet.write(section[language], { x: paper.side, y, size })
	sheet.write(counted, { x: paper.side + width + 6, y, size, ink: 'grey' })
	sheet.rule(y + 2.6, paper.side + width + 12 + sheet.widthOf(counted, size), column.entry)
	for (const line of lines) {
		y -= row
		drawLine(sheet, line, y, of)
	}
	return y
}

function drawLine(
	sheet: Sheet,
	line: BriefLineShape,
	y: number,
	{ brief, language, say, origin }: Parameters<typeof drawSection>[3],
): void {
	const day = wall(brief.until).slice(0, 10)
	const link = origin === null || line.opens === null ? null : `${origin}/open/${line.opens.type}/${line.opens.id}`
	sheet.write(clockOf(line.at, day), { x: paper.side, y, size, ink: 'grey' })
	const due = line.due === null ? null : say('brief.by', { time: clockOf(line.due, day) })
	const room = column.due - column.text - (due === null ? 0 : sheet.widthOf(due, size) + 8)
	sheet.write(line[language], { x: column.text, y, size, width: room, link })
	if (due !== null) sheet.write(due, { x: column.due, y, size, right: true })
	if (line.entry !== null) sheet.write(`#${line.entry}`, { x: column.entry, y, size, ink: 'grey', right: true })
}

function drawFoot(sheet: Sheet, brief: BriefShape, say: Say): void {
	const y = paper.side + 34
	sheet.rule(y + 14)
	const post = (kind: string) => say(`brief.post.${kind}`)
	sheet.write(say('brief.made', { post: post(brief.madePost), time: wall(brief.madeAt) }), { x: paper.side, y, size })
	const taken = brief.acknowledged
	const over =
		taken === null ? say('brief.to-sign') : say('brief.taken', { post: post(taken.post), time: wall(taken.at) })
	sheet.write(over, { x: paper.side + 260, y, size })
	const proof = say('brief.proof', { size: String(brief.size), sha256: brief.sha256 })
	sheet.write(proof, { x: paper.side, y: y - 20, size: 7, ink: 'grey', width: column.entry - paper.side })
}
