import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, openStage, picture, type Stage } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** The shell in a real browser: sign-in, parts, powers, people, the ledger with its proof, the locked desk; both languages. */

/** What my post may do, with the text of each rule; on a phone one column is shown at a time. */
async function showTexts(page: Page, { address }: Stage, width: number): Promise<void> {
	await page.goto(`${address}/powers`)
	if (width < 1100) await page.locator('.cols-tabs button').nth(1).click()
	await page.locator('.pane:visible .chips button').nth(1).click()
	await page.locator('.two-texts:visible').first().waitFor()
}

describe.skipIf(noBrowser !== null)(`the shell${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'W12 sign-in and the page of parts are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window('nobody', { language, theme, size })
				await page.goto(stage.address)
				await page.waitForSelector('.person')
				await looksRight(page, `sign-in at ${size[0]}`)
				if (size[0] === 1366) await picture(page, `sign-in-${language}`)
				await page.goto(`${stage.address}/parts`)
				await page.waitForSelector('.parts-grid')
				await looksRight(page, `parts at ${size[0]}`)
				await page.context().close()
			}
		},
		120_000,
	)

	test.each(looks)(
		'W12 powers, people and ledger are right, and the proof is computed here ($language)',
		async ({ language, theme }) => {
			for (const size of [sizes[1], sizes[2]] as const) {
				if (size === undefined) continue
				const inspector = await stage.window(
					{ kind: 'integrity_inspector', agency: 'xigang-integrity' },
					{ language, theme, size },
				)
				await showTexts(inspector, stage, size[0])
				await looksRight(inspector, `powers at ${size[0]}`)
				await picture(inspector, `powers-${language}-${size[0]}`)
				await inspector.goto(`${stage.address}/entries/3`)
				if (size[0] < 1100) {
					await inspector.waitForSelector('.cols-tabs')
					await inspector.keyboard.press('2')
				}
				await inspector.waitForSelector('.proof svg')
				expect(await inspector.locator('.proof-box > .good').count(), 'the proof holds').toBe(1)
				await looksRight(inspector, `ledger at ${size[0]}`)
				await picture(inspector, `ledger-${language}-${size[0]}`)
				await inspector.context().close()
				const administrator = await stage.window({ kind: 'administrator', agency: 'xigang' }, { language, theme, size })
				await administrator.goto(`${stage.address}/people`)
				if (size[0] < 1100) {
					await administrator.waitForSelector('.cols-tabs')
					await administrator.keyboard.press('2')
				}
				await administrator.locator('table tbody tr:visible').first().waitFor()
				await looksRight(administrator, `people at ${size[0]}`)
				await administrator.context().close()
			}
		},
		120_000,
	)

	test.each(looks)(
		'W11 a locked desk shows no name and is unlocked by its own person ($language)',
		async ({ language, theme }) => {
			const page = await stage.window(
				{ kind: 'legal_reviewer', agency: 'xigang-legal' },
				{ language, theme, size: [1366, 768] },
			)
			await page.goto(`${stage.address}/powers`)
			const name = await page.locator('.post .t3').innerText()
			await page.locator('.post').click()
			await page.locator('.menu button.item svg + *, .menu button.item').last().waitFor()
			await page.locator('.menu button.item').nth(-2).click()
			await page.waitForSelector('.locked')
			expect(await page.locator('body').innerText()).not.toContain(name)
			await looksRight(page, 'the locked desk')
			await page.keyboard.press('Enter')
			await page.waitForSelector('.app')
			await page.context().close()
		},
		60_000,
	)

	test('W18 a post at another agency is chosen from the menu, and the desk is that agency’s', async () => {
		const page = await stage.window(
			{ kind: 'commander', agency: 'xigang' },
			{ language: 'en', theme: 'light', size: [1366, 768] },
		)
		const agency = async (): Promise<string> => {
			const answer = await page.request.get(`${stage.address}/api/views/identity.session.show`)
			const read: { output: { session: { post: { agency: { code: string } } } } } = await answer.json()
			return read.output.session.post.agency.code
		}
		await page.goto(stage.address)
		const place = page.locator('.top .place')
		await place.waitFor()
		const [before, code] = [await place.innerText(), await agency()]
		const token = async () => (await page.context().cookies()).map((one) => one.value).join()
		const old = await token()
		await page.locator('.post').click()
		const other = page.locator('.menu button.item:not([aria-current])').first()
		await other.waitFor()
		await looksRight(page, 'the menu of posts')
		const wanted = await other.locator('.t2').innerText()
		await other.click()
		await page.locator('.top .place', { hasText: wanted }).waitFor()
		expect(wanted).not.toBe(before)
		expect([code, await agency()].sort()).toEqual(['xigang', 'xigang-command'])
		expect(await token(), 'a session of its own').not.toBe(old)
		await page.context().close()
	}, 60_000)

	test.each(looks)(
		'W85 the bar names every screen whole, and what has no room stands behind one button ($language)',
		async ({ language, theme }) => {
			for (const size of [
				[1440, 900],
				[1120, 800],
				[390, 844],
			] as const) {
				const page = await stage.window({ kind: 'commander', agency: 'xigang' }, { language, theme, size })
				await page.goto(`${stage.address}/powers`)
				await page.locator('.two-texts, .pane').first().waitFor()
				await looksRight(page, `the bar at ${size[0]}`)
				const bar = await page.evaluate(() => {
					const list = document.querySelector('.top nav')
					const edge = list?.getBoundingClientRect()
					const shown = [...document.querySelectorAll('.top nav > span:not(.rest)')].map((one) =>
						one.getBoundingClientRect(),
					)
					return {
						all: list?.children.length ?? 0,
						shown: shown.length,
						cut: shown.filter((one) => one.right > (edge?.right ?? 0) + 1 || one.top > (edge?.top ?? 0) + 4).length,
					}
				})
				expect(bar.cut, `names cut at ${size[0]}`).toBe(0)
				expect(bar.shown).toBeGreaterThan(1)
				if (size[0] < 1100) expect(bar.shown, 'a phone has no room for all').toBeLessThan(bar.all)
				// W97. What the commander answers for stands first; all that is not in the bar stands under heads.
				expect(await page.locator('.top nav a').first().getAttribute('href')).toBe('/day')
				await page.locator('.screens .more').click()
				const rest = page.locator('.screens .menu a')
				expect(await rest.count()).toBeGreaterThan(bar.all - bar.shown)
				expect(await page.locator('.screens .heads [role=group]').count()).toBeGreaterThan(2)
				const shown = await page.locator('.top nav > span:not(.rest) a').allTextContents()
				const behind = await rest.allTextContents()
				expect(behind.filter((one) => shown.includes(one))).toEqual([])
				await picture(page, `bar-${language}-${size[0]}`)
				const name = await rest.last().textContent()
				await rest.last().click()
				await page.locator('.screens .more[aria-current="true"]').waitFor()
				expect(await page.locator('.screens .more').textContent()).toContain(name ?? '?')
				expect(await page.locator('.screens .menu a').count()).toBe(0)
				await page.context().close()
			}
		},
		120_000,
	)

	test('W5 the palette finds a screen by keyboard alone and focus returns', async () => {
		const page = await stage.window(
			{ kind: 'legal_reviewer', agency: 'xigang-legal' },
			{ language: 'en', theme: 'light', size: [1366, 768] },
		)
		await showTexts(page, stage, 1366)
		await page.locator('.cmd').focus()
		await page.keyboard.press('Control+k')
		await page.waitForSelector('dialog [role="option"]')
		await looksRight(page, 'the palette')
		await page.keyboard.press('Escape')
		expect(await page.evaluate(() => document.activeElement?.className)).toBe('cmd')
		await page.keyboard.press('Control+k')
		await page.keyboard.type('Ledger')
		await page.locator('dialog [role="option"]').filter({ hasText: 'G L' }).waitFor()
		await page.keyboard.press('Enter')
		await page.waitForURL('**/entries')
		await page.keyboard.press('?')
		await page.waitForSelector('dialog .keys')
		await looksRight(page, 'the list of keys')
		await page.context().close()
	}, 60_000)
})
