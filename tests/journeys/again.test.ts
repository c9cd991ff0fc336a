import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, picture, type Stage } from './browser.ts'
import { press } from './keys.ts'
import { looksRight } from './right.ts'

/** A day of the desk gone through minute by minute, by keys, in a real browser. */

const looks: readonly Look[] = [
	{ language: 'en', theme: 'light', size: [1366, 768] },
	{ language: 'zh', theme: 'dark', size: [390, 844] },
]

describe.skipIf(noBrowser !== null)(`a day again${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'DS142 D245 D246 a day goes by in minutes and hours, table and map alike ($language)',
		async (look) => {
			const page = await stage.window({ kind: 'dispatcher', agency: 'xigang-command' }, look)
			await page.goto(`${stage.address}/again`)
			const rows = page.locator('.again tbody tr')
			await rows.first().waitFor()
			await looksRight(page, `a day in ${look.language}`)
			await picture(page, `again-${look.language}`)
			const slider = page.locator('.again input[type=range]')
			const last = Number(await slider.inputValue())
			await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowRight')
			expect(Number(await slider.inputValue())).toBe(last - 1)
			const late = await rows.count()
			// The demo's shift began about an hour and a half ago: before it nothing of it was open.
			await press(page, 'a', 'a', 'a')
			expect(Number(await slider.inputValue())).toBe(Math.max(0, last - 181))
			expect(await rows.count()).toBeLessThan(late)
			await page.context().close()
		},
		240_000,
	)
})
