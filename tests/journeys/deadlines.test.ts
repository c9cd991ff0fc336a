import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleCalendar } from '#kernel/deadlines/contract/examples.ts'
import { type Look, noBrowser, openStage, perform, picture, type Stage } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Deadlines and calendars in a real browser: both screens at every width, a sum tried, a calendar published by a second person. */

const legal = { kind: 'legal_reviewer', agency: 'xigang-legal' }
const commander = { kind: 'commander', agency: 'xigang' }
const reason = 'The window is open on Saturday mornings.'
const wide: Look['size'] = [1366, 768]

describe.skipIf(noBrowser !== null)(`deadlines${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'W12 deadlines and calendar are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window(legal, { language, theme, size })
				await page.goto(`${stage.address}/deadlines`)
				await page.waitForSelector('.pane .tbl')
				await looksRight(page, `deadlines at ${size[0]}`)
				await page.goto(`${stage.address}/calendar`)
				await page.waitForSelector('.year table')
				await looksRight(page, `calendar at ${size[0]}`)
				if (size[0] === 1366) await picture(page, `calendar-${language}`)
				await page.keyboard.press('t')
				await page.waitForSelector('.year', { state: 'detached' })
				await looksRight(page, `the calendar's table at ${size[0]}`)
				await page.context().close()
			}
		},
		180_000,
	)

	test('C16 a sum is tried: a civil answer due in the National Day week moves, and says through what', async () => {
		const page = await stage.window(legal, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/calendar`)
		await page.getByLabel('Rule').selectOption('cn.civil.answer')
		await page.getByLabel('Start').fill('2026-09-17T09:00')
		const sum = page.getByRole('table', { name: 'How it is reached' })
		await sum.getByText('Moved to the next working day: National Day').waitFor()
		expect(await page.locator('.sum-total').innerText()).toContain('2026-10-08 24:00')
		await page.getByLabel('Start').fill('2026-12-28T09:00')
		await page.getByText('Holidays of 2027 are not known yet').waitFor()
		await page.context().close()
	}, 60_000)

	test('C4 a proposed calendar is opened and published by a second person, and applies at once', async () => {
		const first = await stage.window(legal, { language: 'en', theme: 'light', size: wide })
		await first.goto(`${stage.address}/calendar`)
		await perform(first, stage, 'deadlines.calendar.propose', { body: sampleCalendar, reason })
		await first.reload()
		await first.getByText(reason).click()
		await first.getByText('never by the one who proposed it').waitFor()
		await first.context().close()

		const second = await stage.window(commander, { language: 'en', theme: 'light', size: wide })
		await second.goto(`${stage.address}/calendar`)
		await second.getByText(reason).click()
		const dialog = second.getByRole('dialog')
		await dialog.locator('.year table').first().waitFor()
		await looksRight(second, 'a proposed calendar')
		await dialog.getByLabel('Ground').fill('Agrees with the order of the bureau.')
		await dialog.getByRole('button', { name: 'Publish the edition' }).click()
		await second.getByText('edition 1, from Xigang Bureau').waitFor()
		expect(await second.getByText(reason).count()).toBe(0)
		await second.context().close()
	}, 60_000)
})
