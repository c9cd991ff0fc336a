import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { accountOf, type Ask, stopPayment, tellFraud } from '../fraud.ts'
import { type Language, noBrowser, openStage, pauseReplay, perform, picture, type Post, type Stage } from './browser.ts'
import { counting } from './counted.ts'
import { looks, looksRight } from './right.ts'

/**
 * The demo fraud in a real browser, in both languages: told, stopped, its orders copied for one bank with the keyboard alone and
 * answered by the machine of another. Each step takes what the one before it gives, so that more can follow.
 */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const keys = 'GWBK=gangwan-key-of-a-journey XJRC=xijiang-key-of-a-journey'

/** What the screens say in each language. */
const said: Readonly<
	Record<Language, { waiting: string; why: string; held: string; copied: string; orders: string; took: RegExp }>
> = {
	en: {
		waiting: 'Not taken yet',
		why: 'To tell the bank to stop it',
		held: '✓ Held 70,000.00',
		copied: 'Copied',
		orders: 'Orders to banks',
		took: /^Taken at/,
	},
	zh: {
		waiting: '银行尚未接收',
		why: '通知银行止付',
		held: '✓ 已控 70,000.00',
		copied: '已复制',
		orders: '银行指令',
		took: /已接收$/,
	},
}

describe.skipIf(noBrowser !== null)(`funds${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	let ask: Ask
	let simulator: ChildProcess | null = null
	beforeAll(async () => {
		process.env['SEAWALL_BANK_KEYS'] = keys
		stage = await openStage()
		await pauseReplay(stage)
		const look = { language: 'en', theme: 'light', size: [1366, 768] } as const
		const pages = { desk: await stage.window(desk, look), leader: await stage.window(leader, look) }
		ask = (who, act, input) => perform(pages[who], stage, act, input)
	}, 240_000)
	afterAll(async () => {
		simulator?.kill('SIGKILL')
		delete process.env['SEAWALL_BANK_KEYS']
		await stage?.close()
	})

	test.each(looks)(
		'F133, F137, F140 a stop is copied and its answer keyed without a mouse, in $language',
		async (look) => {
			const { report, number, payments } = await tellFraud(ask)
			const first = payments.find(({ tail }) => tail === '4471')?.payment ?? ''
			await stopPayment(ask, report, first)
			const words = said[look.language]
			const page = await stage.window(leader, { ...look, size: [1760, 1040] })
			await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.address })
			const { counted, press, type } = counting(page)
			await page.goto(`${stage.address}/funds/orders`)
			await page.getByRole('row', { name: `${number}-1` }).waitFor()
			// The one that waits longest is chosen when the screen opens: in the second language the first has its answer.
			await page.getByText(words.waiting).first().waitFor()
			const pane = page.getByRole('region', { name: `${number}-1` })
			await pane.waitFor()
			await press('p')
			await page.getByRole('dialog').waitFor()
			await type(words.why)
			await press('Enter')
			const account = accountOf('4471')
			await pane.getByRole('cell', { name: account.number }).waitFor()
			const copied: string[] = []
			for (let line = 1; line <= 9; line += 1) {
				await press('c')
				await pane.locator('tr[aria-current]').nth(0).getByText(words.copied).waitFor()
				await page.waitForFunction((n) => document.querySelectorAll('.sheet tr')[n - 1]?.ariaCurrent === 'true', line)
				copied.push(await page.evaluate(() => navigator.clipboard.readText()))
			}
			expect(copied.slice(2, 4)).toEqual([account.holder, account.number])
			expect([copied[0], copied[5]]).toEqual([`${number}-1`, '286200.00'])
			await looksRight(page, `the sheet of an order in ${look.language}`)
			await picture(page, `funds-order-${look.language}`)
			await press('s')
			await pane.getByText(words.took).waitFor()
			await press('a')
			const dialog = page.getByRole('dialog')
			await dialog.getByRole('textbox').first().waitFor()
			await looksRight(page, `keying an answer in ${look.language}`)
			// What was asked stands there; the bank holds less.
			await press('Control+a')
			await type('70000')
			await press('Enter')
			await page.getByText(words.held).waitFor()
			await looksRight(page, `orders in ${look.language}`)
			// P, the reason, Enter; nine lines; S; A, mark, the amount, Enter.
			expect(counted).toEqual({ keys: 1 + words.why.length + 1 + 9 + 1 + 1 + 1 + 5 + 1, screens: counted.screens })
			expect(counted.screens).toBeLessThanOrEqual(2)
			await page.context().close()

			const phone = await stage.window(leader, { ...look, size: [390, 844] })
			await phone.goto(`${stage.address}/funds/orders`)
			await phone.getByText(words.held).first().waitFor()
			await looksRight(phone, `orders on a phone in ${look.language}`)
			await phone.goto(`${stage.address}/funds/banks`)
			await phone.getByRole('row').nth(2).waitFor()
			await looksRight(phone, `banks on a phone in ${look.language}`)
			await phone.context().close()
		},
		240_000,
	)

	test('F150, F151, F157 the machine of another bank answers, and the desk sees it come', async () => {
		const { report, number, payments } = await tellFraud(ask)
		await stopPayment(ask, report, payments.find(({ tail }) => tail === '9030')?.payment ?? '')
		const page = await stage.window(leader, { language: 'en', theme: 'dark', size: [1760, 1040] })
		await page.goto(`${stage.address}/funds/orders`)
		const row = page.getByRole('row', { name: `${number}-1` })
		await row.getByText('Not taken yet').waitFor()
		const program = join(projectFolder, 'bin', 'seawall.mjs')
		simulator = spawn(process.execPath, [program, 'funds', 'simulator', '--server', stage.address, '--pace', '0.2'], {
			env: { ...process.env, SEAWALL_BANK_KEYS: 'XJRC=xijiang-key-of-a-journey' },
			stdio: 'ignore',
		})
		await row.getByText('✓ Held 60,000.00').waitFor({ timeout: 60_000 })
		await page.getByText('Banks: 1 in touch').waitFor({ timeout: 60_000 })
		await page.goto(`${stage.address}/funds/banks`)
		await page.getByRole('row', { name: /Xijiang Rural Bank.*1 of 1/ }).waitFor()
		await looksRight(page, 'banks')
		await picture(page, 'funds-banks-en')
	}, 240_000)
})
