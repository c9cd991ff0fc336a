import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, pauseReplay } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** A warning in a real browser: proposed by one, issued by another, read by anybody, ended; in both languages. */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]

describe.skipIf(noBrowser !== null)(`warnings${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
		await pauseReplay(stage)
	}, 240_000)
	afterAll(() => stage?.close())

	test('V1, V2, V9, V21 a warning is proposed by one, issued by another, read by anybody and ended', async () => {
		const proposes = await stage.window(desk, { language: 'en', theme: 'light', size: wide })
		await proposes.goto(`${stage.address}/warning-desk`)
		await proposes.getByRole('button', { name: /^Propose a warning/ }).click()
		const form = proposes.getByRole('dialog')
		await form.getByLabel('Look for a place').fill('41 Fishmarket Street')
		await form.getByLabel('Middle of the area').selectOption({ index: 1 })
		await form.getByText('The Shift leader of Xigang Bureau decides within 10 min').waitFor()
		await form.getByLabel('Radius in metres').fill('60')
		await form.getByText('Smaller than a street block').waitFor()
		await form.getByLabel('Radius in metres').fill('300')
		for (const [language, headline] of [
			['Chinese', '鱼市上空有烟'],
			['English', 'Smoke over the fish market'],
		] as const) {
			const words = form.getByRole('group', { name: language })
			await words.getByLabel('Headline').fill(headline)
			await words.getByLabel('Area in words').fill(language === 'Chinese' ? '鱼市一带' : 'Around the fish market')
			await words.getByLabel('What happens').fill(language === 'Chinese' ? '冷库起火。' : 'A cold store burns.')
			await words
				.getByLabel('What people should do')
				.fill(language === 'Chinese' ? '请关好门窗。' : 'Keep windows shut.')
		}
		await looksRight(proposes, 'the form of a warning')
		await picture(proposes, 'warning-propose-en')
		await form.getByRole('button', { name: /^Propose it/ }).click()
		await proposes.getByText('Waits for the Shift leader of Xigang Bureau.').waitFor()

		const anybody = await stage.window('nobody', { language: 'zh', theme: 'light', size: [390, 844] })
		await anybody.goto(`${stage.address}/warnings`)
		await anybody.getByRole('heading', { name: '目前没有生效中的预警。' }).waitFor()

		const issues = await stage.window(leader, { language: 'zh', theme: 'dark', size: wide })
		await issues.goto(`${stage.address}/warning-desk`)
		await issues
			.getByText('待汐港县公安局值班长审批。')
			.or(issues.getByText(/^待.*审批。$/))
			.first()
			.waitFor()
		await issues.keyboard.press('a')
		await issues.getByText(/届时自动结束/).waitFor()
		// V68. Carried to a broadcaster on another network: the sheet, and their number back.
		await issues.getByRole('button', { name: '送交其他网络' }).click()
		const carry = issues.getByRole('dialog')
		await carry.getByText(/<alert xmlns/).waitFor()
		await carry.getByLabel('播发单位或部门').fill('县广播电视台')
		await carry.getByLabel('对方编号').fill('GB-0447')
		await looksRight(issues, 'carrying a warning')
		await picture(issues, 'warning-carry-zh')
		await carry.getByRole('button', { name: '对方已接收' }).click()
		await issues.getByText('GB-0447').waitFor()
		await looksRight(issues, 'a warning in force')
		await picture(issues, 'warnings-zh')

		await anybody.reload()
		await anybody.getByRole('heading', { name: '鱼市上空有烟' }).waitFor()
		const file = await anybody.request.get(
			new URL((await anybody.getByRole('link', { name: '预警文件' }).getAttribute('href')) ?? '', stage.address).href,
		)
		expect(file.headers()['content-type']).toContain('application/cap+xml')
		expect(await file.text()).toContain('<headline>鱼市上空有烟</headline>')
		const feed = await anybody.request.get(`${stage.address}/warnings/feed.atom`)
		expect(await feed.text()).toContain('Smoke over the fish market · 鱼市上空有烟')
		expect((await anybody.request.get(`${stage.address}/warnings/nothing`)).status()).toBe(404)

		for (const look of looks)
			for (const size of sizes) {
				const page = await stage.window('nobody', { ...look, size })
				await page.goto(`${stage.address}/warnings`)
				await page.locator('.force h2').waitFor()
				await looksRight(page, `the resident's page ${look.language} ${size[0]}`)
				if (size[0] === 390) await picture(page, `warnings-public-${look.language}`)
				await page.context().close()
			}

		await issues.keyboard.press('e')
		const dialog = issues.getByRole('dialog')
		await dialog.getByLabel('理由').fill('火已扑灭。')
		await dialog.getByRole('button', { name: '立即解除' }).click()
		await issues.getByText('没有生效中或待审批的预警').waitFor()
		await issues.getByRole('button', { name: '已结束' }).click()
		await issues.getByText('火已扑灭。').waitFor()
		await anybody.reload()
		await anybody.getByRole('heading', { name: '目前没有生效中的预警。' }).waitFor()
		for (const page of [proposes, issues, anybody]) await page.context().close()
	}, 240_000)

	test('V65, V66, DS144 the area is pressed on the map or chosen by keys, and what waits stands on the desk', async () => {
		for (const look of looks) {
			const english = look.language === 'en'
			const page = await stage.window(desk, { ...look, size: english ? wide : [390, 844] })
			await page.goto(`${stage.address}/warning-desk`)
			await page.getByRole('button', { name: english ? /^Propose a warning/ : /^提请预警/ }).click()
			const form = page.getByRole('dialog')
			const map = form.locator('.w-map canvas')
			await map.waitFor()
			await page.waitForFunction(() => document.querySelector('.w-map .map-corner') !== null)
			await form.getByRole('button', { name: english ? 'Corners' : '拐点', exact: true }).click()
			const box = await map.boundingBox()
			if (box === null) throw new Error('the map has no place')
			const at = (x: number, y: number) => page.mouse.click(box.x + box.width * x, box.y + box.height * y)
			for (const [x, y] of [
				[0.3, 0.3],
				[0.6, 0.3],
				[0.6, 0.7],
			] as const)
				await at(x, y)
			const corners = form.locator('.w-corners tbody tr')
			await corners.nth(2).waitFor()
			await form
				.getByText(english ? /decides within/ : /平方公里/)
				.first()
				.waitFor()
			const before = await corners.nth(2).innerText()
			await corners.nth(2).getByRole('button').first().focus()
			await page.keyboard.press('ArrowDown')
			await expect.poll(() => corners.nth(2).innerText()).not.toBe(before)
			await looksRight(page, `corners ${look.language}`)
			await form.locator('.w-ground').scrollIntoViewIfNeeded()
			await picture(page, `warning-corners-${look.language}`)
			await corners.nth(2).getByRole('button').first().focus()
			await page.keyboard.press('Delete')
			await expect.poll(() => corners.count()).toBe(2)
			await form.getByRole('button', { name: english ? 'Station area' : '派出所辖区', exact: true }).click()
			await form.getByLabel(english ? 'Whose area' : '哪个辖区').selectOption({ index: 1 })
			await form.getByText(english ? /decides within/ : /由.*(审批|决定)/).waitFor()
			await form.getByRole('button', { name: english ? 'Street blocks' : '街区', exact: true }).click()
			await form.getByLabel(english ? 'Look for a place' : '查找地点').fill('41 Fishmarket Street')
			await form.getByLabel(english ? 'Add the block of' : '加入所在街区').selectOption({ index: 1 })
			await form.getByText(english ? 'Blocks chosen: 1.' : '已选 1 个街区。').waitFor()
			await form
				.getByText(english ? /km²\./ : /平方公里/)
				.first()
				.waitFor()
			await looksRight(page, `street blocks ${look.language}`)
			await picture(page, `warning-blocks-${look.language}`)
			await page.context().close()
		}
		const page = await stage.window(desk, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/warning-desk`)
		const words = (headline: string) => ({ headline, description: 'So.', instruction: 'So.', area: 'Here' })
		await perform(page, stage, 'warnings.warning.propose', {
			kind: 'fire_smoke',
			severity: 'severe',
			urgency: 'immediate',
			certainty: 'observed',
			response: 'shelter',
			area: { is: 'circle', centre: [123.3901, 28.4996], radiusMetres: 300 },
			en: words('Smoke over the quay'),
			zh: words('码头上空有烟'),
			until: new Date(Date.now() + 3_600_000).toISOString(),
		})
		await page.goto(`${stage.address}/desk`)
		await page.locator('.desk-warning', { hasText: 'Smoke over the quay' }).waitFor()
		await looksRight(page, 'the desk with a warning that waits')
		await picture(page, 'desk-warning-en')
		await page.context().close()
	}, 240_000)

	test('V33, V35, V67 notices from outside: a source is kept and a file refused by its element', async () => {
		for (const look of looks) {
			const page = await stage.window(leader, { ...look, size: look.language === 'en' ? wide : [390, 844] })
			await page.goto(`${stage.address}/notices`)
			await page.getByRole('button', { name: /^(Keep a source|登记来源)/ }).waitFor()
			await page.keyboard.press('q')
			await page.getByRole('dialog').getByRole('textbox').first().fill(`气象台 ${look.language}`)
			await page.getByRole('dialog').getByRole('button').last().click()
			await page.getByRole('cell', { name: `气象台 ${look.language}`, exact: true }).waitFor()
			await page.keyboard.press('n')
			await page.locator('dialog input[type=file]').setInputFiles({
				name: 'a.cap',
				mimeType: 'application/cap+xml',
				buffer: Buffer.from('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier></alert>'),
			})
			await page.getByRole('dialog').getByRole('button').last().click()
			await page.getByText(/alert\/sender/).waitFor()
			await looksRight(page, `notices ${look.language}`)
			await page.keyboard.press('Escape')
			// V67.
			await page.getByRole('button', { name: new RegExp(`^(Close |停用“)气象台 ${look.language}`) }).click()
			await page.getByRole('dialog').getByRole('textbox').fill('Its key was lost.')
			await page.getByRole('dialog').getByRole('button').last().click()
			await page
				.getByRole('row', { name: `气象台 ${look.language}` })
				.getByText(/^(closed|已停用)$/)
				.waitFor()
			await looksRight(page, `sources ${look.language}`)
			await picture(page, `notices-${look.language}`)
			await page.context().close()
		}
	}, 120_000)
})
