import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	type Look,
	noBrowser,
	openStage,
	perform,
	picture,
	type Post,
	ring,
	type Stage,
	pauseReplay,
	view,
} from './browser.ts'
import { looks, looksRight } from './right.ts'

/** The caller's thread in a real browser: called off and not closed; handed on by one key, taken over, and said so. */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]
type Call = { readonly id: string; readonly number: string; readonly version: number; readonly line: string }

describe.skipIf(noBrowser !== null)(`thread${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	let agency: string
	beforeAll(async () => {
		stage = await openStage()
		agency = await pauseReplay(stage)
	}, 240_000)
	afterAll(() => stage?.close())

	test('D191, DS122 the caller calls it off by the code; nothing is closed and the desk reads what to do', async () => {
		const page = await stage.window(desk, { language: 'en', theme: 'light', size: wide })
		const { places } = await view<{ places: readonly { id: string }[] }>(
			page,
			stage,
			`geo.place.search?text=${encodeURIComponent('41 Fishmarket Street')}&limit=1`,
		)
		const place = { words: '41 Fishmarket Street', address: places[0]?.id }
		const opened = await perform<{ incident: string; followCode: string }>(page, stage, 'dispatch.incident.open', {
			agency,
			type: 'domestic',
			place,
		})
		const caller = await stage.window('nobody', { language: 'zh', theme: 'light', size: [390, 844] })
		await caller.goto(`${stage.address}/follow/${opened.followCode}`)
		await caller
			.getByText(/承诺 .* 前/)
			.first()
			.waitFor()
		await caller.getByRole('button', { name: '不再需要帮助' }).click()
		await caller.getByRole('button', { name: '确认不再需要' }).click()
		await caller.getByText('仍会有人前来查看。').waitFor()
		await looksRight(caller, 'the thread, called off')
		await picture(caller, 'follow-cancelled-zh')
		await page.goto(`${stage.address}/incident/${opened.incident}`)
		await page.getByText('somebody goes all the same').waitFor()
		await page.getByText('caller: no longer needed').waitFor()
		await page.getByText('waiting', { exact: true }).waitFor()
		for (const one of [page, caller]) await one.context().close()
	}, 120_000)

	test('D195, D196, D219, DS121, DS143 handed on at intake, taken over by their number, and the thread says so', async () => {
		const page = await stage.window(desk, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/intake`)
		await ring(page, stage.address, 'xigang', '110-7', '13800002207')
		const { rows } = await view<{ rows: readonly Call[] }>(page, stage, 'dispatch.call.list?open=yes')
		const call = rows.find((row) => row.line === '110-7')
		if (call === undefined) throw new Error('the call did not ring')
		await perform(page, stage, 'dispatch.call.answer', { call: call.id, version: call.version })
		await page.goto(`${stage.address}/intake?call=${call.id}`)
		await page.getByRole('button', { name: /Not for the police/ }).waitFor()
		await page.keyboard.press('F8')
		const dialog = page.getByRole('dialog')
		await dialog.getByLabel('Where it goes').selectOption('fire_119')
		await dialog.getByLabel('What it is about').fill('Smoke from a bin.')
		await page.keyboard.press('F8')
		await dialog.getByText('Read the caller this code').waitFor()
		const code = await dialog.locator('b.mono').innerText()
		await dialog.getByRole('button', { name: 'It was read out' }).click()

		const caller = await stage.window('nobody', { language: 'en', theme: 'light', size: [390, 844] })
		await caller.goto(`${stage.address}/follow/${code}`)
		await caller.getByText('They are asked to confirm.', { exact: true }).waitFor()

		// D219, DS143. It waits in the desk's own queue, and one key leads to its sheet.
		await page.goto(`${stage.address}/desk`)
		await page.locator(`tr[data-call="${call.id}"]`).waitFor()
		await picture(page, 'desk-handed-on-en')
		await page.keyboard.press('h')
		await page.waitForURL(`**/outside?call=${call.id}`)
		await page.getByRole('cell', { name: call.number }).waitFor()
		for (const look of looks) {
			const other = await stage.window(desk, { ...look, size: look.language === 'zh' ? [390, 844] : wide })
			await other.goto(`${stage.address}/outside`)
			await other.getByText(call.number).first().waitFor()
			await looksRight(other, `other networks ${look.language}`)
			// DS147. The sheet, line by line; on the phone it is the second page.
			if (look.language === 'zh') await other.getByRole('button', { name: /转交详情/ }).click()
			await other.getByRole('button', { name: /^(Open the sheet|查看转交单)/ }).click()
			const why = other.getByRole('dialog')
			await why.getByRole('textbox').fill('handed on by telephone')
			await why.getByRole('button', { name: /^(Open the sheet|查看转交单)/ }).click()
			await other.getByRole('button', { name: /^(Copy|复制) ?[:：] ?(Our number|我方编号)/ }).click()
			await other.getByRole('button', { name: /^(Copied|Marked: copy it|已复制|已选中，请复制)/ }).waitFor()
			await looksRight(other, `the sheet ${look.language}`)
			await picture(other, `sheet-${look.language}`)
			await other.goto(`${stage.address}/outside`)
			await other.getByText(call.number).first().waitFor()
			await picture(other, `outside-${look.language}`)
			await other.context().close()
		}
		// D296. Their number, and their screen photographed.
		await page.locator('.back-photo input').setInputFiles({
			name: 'screen.jpg',
			mimeType: 'image/jpeg',
			buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 5)]),
		})
		await page.getByLabel('Their number').fill('F-0447')
		await page.keyboard.press('Enter')
		await page.getByText('Nothing waits for another service').first().waitFor()
		const back = page.getByRole('table', { name: 'Came back in the last day' })
		await back.getByText('F-0447').waitFor()
		await back.getByRole('button', { name: 'Open' }).waitFor()
		await looksRight(page, 'what came back')
		await picture(page, 'came-back-en')
		await caller.reload()
		await caller.getByText('Their number: F-0447').waitFor()
		await looksRight(caller, 'the thread, taken over')
		await picture(caller, 'follow-taken-en')
		expect(await caller.locator('h1').innerText()).toBe('Your request is with the fire service now.')
		for (const one of [page, caller]) await one.context().close()
	}, 120_000)
})
