import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, openStage, picture, type Post, type Stage } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** D273 to D275 in a real browser: what is overdue and uncovered first, then how long things took, drawn and as a table. */

const leader: Post = { kind: 'commander', agency: 'xigang' }

describe.skipIf(noBrowser !== null)(
	`the supervisor's day${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`,
	() => {
		let stage: Stage
		beforeAll(async () => {
			stage = await openStage()
		}, 400_000)
		afterAll(() => stage?.close())

		test.each(looks)(
			'D273 D275 overdue and uncovered stand first, every picture has its table, right at every width ($language)',
			async ({ language, theme }) => {
				for (const size of sizes) {
					const page = await stage.window(leader, { language, theme, size })
					await page.goto(`${stage.address}/`)
					await page.locator('main').first().waitFor()
					await page.keyboard.press('g')
					await page.keyboard.press('g')
					await page.waitForURL('**/day')
					const plot = page.locator('.day-plot li')
					await plot.first().waitFor()
					const tops = await page
						.locator('.day .pane')
						.evaluateAll((panes) => panes.map((pane) => pane.getBoundingClientRect().top))
					expect(tops.toSorted((a, b) => a - b)).toEqual(tops)
					await looksRight(page, `the day at ${size[0]}`)
					if (size[0] === 1366 || size[0] < 500) await picture(page, `day-${size[0]}-${language}`)
					const drawn = await plot.count()
					await page.keyboard.press('t')
					const rows = page.locator('.day-taken tbody tr')
					await rows.first().waitFor()
					expect(await rows.count()).toBe(drawn)
					await looksRight(page, `the day as a table at ${size[0]}`)
					await page.context().close()
				}
			},
			240_000,
		)
	},
)
