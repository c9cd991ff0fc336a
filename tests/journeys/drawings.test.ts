import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	type Language,
	type Look,
	noBrowser,
	openStage,
	perform,
	picture,
	type Post,
	type Stage,
	view,
} from './browser.ts'
import { drawn, flow } from './publish.ts'
import { send } from './keys.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Processes and tables in a real browser: drawn, checked as drawn, proposed, signed by another chain, compared, looked at live. */

const drawer: Post = { kind: 'commander', agency: 'xigang' }
const reviewer: Post = { kind: 'legal_reviewer', agency: 'lanjiang-legal' }
const wide: Look['size'] = [1600, 1000]
const patient = { timeout: 30_000 }

type Listed = { readonly rows: readonly { readonly name: string; readonly current: { readonly version: string } }[] }
type Opened = { readonly id: string; readonly version: number }

const label: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	name: { en: 'Name', zh: '名称' },
	post: { en: 'Post', zh: '岗位' },
	join: { en: 'Join to', zh: '连到' },
}

const bareBody = `<bpmn:startEvent id="begun"/><bpmn:userTask id="one" name="Only one / 唯一一步"/><bpmn:endEvent id="over"/>${flow('begun', 'one')}${flow('one', 'over')}`

/** Refused by the policy of the page, as the browser tells it. */
function watchPolicy(page: Page): string[] {
	const refused: string[] = []
	page.on('console', (message) => {
		if (/Content Security Policy/.test(message.text()) && message.type() === 'error') refused.push(message.text())
	})
	return refused
}

/** A draft that copies what is in force. */
async function copied(page: Page, stage: Stage, what: string, name: string, title: string): Promise<Opened> {
	await page.goto(`${stage.address}/drawings`)
	const { rows } = await view<Listed>(page, stage, `matters.drawing.list?what=${what}`)
	const version = rows.find((row) => row.name === name)?.current.version
	return perform<Opened>(page, stage, 'matters.draft.open', { what, name, title, copy: { name, version } })
}

const field = (page: Page, key: string, { language }: Look) =>
	page.getByLabel(label[key]?.[language] ?? key, { exact: true })
