import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Orders in a real browser: given by keyboard, down from province to three stations and up again; one refuses. */

const head = (agency: string): Post => ({ kind: 'commander', agency })
const chief = (station: string): Post => ({ kind: 'station_chief', agency: `xigang-${station}` })
const wide: Look = { language: 'en', theme: 'light', size: [1366, 768] }
const phone: Look = { language: 'zh', theme: 'dark', size: [390, 844] }
const title = 'Fire doors before the winter fair'

type Row = {
	readonly id: string
	readonly title: string
	readonly state: string
	readonly to: { agency: { code: string } }
}
type Shown = { readonly id: string; readonly version: number; readonly state: string }

describe.skipIf(noBrowser !== null)(`orders${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 400_000)
	afterAll(() => stage?.close())

	/** The order of this journey that one agency was given. */
	async function orderOf(page: Page, code: string): Promise<Row> {
		const { rows } = await view<{ rows: readonly Row[] }>(page, stage, 'command.order.list?limit=200')
		const found = rows.find((row) => row.title === title && row.to.agency.code === code)
		if (found === undefined) throw new Error(`${code} has no order`)
		return found
	}

	async function open(page: Page, order: string): Promise<void> {
		await page.goto(`${stage.address}/order/${order}`)
		await page.locator('.order-keys').waitFor()
	}

	/** Waits until the opened order stands so: its own line of the tree says it (on a phone behind a tab), and no dialog can. */
	const stands = (page: Page, state: string) =>
		page.locator('.order-tree li.chosen').getByText(state, { exact: true }).waitFor({ state: 'attached' })

	/** Evidence, hand-in and check of an order that is in work, as its doer and its checker. */
	async function upBy(order: string, doer: Post, checker: Post): Promise<void> {
		const doing = await stage.window(doer, wide)
		const evidence = { order, evidence: newId(), item: 1, words: 'Every hall walked, two doors cleared.' }
		await perform(doing, stage, 'command.order.add-evidence', evidence)
		await open(doing, order)
		await doing.keyboard.press('a')
		await stands(doing, 'to check')
		await doing.context().close()
		const checking = await stage.window(checker, wide)
		await open(checking, order)
		await checking.keyboard.press('a')
		await checking.getByLabel('What was seen').fill('Seen on the spot.')
		await checking.getByRole('button', { name: 'Enter the check' }).click()
		await stands(checking, 'closed')
		await checking.context().close()
	}

	test('K10 K11 a province order is written by keyboard in under a minute and accepted by the city', async () => {
		const page = await stage.window(head('donglan'), wide)
		await page.goto(`${stage.address}/orders`)
		await page.getByRole('button', { name: 'Give an order' }).waitFor()
		await page.keyboard.press('n')
		const began = Date.now()
		await page.getByLabel('To', { exact: true }).selectOption({ label: 'Lanjiang City Police' })
		await page.getByLabel('Title').fill(title)
		await page.getByLabel('What is to be done').fill('Try each fire door, have blocked ones cleared.')
		await page.getByLabel('Why').fill('Two doors were found locked in autumn.')
		await page.getByLabel('Basis').fill('Fire Protection Law, art. 53')
		await page.getByLabel('Item 1').fill('Every hall walked')
		await looksRight(page, 'the form')
		await page.keyboard.press('Control+Enter')
		await stands(page, 'to answer')
		expect(Date.now() - began).toBeLessThan(60_000)
		await page.context().close()

		const city = await stage.window(head('lanjiang'), wide)
		await open(city, (await orderOf(city, 'lanjiang')).id)
		for (const name of ['Accept', 'Ask', 'Beyond powers']) await city.getByRole('button', { name }).waitFor()
		await city.keyboard.press('a')
		await stands(city, 'in work')
		await city.context().close()
	}, 180_000)

	test('K33 a form that counts people is refused and says by which rule', async () => {
		const page = await stage.window(head('xigang'), wide)
		await page.goto(`${stage.address}/orders/new`)
		await page.getByRole('button', { name: 'All 3 stations' }).click()
		await page.getByLabel('Title').fill('Ten arrests each')
		await page.getByLabel('What is to be done').fill('x')
		await page.getByLabel('Why').fill('x')
		await page.getByLabel('Basis').fill('x')
		await page.getByLabel('Item 1').fill('10 arrests made')
		await page.keyboard.press('Control+Enter')
		await page.getByText('never the measure of an order').waitFor()
		await page.context().close()
	}, 90_000)

	test('K19 broken down by city and county: three stations have their parts', async () => {
		for (const [who, code, recipient] of [
			[head('lanjiang'), 'lanjiang', 'Xigang Bureau'],
			[head('xigang'), 'xigang', 'All 3 stations'],
		] as const) {
			const page = await stage.window(who, wide)
			const { id, state } = await orderOf(page, code)
			if (state === 'given') await perform(page, stage, 'command.order.accept', { order: id, version: 1 })
			await open(page, id)
			await page.keyboard.press('d')
			await page.getByLabel('To', { exact: true }).waitFor()
			if (code === 'xigang') await page.getByRole('button', { name: recipient }).click()
			else await page.getByLabel('To', { exact: true }).selectOption({ label: recipient })
			await page.keyboard.press('Control+Enter')
			await page.locator('.order-tree li').nth(1).waitFor()
			await page.context().close()
		}
		const province = await stage.window(head('donglan'), wide)
		await open(province, (await orderOf(province, 'lanjiang')).id)
		await province.locator('.order-tree li').nth(4).waitFor()
		await province.keyboard.press('t')
		await province.getByRole('columnheader', { name: 'Worst due' }).waitFor()
		await looksRight(province, 'the tree as a table')
		await province.context().close()
	}, 180_000)

	test('K16 K18 one refuses on the phone as beyond powers; the city decides, the county cannot reassign', async () => {
		const north = await stage.window(chief('northgate'), phone)
		const { id } = await orderOf(north, 'xigang-northgate')
		await open(north, id)
		await looksRight(north, 'an order on the phone')
		await picture(north, 'order-phone')
		await north.getByRole('button', { name: '超越职权' }).click()
		await north.getByLabel('超越的是哪条规定').fill('《消防法》第五十三条')
		await north.getByLabel('为什么超越').fill('四号展厅由港口公安管辖。')
		await north.getByRole('button', { name: '以超越职权拒绝' }).click()
		await stands(north, '被拒绝，待裁定')
		await north.context().close()

		const county = await stage.window(head('xigang'), wide)
		await open(county, id)
		expect(await county.getByRole('button', { name: 'Withdraw' }).count()).toBe(0)
		expect(await county.getByRole('button', { name: 'Replace' }).count()).toBe(0)
		await county.context().close()

		const city = await stage.window(head('lanjiang'), wide)
		await open(city, id)
		await city.keyboard.press('a')
		await city.getByRole('button', { name: 'Refusal upheld: the order falls' }).click()
		await city.getByLabel('Reason').fill('Hall 4 is the port’s.')
		await city.getByRole('button', { name: 'Enter the decision' }).click()
		await stands(city, 'fell: refusal upheld')
		await city.context().close()
	}, 180_000)

	test('W86 an order that changed while its screen was left shows the change when it is opened again', async () => {
		const station = await stage.window(chief('quayside'), wide)
		const county = await stage.window(head('xigang'), wide)
		const { id } = await orderOf(county, 'xigang-quayside')
		// No event reaches this page, so only asking again can tell it.
		await county.route('**/api/stream*', (route) => route.abort())
		await county.goto(`${stage.address}/orders`)
		await county.locator(`.orders a[href$="/order/${id}"]`).first().click()
		const line = county.locator('.order-tree li.chosen')
		await line.getByText('to answer').waitFor()
		await county.goBack()
		await county.locator('.orders').waitFor()
		await perform(station, stage, 'command.order.accept', { order: id, version: 1 })
		await county.goForward()
		await line.getByText('in work').waitFor({ timeout: 10_000 })
		await county.context().close()
		await station.context().close()
	}, 120_000)

	test('W86 what happens while a page loads and does not hear yet is shown once it hears', async () => {
		const county = await stage.window(head('xigang'), wide)
		const { id } = await orderOf(county, 'xigang-old-town')
		let hears = () => undefined
		const hearing = new Promise<undefined>((resolve) => (hears = () => void resolve(undefined)))
		await county.route('**/api/stream*', async (route) => {
			await hearing
			await route.continue()
		})
		await open(county, id)
		const line = county.locator('.order-tree li.chosen')
		await line.getByText('to answer').waitFor()
		const station = await stage.window(chief('old-town'), wide)
		await open(station, id)
		await station.keyboard.press('a')
		await stands(station, 'in work')
		hears()
		await line.getByText('in work').waitFor({ timeout: 10_000 })
		await county.context().close()
		await station.context().close()
	}, 120_000)

	test('K20 K25 up again: two stations, the county, the city; the province closes it', async () => {
		for (const station of ['old-town', 'quayside']) {
			const page = await stage.window(chief(station), wide)
			const { id } = await orderOf(page, `xigang-${station}`)
			await page.context().close()
			await upBy(id, chief(station), head('xigang'))
		}
		const county = await stage.window(head('xigang'), wide)
		const mid = (await orderOf(county, 'xigang')).id
		await county.context().close()
		await upBy(mid, head('xigang'), head('lanjiang'))
		const province = await stage.window(head('donglan'), wide)
		const top = (await orderOf(province, 'lanjiang')).id
		await upBy(top, head('lanjiang'), head('donglan'))
		const shown = await view<Shown>(province, stage, `command.order.show?order=${top}`)
		expect(shown.state).toBe('closed')
		const { rows } = await view<{ rows: readonly Row[] }>(province, stage, `command.order.tree?order=${top}`)
		expect(rows.map((row) => row.state).toSorted()).toEqual(['closed', 'closed', 'closed', 'closed', 'upheld'])
		expect(rows.find((row) => row.state === 'upheld')?.to.agency.code).toBe('xigang-northgate')
		await province.context().close()
	}, 300_000)

	test.each(looks)(
		'K30 an order by voice is entered as spoken by the side it was given to, and confirmed by the other ($language)',
		async (look) => {
			const words = `${look.language} ${Date.now().toString(36)}`
			const told = await stage.window(chief('old-town'), { ...look, size: [1366, 768] })
			await told.goto(`${stage.address}/orders`)
			await told.locator('.orders .btn').first().waitFor()
			await told.keyboard.press('v')
			await told.locator('.order-form select').first().waitFor()
			await looksRight(told, `an order by voice (${look.language})`)
			const bureau = look.language === 'en' ? 'Xigang Bureau' : '汐港县公安局'
			await told.locator('.order-form select').first().selectOption({ label: bureau })
			await told.locator('.order-form input[type="text"], .order-form input:not([type])').first().fill(words)
			await told.locator('.order-form textarea').first().fill('Close the ramp until the crane is secured.')
			await told.locator('.order-form .btn.main').click()
			await told.waitForURL('**/order/0*')
			const order = told.url().split('/').at(-1) ?? ''
			const gave = await stage.window(head('xigang'), { ...look, size: [1366, 768] })
			await open(gave, order)
			expect((await view<Shown>(gave, stage, `command.order.show?order=${order}`)).state).toBe('spoken')
			await gave.keyboard.press('a')
			await expect
				.poll(async () => (await view<Shown>(gave, stage, `command.order.show?order=${order}`)).state, {
					timeout: 30_000,
				})
				.toBe('given')
			for (const page of [told, gave]) await page.context().close()
		},
		120_000,
	)

	test.each(looks)(
		'W12 list, order and form are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window(head('xigang'), { language, theme, size })
				await page.goto(`${stage.address}/orders`)
				await page.locator('.orders').waitFor()
				await looksRight(page, `orders at ${size[0]}`)
				const { id } = await orderOf(page, 'xigang')
				await open(page, id)
				await looksRight(page, `an order at ${size[0]}`)
				if (size[0] === 1366) await picture(page, `order-${language}`)
				await page.goto(`${stage.address}/orders/new`)
				await page.locator('.order-fields').waitFor()
				await looksRight(page, `the form at ${size[0]}`)
				await page.context().close()
			}
		},
		300_000,
	)
})
