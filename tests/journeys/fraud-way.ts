import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { worldTransfers } from '#funds/simulator/world.ts'
import { accountOf } from '../fraud.ts'
import { type Look, picture, type Post, type Stage, view } from './browser.ts'
import { type Counted, counting } from './counted.ts'
import { looksRight } from './right.ts'

/** The steps of the demo fraud, each as the person whose work it is does it on their screen. */

export type Way = { readonly stage: Stage; readonly look: Pick<Look, 'language' | 'theme'>; readonly since: Date }
export type Told = { readonly report: string; readonly number: string }

export const people = {
	taker: { kind: 'call_taker', agency: 'xigang-command' },
	leader: { kind: 'shift_leader', agency: 'xigang-command' },
	commander: { kind: 'commander', agency: 'xigang' },
	investigator: { kind: 'investigator', agency: 'xigang-economic' },
	legal: { kind: 'legal_reviewer', agency: 'xigang-legal' },
	city: { kind: 'commander', agency: 'lanjiang' },
} as const satisfies Record<string, Post>

/** What the screens say in each language. */
export const words = {
	en: {
		approve: 'Approve and send the stop',
		approveFreeze: 'Approve and send the freeze',
		sign: 'Sign and send',
		sent: 'With the bank',
		waits: 'Waits for approval',
		held: '✓ Held 70,000.00',
		frozen: 'Frozen',
		draftFreeze: 'Draft the freeze',
		case: 'Case',
		why: 'To tell the bank to stop it',
	},
	zh: {
		approve: '批准并发出止付',
		approveFreeze: '批准并发出冻结',
		sign: '签署并送批',
		sent: '已发银行',
		waits: '待批准',
		held: '✓ 已控 70,000.00',
		frozen: '已冻结',
		draftFreeze: '拟制冻结',
		case: '已立案',
		why: '通知银行止付',
	},
} as const

/** A window of someone at their desk. */
export const open = (way: Way, who: Post): Promise<Page> => way.stage.window(who, { ...way.look, size: [1760, 1040] })

const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' })

/** A button whose act can be done now. */
const ready = (page: Page, name: string) =>
	page.locator('button:not([aria-disabled="true"])', { hasText: name }).first().waitFor()

/** From the victim's call to a stop that waits for approval, and its approval: keys and screens of both people. */
export async function callToStop(way: Way): Promise<Told & { measure: string; counted: Counted; ms: number }> {
	const page = await open(way, people.taker)
	const taker = counting(page)
	await page.goto(`${way.stage.address}/funds/reports`)
	await page.locator('button[aria-keyshortcuts="N"]').waitFor()
	const began = performance.now()
	const told = await tell(way, page, taker)
	await signReport(page, taker)
	await looksRight(page, `a signed report in ${way.look.language}`)
	await picture(page, `funds-report-${way.look.language}`)
	await page.getByRole('row', { name: '200,000.00' }).first().waitFor()
	await taker.press('t')
	await page.waitForURL('**/funds/measures/*')
	const said = words[way.look.language]
	await ready(page, said.sign)
	await taker.press('Control+Enter')
	await page.locator('.fm-standing', { hasText: said.waits }).waitFor()
	await looksRight(page, `a signed stop in ${way.look.language}`)
	const measure = page.url().split('/').at(-1) ?? ''
	const approving = await approve(way, people.leader, measure, said.approve)
	const ms = performance.now() - began
	const counted = {
		keys: taker.counted.keys + approving.keys,
		screens: taker.counted.screens + approving.screens,
	}
	await page.context().close()
	return { ...told, measure, counted, ms }
}

type Counting = ReturnType<typeof counting>

/** N, five answers of one key, and the payments in the grid. */
async function tell(way: Way, page: Page, { press, type }: Counting): Promise<Told> {
	await press('n')
	await page.waitForURL('**/funds/reports/*')
	for (const [n, answer] of ['1', '3', '3', '1', '2'].entries()) {
		await page.locator('.fr-ask .chips').waitFor()
		await press(answer)
		await page.locator('.fr-answered li').nth(n).waitFor()
	}
	await page.locator('.fr-ask').waitFor({ state: 'detached' })
	await press('a')
	const form = page.locator('.fr-form')
	await form.waitFor()
	const paid = worldTransfers.filter(({ from }) => from === '2286')
	for (const [n, one] of paid.entries()) {
		const payee = accountOf(one.to ?? '')
		const fields = [payee.number, payee.holder, payee.bank === 'GWBK' ? '港湾' : '汐江农商', String(one.minor / 100)]
		for (const text of fields) {
			await type(text)
			await press('Tab')
		}
		await type(clock(new Date(way.since.getTime() + one.minutes * 60_000)))
		await press('Enter')
		await page.locator('.fr-tiles', { hasText: sum(paid.slice(0, n + 1).map(({ minor }) => minor)) }).waitFor()
		await page.waitForFunction(
			() => document.activeElement instanceof HTMLInputElement && document.activeElement.value === '',
		)
	}
	await press('Escape')
	await form.waitFor({ state: 'detached' })
	const report = page.url().split('/').at(-1) ?? ''
	const { number } = await view<{ number: string }>(page, way.stage, `funds.report.show?report=${report}`)
	return { report, number }
}

