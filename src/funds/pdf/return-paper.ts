import { paper, Sheet } from '#kernel/pdf/sheet.ts'
import type { PayRow, ReturnWay, RoundRow, ShownPlan } from '../contract.ts'
import { moneyText } from '../rules/money-text.ts'

export type ReturnPaper = {
	readonly round: RoundRow
	readonly rows: readonly PayRow[]
	readonly plan: ShownPlan
	readonly resultSha256: string
}

const words = {
	en: {
		title: 'Return of frozen money',
		sums: 'Frozen, given back, stays frozen',
		reading: 'How shares are read',
		reading_is: {
			reading: 'frozen sum x verified loss / sum of verified losses, never above the loss',
			letter: 'as the letter says: loss / frozen sum',
		},
		notice: 'Public notice',
		none: 'not yet approved',
		head: ['Victim (report)', 'Account', 'Found by', 'Amount'],
		way: { single: 'single inflow', stamped: 'time stamps', pro_rata: 'shares' },
		pay: 'The banks named pay each amount to the victim of the report and to nobody else.',
		rules: 'The same accounts by other rules (sum over victims)',
		rule: {
			lifo: 'last in first out',
			pro_rata: 'pro rata',
			fifo: 'first in first out',
			lowest: 'lowest balance',
			poison: 'all touched',
		},
		limits: 'What the trace does not show',
		limit: (plan: ShownPlan) =>
			`${plan.limits.withoutStatement} accounts without a statement; ${plan.limits.notFollowed} payments not followed; ${plan.limits.unverified.length} victims without a verified loss.`,
		more: (n: number) => `and ${n} more lines, which the certificate lists`,
		seal: 'Proposed by (seal)',
		city: 'Approved by the city (seal)',
		hash: 'SHA-256 of the result',
		draft: 'PROPOSED, NOT APPROVED',
	},
	zh: {
		title: '冻结资金返还方案',
		sums: '冻结、返还、继续冻结',
		reading: '比例适用方式',
		reading_is: {
			reading: '冻结额乘以核实损失、除以核实损失之和，不超过损失',
			letter: '按条文字面：损失除以冻结额',
		},
		notice: '公示期',
		none: '尚未批准',
		head: ['受害人（报案号）', '账户', '认定方式', '金额'],
		way: { single: '单笔转入', stamped: '时间戳', pro_rata: '比例' },
		pay: '请账户所在银行将各笔款项返还对应报案的受害人本人，不得付给他人。',
		rules: '同一账户按其他规则计算（各受害人合计）',
		rule: { lifo: '后进先出', pro_rata: '按比例', fifo: '先进先出', lowest: '最低余额', poison: '全部沾染' },
		limits: '追踪未能显示的内容',
		limit: (plan: ShownPlan) =>
			`${plan.limits.withoutStatement} 个账户无流水；${plan.limits.notFollowed} 笔付款未能追踪；${plan.limits.unverified.length} 名受害人损失未核实。`,
		more: (n: number) => `另有 ${n} 行，见追踪证明`,
		seal: '提请单位（盖章）',
		city: '市局批准（盖章）',
		hash: '结果 SHA-256',
		draft: '提请，未批准',
	},
} as const

const size = 9.5
const step = 16
const columns = [paper.side, paper.side + 130, paper.side + 300, paper.width - paper.side] as const
const mostRows = 24

/** F296. One page of A4 in one language, for the court and for the banks: the same bytes whenever it is drawn. */
export async function returnPdf(of: ReturnPaper, language: 'en' | 'zh'): Promise<Uint8Array> {
	const say = words[language]
	const { round } = of
	const at = new Date(round.noticeFrom ?? round.proposedAt)
	const page = await Sheet.open({ title: `${say.title} ${round.number}`, language, at })
	const right = paper.width - paper.side
	let y = paper.height - paper.side - 16
	page.write(say.title, { x: paper.side, y, size: 16 })
	page.write(round.number, { x: right, y, size: 12, right: true })
	y -= 12
	page.rule(y)
	const money = (minor: number) => moneyText(minor, round.currency)
	const notice =
		round.noticeFrom === null ? say.none : `${dayOf(round.noticeFrom, 0)} – ${dayOf(round.noticeUntil, -1)}`
	for (const [label, text] of [
		[say.sums, [round.frozenMinor, round.givenMinor, round.staysMinor].map(money).join(' / ')],
		[say.reading, say.reading_is[round.reading]],
		[say.notice, notice],
	] as const) {
		y -= step
		page.write(label, { x: paper.side, y, size, ink: 'grey', width: 150 })
		page.write(text, { x: paper.side + 160, y, size, width: right - paper.side - 160 })
	}
	y = drawRows(page, of, y - 12, language)
	y = drawRules(page, of, y - 20, language)
	y -= step + 4
	page.write(say.limits, { x: paper.side, y, size, ink: 'grey' })
	page.write(say.limit(of.plan), { x: paper.side + 160, y, size, width: right - paper.side - 160 })
	page.rule(paper.side + 92)
	page.write(say.seal, { x: paper.side, y: paper.side + 74, size })
	page.write(say.city, { x: paper.side + 260, y: paper.side + 74, size })
	const proof = round.noticeFrom === null ? say.draft : `${say.hash} ${of.resultSha256}`
	page.write(proof, { x: paper.side, y: paper.side, size: 7.5, ink: 'grey' })
	return page.bytes()
}

/** The day in China of a moment; `shift` in milliseconds, so that the end of a day is that day. */
function dayOf(at: string | null, shift: number): string {
	return at === null ? '' : new Date(Date.parse(at) + 8 * 3_600_000 + shift).toISOString().slice(0, 10)
}

function drawRows(page: Sheet, { rows, round }: ReturnPaper, from: number, language: 'en' | 'zh'): number {
	const say = words[language]
	let y = from - step
	for (const [index, head] of say.head.entries())
		page.write(head, { x: columns[index] ?? 0, y, size, ink: 'grey', right: index === 3 })
	page.rule(y - 5)
	for (const row of rows.slice(0, mostRows)) {
		y -= step
		const way: ReturnWay = row.way
		page.write(row.report.number, { x: columns[0], y, size, width: 124 })
		page.write(`${row.account.bank} …${row.account.tail}`, { x: columns[1], y, size, width: 164 })
		page.write(say.way[way], { x: columns[2], y, size, width: 90 })
		page.write(moneyText(row.amountMinor, round.currency), { x: columns[3], y, size, right: true })
	}
	if (rows.length > mostRows) {
		y -= step
		page.write(say.more(rows.length - mostRows), { x: columns[0], y, size, ink: 'grey' })
	}
	y -= step + 2
	page.write(say.pay, { x: paper.side, y, size, width: paper.width - 2 * paper.side })
	return y
}

function drawRules(page: Sheet, { plan, round }: ReturnPaper, from: number, language: 'en' | 'zh'): number {
	const say = words[language]
	let y = from
	page.write(say.rules, { x: paper.side, y, size, ink: 'grey' })
	for (const rule of ['lifo', 'pro_rata', 'fifo', 'lowest', 'poison'] as const) {
		y -= step
		const sum = plan.accounts.reduce(
			(all, one) => all + Object.values(one.byRule[rule]).reduce((some, amount) => some + amount, 0),
			0,
		)
		page.write(say.rule[rule], { x: paper.side, y, size })
		page.write(moneyText(sum, round.currency), { x: columns[3], y, size, right: true })
	}
	return y
}
