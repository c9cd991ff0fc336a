import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { press } from './keys.ts'
import { looksRight } from './right.ts'

/** Quality of the record in a real browser: a lesser priority decided, a week drawn and one of it entered. */

const inspector: Post = { kind: 'integrity_inspector', agency: 'xigang-integrity' }
const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const looks: readonly (Look & { readonly key: string })[] = [
	{ language: 'en', theme: 'light', size: [1600, 1000], key: 'g' },
	{ language: 'zh', theme: 'dark', size: [390, 844], key: 'x' },
]
type List = { readonly rows: readonly { readonly id: string; readonly version: number; readonly priority: number }[] }
type Queue = { readonly rows: readonly unknown[] }

describe.skipIf(noBrowser !== null)(`record${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'DS141 D226 D232 D233 what was lowered is decided outside, a week is drawn and entered ($language)',
		async (look) => {
			const desk = await stage.window(dispatcher, look)
			const list = await view<List>(desk, stage, 'dispatch.incident.list?section=in_progress')
			const one = list.rows.find((row) => row.priority < 4)
			await perform(desk, stage, 'dispatch.incident.classify', {
				incident: one?.id,
				version: one?.version,
				priority: { value: 5, reason: 'less than it seemed' },
			})
			await desk.context().close()
			const page = await stage.window(inspector, look)
			await page.goto(`${stage.address}/record`)
			await page.locator('.record-do .btn.go').waitFor()
			await looksRight(page, `the queue in ${look.language}`)
			await picture(page, `record-${look.language}`)
			await press(page, look.key)
			await page.locator('.record .empty, .record-do:not(:has(.btn))').first().waitFor()
			expect((await view<Queue>(page, stage, 'dispatch.downgrade.list')).rows).toEqual([])
			if (look.size[0] < 1100) await page.locator('.cols-tabs button').nth(1).click()
			await page.locator('.record-week:visible').waitFor()
			// The first look draws the week; the second finds it drawn.
			if ((await page.locator('.record-asked').count()) === 0) await press(page, 'w')
			await page.locator('.record-asked').waitFor()
			const asked = page.locator('.record-asked legend')
			const first = await asked.innerText()
			await page.locator('.record-asked input').nth(3).check()
			await looksRight(page, `a sample in ${look.language}`)
			await picture(page, `sample-${look.language}`)
			await page.locator('.record-asked .btn.go').click()
			await page.waitForFunction((was) => document.querySelector('.record-asked legend')?.textContent !== was, first)
			await page.context().close()
		},
		240_000,
	)
})
