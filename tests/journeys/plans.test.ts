import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, type Post, type Stage } from './browser.ts'
import { commander, drawer, drawn, flow, publishDrawing, reviewer } from './publish.ts'
import { press, send } from './keys.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Live matters moved to a redrawn version: tried on all, signed by another chain of command, moved, and one left whole. */

const officer: Post = { kind: 'officer', agency: 'xigang-old-town' }
const chief: Post = { kind: 'station_chief', agency: 'xigang-old-town' }
const wide: Look['size'] = [1600, 1000]

/** An errand: the owner is asked within eight hours, or the pound. Redrawn, the deadline has another id and the pound is gone. */
function errand(late: readonly [id: string, name: string, hours: number], pound: boolean): string {
	const ask = pound ? 'ask' : 'ask_owner'
	return drawn(
		{ id: 'errand', name: 'Owner sought / 寻找失主' },
		pound ? [ask, 'pound'] : [ask],
		`<bpmn:startEvent id="found" name="Found / 拾得"/>
		<bpmn:serviceTask id="look" name="Looked up / 查询" c:topic="found.look"/>
		<bpmn:exclusiveGateway id="how" name="Known? / 是否已知" default="f_how_${ask}"/>
		<bpmn:userTask id="${ask}" name="Ask the owner / 询问失主"/>
		<bpmn:boundaryEvent id="${late[0]}" name="${late[1]}" attachedToRef="${ask}" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>PT${late[2]}H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
		<bpmn:endEvent id="told" name="Chief told / 已告知所长"/><bpmn:endEvent id="settled" name="Settled / 已了结"/>
		${flow('found', 'look')}${flow('look', 'how')}${flow('how', ask)}${flow(ask, 'settled')}${flow(late[0], 'told')}
		${pound ? `<bpmn:userTask id="pound" name="Ask the pound / 询问库房"/>${flow('how', 'pound', 'way = "pound"')}${flow('pound', 'settled')}` : ''}`,
	)
}

const row = (page: Page, element: string) =>
	page.locator(`.plan-map .fld:has(label .mono:text-is("${element}")) select`)

