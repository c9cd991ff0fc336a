import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	type Language,
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
import { send } from './keys.ts'
import { looksRight } from './right.ts'

/** Before the form in a real browser: fraud still running, answered by keys, then handed to the desk; a major incident seen at the city. */

const taker: Post = { kind: 'call_taker', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const commander: Post = { kind: 'commander', agency: 'lanjiang' }

type Plan = {
	readonly language: Language
	readonly theme: Look['theme']
	readonly line: string
	readonly place: string
	/** Questions in order, each with the digit that is pressed. */
	readonly asks: readonly (readonly [question: string, digit: string])[]
	readonly tell: string
	readonly story: string
	readonly many: string
	readonly band: string
	readonly raised: string
}

const plans: readonly Plan[] = [
	{
		language: 'en',
		theme: 'light',
		line: '110-5',
		place: '41 Fishmarket Street',
		asks: [
			['life in danger', '0'],
			['money going out', '1'],
			['screen shared', '1'],
			['money gone out', '1'],
		],
		tell: 'Hang up on them now.',
		story: 'Asked first: Is money going out right now? Yes, and they are on the phone with them',
		many: 'Dead',
		band: 'Handed up to you: ten dead or more',
		raised: 'Handed up by the table to',
	},
	{
		language: 'zh',
		theme: 'dark',
		line: '110-6',
		place: '鱼市街41号',
		asks: [
			['有生命危险', '0'],
			['正在转钱', '1'],
			['共享屏幕', '1'],
			['转出去了', '1'],
		],
		tell: '现在就挂断对方',
		story: '先问：现在正在转钱吗？是，正与对方通话',
		many: '死亡',
		band: '上报到您处：死亡 10 人以上',
		raised: '按表上报',
	},
]

type Call = { readonly id: string; readonly version: number; readonly line: string }

describe.skipIf(noBrowser !== null)(`before the form${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	let agency: string
	beforeAll(async () => {
		stage = await openStage()
		agency = await pauseReplay(stage)
	}, 240_000)
	afterAll(() => stage?.close())

	/** A call that rang and was answered, on the screen. */
	async function taken(page: Page, line: string): Promise<Call> {
		await page.goto(`${stage.address}/intake`)
		await ring(page, stage.address, 'xigang', line, '13800002207')
		const { rows } = await view<{ rows: readonly Call[] }>(page, stage, 'dispatch.call.list?open=yes')
		const call = rows.find((row) => row.line === line)
		if (call === undefined) throw new Error('the call did not ring')
		await perform(page, stage, 'dispatch.call.answer', { call: call.id, version: call.version })
		await page.goto(`${stage.address}/intake?call=${call.id}`)
		return call
	}

	test.each(plans)(
		'DS123 to DS125 fraud still running: four keys, told what to do, handed to the desk, in the story ($language)',
		async ({ language, theme, line, place, asks, tell, story }) => {
			const page = await stage.window(taker, { language, theme, size: [1600, 1000] })
			await taken(page, line)
			for (const [question, digit] of asks) {
				await page.locator('.script-words', { hasText: question }).waitFor()
				await page.keyboard.press(digit)
			}
			await page.locator('.script-ask').waitFor({ state: 'detached' })
			await page.locator('.script-tell').getByText(tell).waitFor()
			expect(await page.locator('.script-answered li').count()).toBe(asks.length)
			await page.locator('.type-chips [aria-pressed="true"]').waitFor()
			await looksRight(page, 'the script, answered')
			await picture(page, `script-${language}`)
			await page.setViewportSize({ width: 390, height: 844 })
			await page.locator('.cols-one .script').waitFor()
			await looksRight(page, 'the script on a phone')
			await picture(page, `script-small-${language}`)
			await page.setViewportSize({ width: 1600, height: 1000 })
			await page.locator('.cols .script').waitFor()
			await page.keyboard.press('Alt+q')
			await page.locator('.script.folded').waitFor()
			await page.keyboard.press('F2')
			await page.keyboard.type(place)
			await page.waitForSelector('.matches [role="option"]')
			await page.keyboard.press('Enter')
			await page.waitForSelector('[data-field="place"] .met')
			await send(page)
			await page
				.locator('.saved')
				.getByText(/X\d{4}-\d{4}/)
				.waitFor()
			await looksRight(page, 'the script, folded')
			const { rows } = await view<{ rows: readonly { id: string; type: string }[] }>(
				page,
				stage,
				'dispatch.incident.list?type=fraud_paying_now&limit=1',
			)
			await page.goto(`${stage.address}/incident/${rows[0]?.id}`)
			await page.locator('.story-pane').getByText(story).waitFor()
			await page.context().close()
		},
		180_000,
	)

	test.each(plans)(
		'DS126 to DS128 ten dead, entered on the incident: the clock hands it up, and the city sees it by name ($language)',
		async ({ language, theme, place, many, band, raised }) => {
			const page = await stage.window(leader, { language, theme, size: [1366, 768] })
			const { places } = await view<{ places: readonly { id: string }[] }>(
				page,
				stage,
				`geo.place.search?text=${encodeURIComponent(place)}&limit=1`,
			)
			const { incident, number } = await perform<{ incident: string; number: string }>(
				page,
				stage,
				'dispatch.incident.open',
				{ agency, type: 'collision_injury', place: { words: place, address: places[0]?.id } },
			)
			await page.goto(`${stage.address}/incident/${incident}`)
			await page.getByLabel(many, { exact: true }).fill('10')
			await page.keyboard.press('Enter')
			await page.locator('.story-pane').getByText(raised).waitFor()
			await page.locator('.major-told li').nth(2).waitFor()
			await looksRight(page, 'a major incident')
			await picture(page, `major-${language}`)
			const city = await stage.window(commander, { language, theme, size: [1366, 768] })
			await city.goto(`${stage.address}/counts`)
			await city.locator('.alarm-band').getByText(band).waitFor()
			await city.locator('.counts-named').getByRole('link', { name: number }).waitFor()
			await looksRight(city, 'a major incident at the city')
			await picture(city, `major-city-${language}`)
			const small = await stage.window(commander, { language, theme, size: [390, 844] })
			await small.goto(`${stage.address}/incident/${incident}`)
			await small.locator('.alarm-band').getByText(band).waitFor()
			await small.locator('.major-told li').nth(2).waitFor()
			await looksRight(small, 'a major incident at the city on a phone')
			await picture(small, `major-small-${language}`)
			for (const each of [city, small]) await each.context().close()
			await page.context().close()
		},
		180_000,
	)
})
