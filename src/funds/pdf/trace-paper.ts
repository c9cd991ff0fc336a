import { paper, Sheet } from '#kernel/pdf/sheet.ts'
import type { Trace } from '../contract/trace.ts'
import reportEn from '../web/report/words/en.json' with { type: 'json' }
import reportZh from '../web/report/words/zh.json' with { type: 'json' }
import en from '../web/trace/words/en.json' with { type: 'json' }
import zh from '../web/trace/words/zh.json' with { type: 'json' }

type Language = 'en' | 'zh'
const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
	en: { ...reportEn, ...en },
	zh: { ...reportZh, ...zh },
}

const size = 8.8
const step = 14
const right = paper.width - paper.side
const foot = paper.side + 26

export type Paper = {
	readonly trace: Trace
	readonly language: Language
	readonly at: Date
	/** How it was asked for, in the order of the request: what was not walked is not on it. */
	readonly bounds: {
		readonly hops: number
		readonly perHop: number
		readonly leastMinor: number
		readonly rule: string
	}
	/** SHA-256 of what is shown, as canonical JSON: whoever has the data finds the same. */
	readonly sha256: string
}

/** F252. The trace on A4, in one language: transfers, where the money stands, what is not shown. The same bytes whenever it is drawn. */
export async function tracePdf(given: Paper): Promise<Uint8Array> {
	const { trace, language, at } = given
	const say = sayer(language)
	const title = `${say('paper.title')} ${trace.report.number}`
	const sheet = await Sheet.open({ title, language, at })
	const pen = new Pen(sheet, `${title}  ${say('paper.hash', { hash: given.sha256 })}`)
	pen.line([[title, paper.side, 15]], 22)
	pen.line(
		[[`${trace.report.agency[language]}  ${say('paper.made', { time: wall(at.toISOString()) })}`, paper.side, size]],
		18,
	)
	for (const text of headOf(given, say))
		for (const line of sheet.wrapped(text, size, right - paper.side)) pen.line([[line, paper.side, size]], step)
	transfers(pen, trace, say)
	board(pen, trace, say)
	limits(pen, given, say)
	pen.end()
	return sheet.bytes()
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

function sayer(language: Language): Say {
	const own = words[language]
	return (key, values = {}) => {
		const plural = values['count'] === 1 ? 'one' : 'other'
		const text =
			own[`funds.trace.${key}`] ?? own[`funds.trace.${key}_${plural}`] ?? own[`funds.trace.${key}_other`] ?? key
		return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
	}
}

/** A scheme is called as the report calls it. */
const schemeWord = (language: Language, scheme: string): string =>
	words[language][`funds.report.scheme.${scheme}`] ?? scheme

/** Wall clock of China, which all of it keeps. */
const wall = (at: string): string =>
	new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const money = (minor: number): string => {
	const [whole = '0', cents = '00'] = (minor / 100).toFixed(2).split('.')
	return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

type Piece = readonly [text: string, x: number, size: number, right?: boolean, width?: number]

/** Writes line after line, and turns the page when it is full. */
class Pen {
	readonly #sheet: Sheet
	readonly #foot: string
	#y = paper.height - paper.side - 8
	#page = 1

	constructor(sheet: Sheet, foot: string) {
		this.#sheet = sheet
		this.#foot = foot
	}

	line(pieces: readonly Piece[], down: number): void {
		if (this.#y - down < foot) {
			this.end()
			this.#sheet.turn()
			this.#page += 1
			this.#y = paper.height - paper.side - 8
		}
		this.#y -= down
		for (const [text, x, of, end, width] of pieces)
			this.#sheet.write(text, {
				x,
				y: this.#y,
				size: of,
				right: end === true,
				...(width === undefined ? {} : { width }),
			})
	}

	rule(): void {
		this.#sheet.rule(this.#y - 4)
		this.#y -= 4
	}

	end(): void {
		this.#sheet.write(this.#foot, {
			x: paper.side,
			y: paper.side,
			size: 6.8,
			ink: 'grey',
			width: right - paper.side - 30,
		})
		this.#sheet.write(String(this.#page), { x: right, y: paper.side, size, right: true })
	}
}