const element = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`)
const faults = (page: Page) => page.locator('.sec + [role=status] .faults li')

/** Draws an approval between the decision to close and closing, with the fields and buttons beside the canvas alone. */
async function drawApproval(page: Page, look: Look): Promise<void> {
	await page.keyboard.press('t')
	await page
		.locator('.tbl tr', { hasText: look.language === 'en' ? 'closed' : '办结' })
		.first()
		.waitFor()
	await page.locator('tbody tr').nth(6).click()
	await page.locator('.chosen', { hasText: 'after_cleared' }).waitFor()
	await page.locator('.onward .btn').first().click()
	await field(page, 'name', look).fill('Approve closing / 审批办结')
	await page.keyboard.press('Enter')
	await field(page, 'post', look).selectOption('station_chief')
}

describe.skipIf(noBrowser !== null)(`drawings${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'W40 W42 W48 a drawing is changed, a fault comes and goes, it is proposed, signed and compared ($language)',
		async ({ language, theme }) => {
			const look: Look = { language, theme, size: wide }
			const page = await stage.window(drawer, look)
			const refused = watchPolicy(page)
			const title = language === 'en' ? 'Approval before closing' : '办结前审批'
			const draft = await copied(page, stage, 'drawing', 'dispatch.incident', title)
			await page.goto(`${stage.address}/drawings/${draft.id}/edit`)
			await element(page, 'cleared').waitFor()
			await expect.poll(() => page.locator('[role=status] .good').count(), patient).toBe(1)
			await looksRight(page, 'the editor')
			await drawApproval(page, look)
			// The new task leads nowhere yet: said at once, in the list and on the canvas.
			await expect.poll(() => faults(page).count(), patient).toBeGreaterThan(0)
			await page.keyboard.press('Escape')
			await page.keyboard.press('t')
			await page.locator('.faulty').first().waitFor({ state: 'attached' })
			await looksRight(page, 'a drawing with a fault')
			await picture(page, `drawing-fault-${language}`)
			await field(page, 'join', look).selectOption('closed')
			await page.locator('.onward .btn').nth(1).click()
			await expect.poll(() => page.locator('[role=status] .good').count(), patient).toBe(1)
			await expect.poll(() => page.locator('.faulty').count(), patient).toBe(0)
			// W48: going elsewhere loses nothing.
			await page.locator('.pf .btn').nth(1).click()
			await page.locator('.effects-sum').waitFor()
			await page.keyboard.press('e')
			await page
				.locator('.djs-element', { hasText: language === 'en' ? 'Approve' : '审批' })
				.first()
				.waitFor()
			await send(page)
			await page.locator('.ph .t3', { hasText: language === 'en' ? 'saved' : '已保存' }).waitFor()
			expect(refused).toEqual([])
			await proposed(page, draft.id)
			await page.context().close()
			await signed(draft.id, look)
		},
		300_000,
	)

	async function proposed(page: Page, id: string): Promise<void> {
		await page.goto(`${stage.address}/drawings/${id}`)
		await page.locator('.effects-sum').waitFor()
		await page.locator('.proposing textarea').fill('Order 2026-4: the station chief approves closing.')
		await looksRight(page, 'a draft')
		await send(page)
		await page.locator('.signature .note.no .rule', { hasText: 'M157' }).waitFor()
		await looksRight(page, 'one’s own proposal')
	}

	/** Somebody of another chain is shown the same, compares, and signs. */
	async function signed(id: string, look: Look): Promise<void> {
		const page = await stage.window(reviewer, look)
		await page.goto(`${stage.address}/drawings/${id}`)
		await page.locator('.effects-sum').waitFor()
		await page.locator('.signature textarea').waitFor()
		await page.keyboard.press('c')
		await element(page, 'cleared').nth(1).waitFor()
		await page.locator('.djs-element.diff-added').first().waitFor()
		expect(await page.locator('td .diff-added').count()).toBeGreaterThan(1)
		await looksRight(page, 'two versions side by side')
		await picture(page, `drawing-compared-${look.language}`)
		await page.keyboard.press('Escape')
		await page.locator('.signature textarea').fill(look.language === 'en' ? 'Within the order.' : '符合命令。')
		await send(page)
		await expect.poll(() => page.locator('.signature .good').count(), patient).toBe(1)
		await looksRight(page, 'a reviewed draft')
		await page.context().close()
	}

	test.each(looks)(
		'W47 a rule table is written, and what it leaves open is said ($language)',
		async ({ language, theme }) => {
			const page = await stage.window(drawer, { language, theme, size: wide })
			const draft = await copied(page, stage, 'table', 'dispatch.duplicate-window', 'Wider window')
			await page.goto(`${stage.address}/drawings/${draft.id}/edit`)
			await page.locator('.tables td.input-cell').first().waitFor()
			await page.locator('.analysed').waitFor()
			await looksRight(page, 'a table being written')
			await picture(page, `table-${language}`)
			const cell = page.locator('.tables td.output-cell [contenteditable]').first()
			await cell.click()
			await page.keyboard.press('Control+a')
			await page.keyboard.type('1 + + ')
			await page.keyboard.press('Tab')
			await expect.poll(() => page.locator('.faults li').count(), patient).toBeGreaterThan(0)
			await page.context().close()
		},
		120_000,
	)

	test.each(looks)(
		'W44 W49 W12 book, version, live view and editor are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window(drawer, { language, theme, size })
				for (const path of [
					'',
					'/ready~hazard',
					'/dispatch.incident',
					'/dispatch.priority',
					'/dispatch.incident/live',
				]) {
					await page.goto(`${stage.address}/drawings${path}`)
					await page
						.locator('main .pane:visible .tbl, main .pane:visible .canvas svg, main .pane:visible .tables table')
						.first()
						.waitFor()
					await looksRight(page, `drawings${path} at ${size[0]}`)
				}
				if (size[0] > 1100) {
					await page.locator('.canvas button.standing').first().click()
					await page.locator('tr.sel').waitFor()
					await page.locator('td a').first().click()
					await page.waitForURL(/\/incident\//)
				}
				await page.context().close()
			}
		},
		400_000,
	)

	test.each(looks)(
		'W44 W76 on a phone a draft is read, one without a picture as its table ($language)',
		async ({ language, theme }) => {
			const page = await stage.window(drawer, { language, theme, size: [390, 844] })
			for (const [what, name] of [
				['drawing', 'dispatch.incident'],
				['table', 'dispatch.priority'],
			] as const) {
				const { id } = await copied(page, stage, what, name, 'On a phone')
				await page.goto(`${stage.address}/drawings/${id}/edit`)
				await page.locator('.picture table').first().waitFor()
				expect(await page.locator('.djs-palette, .pf').count()).toBe(0)
				await looksRight(page, `a ${what} read on a phone`)
				await page.locator('.btn.bare', { hasText: language === 'en' ? 'all the same' : '仍在此处' }).press('Enter')
				await page.locator('.pf .btn').first().waitFor()
				await looksRight(page, `a ${what} drawn on a phone`)
			}
			const bare = await perform<Opened>(page, stage, 'matters.draft.open', {
				what: 'drawing',
				name: `own.bare-${language}`,
				title: 'No picture',
				text: drawn({ id: 'bare', name: 'Bare / 无图' }, ['one'], bareBody).replace(
					/<bpmndi.*<\/bpmndi:BPMNDiagram>/s,
					'',
				),
			})
			await page.goto(`${stage.address}/drawings/${bare.id}`)
			await page.locator('.picture tr', { hasText: language === 'en' ? 'Only one' : '唯一一步' }).waitFor()
			expect(await page.locator('.canvas-row:visible').count()).toBe(0)
			await looksRight(page, 'a draft without a picture')
			await page.context().close()
		},
		240_000,
	)

	test('W45 the desk loads no editor and stays within 1,000 kB; an editor asks this server alone', async () => {
		const page = await stage.window(
			{ kind: 'dispatcher', agency: 'xigang-command' },
			{ language: 'en', theme: 'light', size: wide },
		)
		const asked: { readonly url: string; readonly bytes: number }[] = []
		page.on('requestfinished', (request) => {
			void request.sizes().then(({ responseBodySize }) => asked.push({ url: request.url(), bytes: responseBodySize }))
		})
		await page.goto(`${stage.address}/desk`)
		await page.locator('tr[data-incident]').first().waitFor()
		const scripts = asked.filter(({ url }) => /\/assets\/.*\.(js|css)$/.test(url))
		expect(scripts.length).toBeGreaterThan(5)
		expect(scripts.filter(({ url }) => /Editor|Drawings/.test(url))).toEqual([])
		expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_000_000)
		await page.goto(`${stage.address}/drawings/dispatch.incident`)
		await element(page, 'cleared').waitFor()
		await page.locator('.bjs-powered-by').waitFor()
		expect(asked.filter(({ url }) => !url.startsWith(stage.address) && !url.startsWith('blob:'))).toEqual([])
		await page.context().close()
	}, 120_000)
})
