import { paper, Sheet } from '#kernel/pdf/sheet.ts'
import { moneyText } from '../rules/money-text.ts'
import type { PaymentOrder } from '../store/payee.ts'

const words = {
	en: {
		title: 'Payment order: return of frozen money',
		to: 'To',
		day: 'Ordered on',
		head: ['From account', 'Victim (report)', "To the victim's own account", 'Amount'],
		sum: 'Sum',
		ask: 'ask the victim in person',
		pay: 'Pay each sum to the victim named and to nobody else. No agency, officer or agent receives any part of it.',
		cost: 'The victim pays nothing for it. What is not listed stays frozen.',
		reply: 'Answer with the reference of each payment.',
		seal: 'Ordered by (seal)',
		received: 'Received by the bank (seal, day)',
		page: (n: number) => `page ${n}`,
	},
	zh: {
		title: '冻结资金返还通知书',
		to: '致',
		day: '通知日期',
		head: ['转出账户', '受害人（报案号）', '受害人本人账户', '金额'],
		sum: '合计',
		ask: '请向受害人本人核实',
		pay: '请将各笔款项返还所列受害人本人，不得付给任何单位、民警或代办人。',
		cost: '返还不向受害人收取任何费用。未列款项继续冻结。',
		reply: '返还后请回复每笔的银行流水号。',
		seal: '通知单位（盖章）',
		received: '银行签收（盖章、日期）',
		page: (n: number) => `第 ${n} 页`,
	},
} as const

const size = 9.5
const step = 18
const right = paper.width - paper.side
const columns = [paper.side, paper.side + 130, paper.side + 260, right] as const
const linesAPage = 30

/** F320. One bank's order on A4, page after page: no other bank's account stands on it, and the same bytes each time. */
export async function paymentOrderPdf(order: PaymentOrder, language: 'en' | 'zh'): Promise<Uint8Array> {
	const say = words[language]
	const number = `${order.number}-${order.n}`
	const page = await Sheet.open({ title: `${say.title} ${number}`, language, at: order.orderedAt })
	let y = drawHead(page, order, language)
	for (const [index, line] of order.lines.entries()) {
		if (index > 0 && index % linesAPage === 0) {
			page.write(say.page(index / linesAPage), { x: right, y: paper.side, size: 8, ink: 'grey', right: true })
			page.turn()
			y = drawHead(page, order, language)
		}
		y -= step
		page.write(line.fromNumber, { x: columns[0], y, size, width: 124 })
		page.write(`${line.victim} ${line.report}`, { x: columns[1], y, size, width: 124 })
		const own = line.toNumber === null ? say.ask : `${line.toBank ?? ''} ${line.toNumber}`.trim()
		page.write(own, { x: columns[2], y, size, width: 150 })
		page.write(moneyText(line.amountMinor, order.currency), { x: columns[3], y, size, right: true })
	}
	drawEnd(page, order, y, language)
	return page.bytes()
}

function drawHead(page: Sheet, order: PaymentOrder, language: 'en' | 'zh'): number {
	const say = words[language]
	let y = paper.height - paper.side - 16
	page.write(say.title, { x: paper.side, y, size: 16 })
	page.write(`${order.number}-${order.n}`, { x: right, y, size: 12, right: true })
	y -= 12
	page.rule(y)
	const day = new Date(order.orderedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
	for (const [label, text] of [
		[say.to, order.bank],
		[say.day, day],
	] as const) {
		y -= step
		page.write(label, { x: paper.side, y, size, ink: 'grey', width: 80 })
		page.write(text, { x: columns[1], y, size, width: right - columns[1] })
	}
	y -= step + 8
	for (const [index, head] of say.head.entries())
		page.write(head, { x: columns[index] ?? 0, y, size, ink: 'grey', right: index === 3 })
	page.rule(y - 5)
	return y
}

function drawEnd(page: Sheet, order: PaymentOrder, from: number, language: 'en' | 'zh'): void {
	const say = words[language]
	const sum = order.lines.reduce((all, line) => all + line.amountMinor, 0)
	let y = from - 8
	page.rule(y)
	y -= step
	page.write(say.sum, { x: columns[0], y, size })
	page.write(moneyText(sum, order.currency), { x: columns[3], y, size: 11, right: true })
	for (const line of [say.pay, say.cost, say.reply]) {
		y -= step
		page.write(line, { x: paper.side, y, size, width: right - paper.side })
	}
	page.rule(paper.side + 64)
	page.write(say.seal, { x: paper.side, y: paper.side + 46, size })
	page.write(say.received, { x: columns[2], y: paper.side + 46, size })
}