function headOf({ trace: { report, totals }, bounds, language }: Paper, say: Say): string[] {
	return [
		`${schemeWord(language, report.scheme)}. ${say('loss')} ${money(report.lossMinor)} ${report.currency}. ${say('held')} ${money(totals.heldMinor)}. ${say('reported', { time: wall(report.reportedAt) })}`,
		say('paper.bounds', {
			hops: bounds.hops,
			per: bounds.perHop,
			least: money(bounds.leastMinor),
			rule: say(`rule.${bounds.rule}`),
		}),
	]
}

function nameOf(trace: Trace, id: string | null, say: Say): string {
	const account = id === null ? undefined : trace.accounts.find((one) => one.id === id)
	return account === undefined ? say('victim') : say(`kind.${account.kind}`, { tail: account.tail })
}

const column = {
	hop: paper.side,
	at: paper.side + 26,
	from: paper.side + 130,
	to: paper.side + 240,
	minor: right - 84,
	victim: right,
} as const

function transfers(pen: Pen, trace: Trace, say: Say): void {
	pen.line([[say('table'), paper.side, size + 2]], 26)
	pen.line(
		[
			[say('hop'), column.hop, size],
			[say('at'), column.at, size],
			[say('from'), column.from, size],
			[say('to'), column.to, size],
			[say('amount'), column.minor, size, true],
			[say('of-it'), column.victim, size, true],
		],
		16,
	)
	pen.rule()
	for (const one of trace.transfers)
		pen.line(
			[
				[String(one.hop), column.hop, size],
				[wall(one.at), column.at, size],
				[nameOf(trace, one.from, say), column.from, size, false, 104],
				[nameOf(trace, one.to, say), column.to, size, false, 104],
				[money(one.minor), column.minor, size, true],
				[money(one.victimMinor), column.victim, size, true],
			],
			step,
		)
}

function board(pen: Pen, trace: Trace, say: Say): void {
	pen.line([[say('frontier'), paper.side, size + 2]], 28)
	pen.rule()
	for (const row of trace.frontier) {
		const status = row.status === 'gone' ? say(`end.${row.end}`) : say(`status.${row.status}`)
		pen.line(
			[
				[nameOf(trace, row.account, say), paper.side, size, false, 150],
				[status, paper.side + 160, size, false, 150],
				[money(row.estimateMinor), right, size, true],
			],
			step,
		)
	}
	const { totals, report } = trace
	const rest = [
		['unplaced', totals.unplacedMinor],
		['beyond', totals.beyondMinor],
		['returned', totals.returnedMinor],
	] as const
	for (const [key, minor] of rest)
		if (minor > 0)
			pen.line(
				[
					[say(`also.${key}`), paper.side, size],
					[money(minor), right, size, true],
				],
				step,
			)
	pen.rule()
	const equal =
		totals.sumMinor === report.lossMinor ? say('sum.equal') : say('sum.differs', { loss: money(report.lossMinor) })
	pen.line(
		[
			[`${say('sum')}  ${equal}`, paper.side, size],
			[money(totals.sumMinor), right, size, true],
		],
		step + 2,
	)
}

/** What it does not show: truncations, accounts without a statement. */
function limits(pen: Pen, { trace }: Paper, say: Say): void {
	pen.line([[say('paper.limits'), paper.side, size + 2]], 28)
	pen.rule()
	const lines = [
		...(trace.total.shown < trace.total.of ? [say('cut.accounts', trace.total)] : []),
		...trace.cuts.map(({ account, shown, of }) => say('cut.one', { account: nameOf(trace, account, say), shown, of })),
		...trace.accounts
			.filter(({ knownUntil, kind }) => knownUntil === null && kind !== 'cash' && kind !== 'gold')
			.map(({ id }) => say('paper.no-statement', { account: nameOf(trace, id, say) })),
	]
	for (const text of lines.length === 0 ? [say('paper.nothing')] : lines)
		pen.line([[text, paper.side, size, false, right - paper.side]], step)
}
