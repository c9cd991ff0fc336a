import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** A warning in a real browser: proposed by one, issued by another, read by anybody, ended; in both languages. */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]

describe.skipIf(noBrowser !== null)(`warnings${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
		const page = await stage.window(leader, { language: 'en', theme: 'light', size: wide })
		const { agencies } = await view<{ agencies: readonly { id: string; code: string }[] }>(
			page,
			stage,
			'identity.agency.tree',
		)
		await perform(page, stage, 'dispatch.replay.pause', { agency: agencies.find(({ code }) => code === 'xigang')?.id })
		await page.context().close()
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

	test('V33, V35 notices from outside: a source is kept and a file refused by its element', async () => {
		for (const look of looks) {
			const page = await stage.window(leader, { ...look, size: look.language === 'en' ? wide : [390, 844] })
			await page.goto(`${stage.address}/notices`)
			await page.getByRole('button', { name: /^(Keep a source|登记来源)/ }).waitFor()
			await page.keyboard.press('q')
			await page.getByRole('dialog').getByRole('textbox').first().fill(`气象台 ${look.language}`)
			await page.getByRole('dialog').getByRole('button').last().click()
			await page.getByRole('cell', { name: `气象台 ${look.language}` }).waitFor()
			await page.keyboard.press('n')
			await page.locator('dialog input[type=file]').setInputFiles({
				name: 'a.cap',
				mimeType: 'application/cap+xml',
				buffer: Buffer.from('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier></alert>'),
			})
			await page.getByRole('dialog').getByRole('button').last().click()
			await page.getByText(/alert\/sender/).waitFor()
			await looksRight(page, `notices ${look.language}`)
			await page.context().close()
		}
	}, 120_000)
})