describe.skipIf(noBrowser !== null)(`plans of moving${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	type Set = { readonly name: string; readonly from: string; readonly to: string; readonly matters: readonly string[] }

	/** Two versions of a drawing of this run's own; two matters ask the owner, the last one the pound. */
	async function set(language: string): Promise<Set> {
		const name = `own.errand-${language}-${Date.now().toString(36)}`
		const title = 'Owner sought / 寻找失主'
		const from = await publishDrawing(stage, { name, title, text: errand(['late', 'Eight hours / 八小时', 8], true) })
		const look: Look = { language: 'en', theme: 'light', size: wide }
		const opens = await stage.window(officer, look)
		const leads = await stage.window(chief, look)
		const matters: string[] = []
		for (const way of ['owner', 'owner', 'pound']) {
			const { matter } = await perform<{ matter: string }>(opens, stage, 'matters.own.open', {
				process: name,
				why: 'An oilskin was found on the quay.',
			})
			await perform(leads, stage, 'matters.service.answer', { instance: matter, wait: 3, data: { way } })
			matters.push(matter)
		}
		const to = await publishDrawing(stage, { name, title, text: errand(['later', 'Ten hours / 十小时', 10], false) })
		await Promise.all([opens, leads].map((page) => page.context().close()))
		return { name, from, to, matters }
	}

	test.each(looks)(
		'W73 W74 W75 M92 M93 a plan is tried, proposed, signed by another chain and run; what would lose stays whole ($language)',
		async ({ language, theme }) => {
			const look: Look = { language, theme, size: wide }
			const { name, from, to, matters } = await set(language)
			const plans = await stage.window(drawer, look)
			await plans.goto(`${stage.address}/drawings/${name}/${from}`)
			await plans.locator('.compare-with').waitFor()
			await press(plans, 'm')
			await row(plans, 'late').waitFor()
			// The one of the same name stands for it at once; what has none is chosen.
			expect(await row(plans, 'ask').inputValue()).toBe('ask_owner')
			expect(await row(plans, 'late').inputValue()).toBe('')
			await looksRight(plans, 'a new plan')

			// Nothing stands for the running deadline, nor for the pound: every matter would lose, and is left whole.
			await press(plans, 'd')
			await plans.locator('.note .rule', { hasText: 'M41' }).waitFor()
			expect(await plans.locator('.note', { hasText: language === 'en' ? '0 would move' : '0' }).count()).toBe(1)
			await looksRight(plans, 'a plan that would lose')
			await row(plans, 'late').focus()
			for (let n = 0; n < 20 && (await row(plans, 'late').inputValue()) !== 'later'; n += 1)
				await press(plans, 'ArrowDown')
			await plans.locator('.warn', { hasText: language === 'en' ? 'try again' : '重新' }).waitFor()
			await press(plans, 'Tab', 'Tab', 'Enter')
			await plans.locator('td', { hasText: matters[2]?.slice(-12) ?? '' }).waitFor()
			await plans.locator('.proposing textarea').fill(language === 'en' ? 'The pound was closed.' : '库房已停用。')
			await send(plans)
			await plans.locator('.note .rule', { hasText: 'M168' }).waitFor()
			await looksRight(plans, 'one’s own plan')
			await plans.context().close()

			await signed(look, name)
			await run(look, name, to)
		},
		300_000,
	)

	async function signed(look: Look, name: string): Promise<void> {
		const page = await stage.window(reviewer, look)
		await page.goto(`${stage.address}/drawings`)
		await page.locator('.drafts tr', { hasText: name }).focus()
		await press(page, 'Enter')
		await page.locator('textarea').fill(look.language === 'en' ? 'Tried; one stays.' : '已试行，一项保留。')
		// M95. Which would stay, and what it would lose, is read before signing.
		await page.locator('td', { hasText: look.language === 'en' ? 'Ask the pound' : '询问库房' }).waitFor()
		await looksRight(page, 'a plan to sign')
		await send(page)
		await page.locator('progress').waitFor()
		await looksRight(page, 'a signed plan')
		await page.context().close()
	}

	async function run(look: Look, name: string, to: string): Promise<void> {
		const page = await stage.window(commander, look)
		await page.goto(`${stage.address}/drawings/${name}/plans`)
		await page.locator('tbody tr').first().waitFor()
		await press(page, 'j')
		await page.locator('progress').waitFor()
		await send(page)
		await page.locator('.ph .good').waitFor()
		await looksRight(page, 'a plan that was run')
		await page.goto(`${stage.address}/drawings/${name}/live?version=${to}`)
		await page.locator('.canvas button.standing', { hasText: '2' }).waitFor()
		await page
			.locator('tr', { hasText: look.language === 'en' ? 'Ask the owner' : '询问失主' })
			.filter({ hasText: '2' })
			.waitFor()
		await looksRight(page, 'where they stand now')
		await page.context().close()
	}

	test.each(looks)(
		'W12 W73 plans are right at every width ($language)',
		async ({ language, theme }) => {
			const { name, from, to } = await set(`${language}-wide`)
			for (const size of sizes) {
				const page = await stage.window(drawer, { language, theme, size })
				await page.goto(`${stage.address}/drawings/${name}/plans?${new URLSearchParams({ from, to }).toString()}`)
				await row(page, 'late').waitFor()
				await press(page, 'd')
				await page.locator('.note .rule').waitFor()
				const kept = await page.locator('.sec [aria-expanded]').boundingBox()
				expect((kept?.x ?? 0) + (kept?.width ?? size[0])).toBeLessThanOrEqual(size[0])
				await looksRight(page, `a new plan at ${size[0]}`)
				const { id } = await perform<{ id: string }>(page, stage, 'matters.plan.propose', {
					name,
					from,
					to,
					elements: { ask: 'ask_owner', late: 'later' },
					reason: `To be looked at, ${size[0]} wide.`,
				})
				await page.goto(`${stage.address}/drawings/${name}/plans?plan=${id}`)
				await page.locator('.note .rule').waitFor()
				await looksRight(page, `a plan at ${size[0]}`)
				await page.context().close()
			}
		},
		300_000,
	)
})