const sum = (minors: readonly number[]): string =>
	(minors.reduce((total, minor) => total + minor, 0) / 100).toLocaleString('en', { minimumFractionDigits: 2 })

async function signReport(page: Page, { press, type }: Counting): Promise<void> {
	await press('s')
	await page.getByRole('dialog').getByRole('textbox').first().waitFor()
	await type(accountOf('2286').holder)
	await press('Tab')
	await type('R1')
	await press('Enter')
	await closed(page)
	await page.getByText('R1', { exact: true }).waitFor()
}

/** Who approves opens the measure and presses the one main key. */
export async function approve(way: Way, who: Post, measure: string, name: string): Promise<Counted> {
	const page = await open(way, who)
	const { counted, press } = counting(page)
	await page.goto(`${way.stage.address}/funds/measures/${measure}`)
	await ready(page, name)
	await press('Control+Enter')
	await page.locator('.fm-standing', { hasText: words[way.look.language].sent }).waitFor()
	await page.context().close()
	return counted
}

/** The order is taken by the bank and its answer keyed: 70,000.00 are held. */
export async function bankHolds(way: Way, order: string, words_: { readonly held: string; readonly why: string }) {
	const page = await open(way, people.leader)
	const { press, type } = counting(page)
	await page.goto(`${way.stage.address}/funds/orders`)
	const row = page.getByRole('row', { name: order })
	await row.click()
	const pane = page.getByRole('region', { name: order })
	await pane.waitFor()
	await press('p')
	await page.getByRole('dialog').waitFor()
	await type(words_.why)
	await press('Enter')
	await pane.locator('.sheet tr').first().waitFor()
	await press('s')
	await pane.locator('button[aria-keyshortcuts="S"]').waitFor({ state: 'detached' })
	await press('a')
	await page.getByRole('dialog').getByRole('textbox').first().waitFor()
	await press('Control+a')
	await type('70000')
	await press('Enter')
	await row.getByText(words_.held).waitFor()
	await page.context().close()
}

/** Who commands decides that there is a case. */
export async function decideCase(way: Way, report: string): Promise<void> {
	const page = await open(way, people.commander)
	await page.goto(`${way.stage.address}/funds/reports/${report}`)
	await page.locator('button[aria-keyshortcuts="D"]').waitFor()
	await page.keyboard.press('d')
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox').fill('Payments to accounts of others, told as a service of the bank.')
	await dialog.locator('.btn.go').click()
	await closed(page)
	await page.locator('.fr-tiles', { hasText: words[way.look.language].case }).waitFor()
	await page.context().close()
}

/** The stop becomes a freeze: drafted and signed by who investigates, approved by who commands. */
export async function freeze(way: Way, stop: string): Promise<string> {
	const said = words[way.look.language]
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/measures/${stop}`)
	await ready(page, said.draftFreeze)
	await page.keyboard.press('Control+Enter')
	await page.waitForURL((url) => url.pathname.startsWith('/funds/measures/') && !url.pathname.endsWith(stop))
	await ready(page, said.sign)
	await page.keyboard.press('Control+Enter')
	await page.locator('.fm-standing', { hasText: said.waits }).waitFor()
	const measure = page.url().split('/').at(-1) ?? ''
	await page.context().close()
	await approve(way, people.commander, measure, said.approveFreeze)
	return measure
}

/** The statement of one account as its bank wrote it, taken in for the report; all its lines are kept. */
export async function takeIn(way: Way, told: Told, file: string, lines: number): Promise<void> {
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/statements`)
	await page.locator('button[aria-keyshortcuts="N"]').waitFor()
	await page.keyboard.press('n')
	const dialog = page.getByRole('dialog')
	await dialog.locator('option', { hasText: told.number }).waitFor({ state: 'attached' })
	await dialog.getByRole('combobox').nth(0).selectOption({ label: told.number })
	await dialog.locator('option[value="GWBK"]').waitFor({ state: 'attached' })
	await dialog.getByRole('combobox').nth(1).selectOption('GWBK')
	await dialog.getByRole('textbox').nth(1).fill('Follow the money')
	await dialog.locator('input[type="file"]').setInputFiles(file)
	await looksRight(page, `taking in a statement in ${way.look.language}`)
	await dialog.locator('.btn.go').click()
	await closed(page)
	const row = page.getByRole('row', { name: told.number })
	await row
		.getByRole('cell', { name: String(lines), exact: true })
		.first()
		.waitFor()
	await looksRight(page, `a statement taken in, in ${way.look.language}`)
	await picture(page, `funds-statement-${way.look.language}`)
	await page.context().close()
}

