import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, openStage, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** D263 to D266 in a real browser: a commander has the plan worked out and reads every number of it. */

const commander: Post = { kind: 'commander', agency: 'xigang' }
type List = { readonly rows: readonly { readonly state: string }[] }

describe.skipIf(noBrowser !== null)(`price of a plan${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 400_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'D264 D265 D266 worked out at a key, three policies with every number, right at every width ($language)',
		async ({ language, theme }) => {
			const page = await stage.window(commander, { language, theme, size: [1366, 768] })
			const before = (await view<List>(page, stage, 'dispatch.price.list')).rows.length
			await page.goto(`${stage.address}/price`)
			await page.locator('main button[aria-keyshortcuts]').first().waitFor()
			await page.keyboard.press('y')
			await expect
				.poll(
					async () => {
						const { rows } = await view<List>(page, stage, 'dispatch.price.list')
						return rows.length > before ? rows[0]?.state : 'none'
					},
					{ timeout: 60_000 },
				)
				.toBe('done')
			const table = page.locator('.price-table tbody').first()
			await table.locator('tr').nth(2).waitFor()
			expect(await table.locator('tr').count()).toBe(3)
			await picture(page, `price-${language}`)
			await page.context().close()
			for (const size of sizes) {
				const shown = await stage.window(commander, { language, theme, size })
				await shown.goto(`${stage.address}/price`)
				await shown.locator('.price-table tbody tr').first().waitFor()
				await looksRight(shown, `the price at ${size[0]}`)
				if (size[0] < 500) await picture(shown, `price-phone-${language}`)
				await shown.context().close()
			}
		},
		240_000,
	)
})
