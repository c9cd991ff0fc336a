import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, type Stage, view } from './browser.ts'
import { commander, drawer, drawn, flow, reviewer } from './publish.ts'
import { press, send } from './keys.ts'
import { looks, looksRight } from './right.ts'

/** A draft proposed, reviewed and published, and another refused, by keys alone: the pointer is never moved. */

const wide: Look['size'] = [1440, 900]
const patient = { timeout: 30_000 }
type Draft = { readonly id: string }

const body = (word: string) => `<bpmn:startEvent id="begun" name="Begun / 开始"/>
	<bpmn:userTask id="look" name="${word}"/><bpmn:endEvent id="over" name="Over / 结束"/>${flow('begun', 'look')}${flow('look', 'over')}`

/** Tab until the focus is on it. */
async function tabTo(page: Page, selector: string): Promise<void> {
	await page.locator(selector).first().waitFor()
	for (let n = 0; n < 80; n += 1) {
		if (await page.evaluate((is) => document.activeElement?.matches(is) === true, selector)) return
		await page.keyboard.press('Tab')
	}
	throw new Error(`Tab never came to ${selector}`)
}

describe.skipIf(noBrowser !== null)(`publishing by keys${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	const stateOf = async (page: Page, { id }: Draft) =>
		(await view<{ draft: { state: string } }>(page, stage, `matters.draft.show?id=${id}`)).draft.state

	/** Drafted over the line, proposed at the keyboard. */
	async function proposed(page: Page, name: string, title: string): Promise<Draft> {
		const text = drawn({ id: 'patrol', name: 'Night look / 夜间查看' }, ['look'], body(title))
		const draft = await perform<Draft>(page, stage, 'matters.draft.open', { what: 'drawing', name, title, text })
		await opened(page, title)
		await tabTo(page, '.proposing textarea')
		await page.keyboard.insertText('Order 2026-4.')
		await send(page)
		await expect.poll(() => stateOf(page, draft), patient).toBe('proposed')
		return draft
	}

	/** The book by its letters, and what waits there by Tab, arrows and Enter. */
	async function opened(page: Page, title: string): Promise<void> {
		await page.goto(`${stage.address}/`)
		await page.locator('main').first().waitFor()
		await press(page, 'g', 'e')
		await page.waitForURL(/\/drawings$/)
		await page.locator('.drafts tr', { hasText: title }).waitFor()
		await tabTo(page, '.drafts tbody tr')
		for (let n = 0; n < 30; n += 1) {
			const row = page.locator('.drafts tr:focus')
			if ((await row.count()) === 1 && (await row.innerText()).includes(title)) break
			await press(page, 'ArrowDown')
			await page.locator('.drafts tr:focus').waitFor()
		}
		await press(page, 'Enter')
		await page.locator('.effects-sum').waitFor()
	}

	test.each(looks)(
		'W5 W48 a draft is proposed, reviewed and published, another refused, by keys alone ($language)',
		async ({ language, theme }) => {
			const look: Look = { language, theme, size: wide }
			const run = Date.now().toString(36)
			const draws = await stage.window(drawer, look)
			const reviews = await stage.window(reviewer, look)
			const publishes = await stage.window(commander, look)

			const good = `Night look ${run}`
			const draft = await proposed(draws, `own.night-${run}`, good)
			await opened(reviews, good)
			await tabTo(reviews, '.signature textarea')
			await reviews.keyboard.insertText('Within the order; checked.')
			await send(reviews)
			await expect.poll(() => stateOf(reviews, draft), patient).toBe('reviewed')
			await opened(publishes, good)
			await looksRight(publishes, 'a draft to publish')
			await tabTo(publishes, '.signature textarea')
			await publishes.keyboard.insertText('In force from today.')
			await send(publishes)
			await expect.poll(() => stateOf(publishes, draft), patient).toBe('published')
			await expect.poll(() => publishes.locator('.signature .good').count(), patient).toBe(2)
			await looksRight(publishes, 'a published draft')

			const bad = `Day look ${run}`
			const other = await proposed(draws, `own.day-${run}`, bad)
			await opened(reviews, bad)
			await press(reviews, 'r')
			await reviews.locator('dialog textarea:focus').waitFor()
			// Without a ground nothing is refused.
			await press(reviews, 'Tab', 'Enter')
			await reviews.locator('dialog [role="status"]').waitFor()
			await press(reviews, 'Shift+Tab')
			await reviews.keyboard.insertText('No order asks for it.')
			await looksRight(reviews, 'refusing a draft')
			await press(reviews, 'Tab', 'Enter')
			await reviews.locator('dialog').waitFor({ state: 'detached' })
			await expect.poll(() => stateOf(reviews, other), patient).toBe('refused')
			await looksRight(reviews, 'a refused draft')
			await Promise.all([draws, reviews, publishes].map((page) => page.context().close()))
		},
		300_000,
	)
})