/** A line of the statement is cited in the report, so that who holds the other account is named there. */
export async function cite(way: Way, told: Told, amount: string): Promise<void> {
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/statements`)
	await page.getByRole('row', { name: told.number }).first().waitFor()
	await page.locator('button[aria-keyshortcuts="L"]').waitFor()
	await page.keyboard.press('l')
	await reason(page, 'Follow the money')
	const line = page.getByRole('row', { name: amount })
	await line.getByRole('button').click()
	await reason(page, 'It took the money on.')
	await line.getByRole('button').waitFor({ state: 'detached' })
	await looksRight(page, `lines of a statement in ${way.look.language}`)
	await page.context().close()
}

/** The way of the money; from the board the stop of an account further on, signed by who investigates. */
export async function secondStop(way: Way, told: Told, tail: string): Promise<string> {
	const said = words[way.look.language]
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/trace/${told.report}`)
	const row = page.locator('.ft-frontier').getByRole('row', { name: new RegExp(tail) })
	await row.waitFor()
	await looksRight(page, `the way of the money in ${way.look.language}`)
	await picture(page, `funds-way-${way.look.language}`)
	await row.click()
	await page.locator('.ft-frontier tr[aria-current="true"]', { hasText: tail }).waitFor()
	await page.keyboard.press('Enter')
	await page.waitForURL('**/funds/measures/*')
	await ready(page, said.sign)
	await page.keyboard.press('Control+Enter')
	await page.locator('.fm-standing', { hasText: said.waits }).waitFor()
	const measure = page.url().split('/').at(-1) ?? ''
	await page.context().close()
	await approve(way, people.leader, measure, said.approve)
	return measure
}

/** On the board of all reports the account stands as held, the next one as not tried. */
export async function frontier(way: Way, told: Told): Promise<void> {
	const page = await open(way, people.leader)
	await page.goto(`${way.stage.address}/funds/frontier`)
	await page.getByRole('row', { name: told.number }).first().waitFor()
	await looksRight(page, `the board in ${way.look.language}`)
	await picture(page, `funds-frontier-${way.look.language}`)
	await page.context().close()
}

/** The county proposes what is given back; gives the round. */
export async function propose(way: Way, told: Told, gives: string): Promise<string> {
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/attribution/${told.report}`)
	await page.locator('.r-sums').getByText(gives).first().waitFor()
	await looksRight(page, `whose money it is, in ${way.look.language}`)
	await page.keyboard.press('a')
	await reason(page, 'Frozen, and the loss is verified.')
	await page.waitForURL('**/funds/returns/*')
	await page.locator('.r-sums').getByText(gives).first().waitFor()
	const round = page.url().split('/').at(-1) ?? ''
	await page.context().close()
	return round
}

/** The city approves it. */
export async function approveReturn(way: Way, round: string): Promise<void> {
	const page = await open(way, people.city)
	await page.goto(`${way.stage.address}/funds/returns/${round}`)
	await page.locator('button[aria-keyshortcuts="A"]').waitFor()
	await looksRight(page, `a return that waits, in ${way.look.language}`)
	await page.keyboard.press('a')
	await reason(page, 'It follows from the record.')
	await page.locator('.r-left').first().waitFor()
	await looksRight(page, `a return in its notice, in ${way.look.language}`)
	await picture(page, `funds-return-${way.look.language}`)
	await page.context().close()
}

async function reason(page: Page, text: string): Promise<void> {
	await page.getByRole('dialog').getByRole('textbox').first().waitFor()
	await page.keyboard.type(text)
	await page.keyboard.press('Enter')
	await closed(page)
}

/** The certificate is issued, and its two files kept in `folder`. */
export async function certificate(way: Way, round: string, folder: string): Promise<readonly [string, string]> {
	const page = await open(way, people.investigator)
	await page.goto(`${way.stage.address}/funds/returns/${round}`)
	await page.locator('button[aria-keyshortcuts="C"]').waitFor()
	const kept = page.locator('.r-proof button:not([aria-keyshortcuts])')
	// The ledger signs every moment; before it has signed the proposal nothing is issued, and it says to try again.
	await expect
		.poll(
			async () => {
				await page.keyboard.press('c')
				return kept.waitFor({ timeout: 5_000 }).then(
					() => true,
					() => false,
				)
			},
			{ timeout: 40_000, interval: 500 },
		)
		.toBe(true)
	const files: string[] = []
	page.on('download', (download) => {
		const file = `${folder}/${download.suggestedFilename()}`
		void download.saveAs(file).then(() => files.push(file))
	})
	await kept.click()
	await expect.poll(() => files.length, { timeout: 20_000 }).toBe(2)
	await page.context().close()
	const data = files.find((file) => file.endsWith('.jsonl')) ?? ''
	return [files.find((file) => file !== data) ?? '', data]
}
