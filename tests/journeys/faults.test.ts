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
	type Stage,
	view,
} from './browser.ts'
import { drawn, flow, publishDrawing } from './publish.ts'
import { press } from './keys.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Processes that stand still: seen, given to a post, resumed with mended values, given up with a reason, by keys alone. */

const officer: Post = { kind: 'officer', agency: 'xigang-old-town' }
const chief: Post = { kind: 'station_chief', agency: 'xigang-old-town' }
/** A name of its own for every run: a server that stands already may hold the last one. */
const name = `own.fetching-${Date.now().toString(36)}`
const wide: Look['size'] = [1600, 900]

/** Something heavy was found: who fetches it depends on its weight, which nobody wrote down; the pound is asked by wire. */
const fetching = drawn(
	{ id: 'fetching', name: 'Found goods fetched / 拾得物领取' },
	['by_hand', 'by_van'],
	`<bpmn:startEvent id="found" name="Found / 拾得"/>
	<bpmn:serviceTask id="pound" name="Room at the pound / 查询库房" c:topic="pound.room"/>
	<bpmn:exclusiveGateway id="how" name="How heavy? / 轻重"/>
	<bpmn:userTask id="by_hand" name="Fetch by hand / 徒手领取"/><bpmn:userTask id="by_van" name="Fetch by van / 车辆领取"/>
	<bpmn:endEvent id="fetched" name="Fetched / 已领取"/>
	${flow('found', 'pound')}${flow('pound', 'how')}${flow('how', 'by_hand', 'weight < 20')}${flow('how', 'by_van', 'weight >= 20')}
	${flow('by_hand', 'fetched')}${flow('by_van', 'fetched')}`,
)

type Listed = { readonly rows: readonly { readonly id: string; readonly matter: string }[] }
type Tasks = { readonly rows: readonly { readonly name: { readonly en: string } }[] }

const dialog = (page: Page) => page.locator('dialog[open]')
const gone = (page: Page) => page.locator('dialog').waitFor({ state: 'detached' })
const fact = (page: Page, text: string) => page.locator('.facts dd', { hasText: text })

/** The screen by its letters, and the fault by J from the top of the list. */
async function choose(page: Page, fault: string): Promise<void> {
	if (!page.url().includes('/faults')) {
		await page.locator('main').first().waitFor()
		await press(page, 'g', 'z')
		await page.waitForURL(/\/faults/)
	}
	await page.locator('tbody tr[tabindex]').first().waitFor()
	const count = await page.locator('tbody tr').count()
	for (let n = 0; n < count; n += 1) await page.keyboard.press('k')
	for (let n = 0; n <= count && !page.url().endsWith(fault); n += 1) await page.keyboard.press('j')
	expect(page.url().endsWith(fault), 'the fault stands in the list').toBe(true)
	await page.locator('.fault-head').waitFor()
}

/** A choice in the field with the focus, by the arrow alone. */
async function arrowTo(page: Page, value: string): Promise<void> {
	const field = page.locator('select:focus')
	for (let n = 0; n < 40 && (await field.inputValue()) !== value; n += 1) await page.keyboard.press('ArrowDown')
	expect(await field.inputValue()).toBe(value)
}

async function write(page: Page, text: string): Promise<void> {
	await page.locator('dialog textarea:focus').waitFor()
	await page.keyboard.press('Control+a')
	await page.keyboard.insertText(text)
}

describe.skipIf(noBrowser !== null)(`faults${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
		await publishDrawing(stage, { name, title: 'Found goods fetched / 拾得物领取', text: fetching })
	}, 240_000)
	afterAll(() => stage?.close())

	/** A fault of a matter whose pound answered, or could not be reached. */
	async function stuck(opens: Page, leads: Page, answer: object): Promise<{ matter: string; id: string }> {
		const { matter } = await perform<{ matter: string }>(opens, stage, 'matters.own.open', {
			process: name,
			why: 'A safe was found on the slipway.',
		})
		await perform(leads, stage, 'matters.service.answer', { instance: matter, wait: 3, ...answer })
		const { rows } = await view<Listed>(leads, stage, `matters.fault.list?section=open&matter=${matter}`)
		expect(rows.map((row) => row.matter)).toEqual([matter])
		return { matter, id: rows[0]?.id ?? '' }
	}

	const standsAt = async (page: Page, matter: string) =>
		(await view<Tasks>(page, stage, `matters.task.list?matter=${matter}`)).rows.map((row) => row.name.en)

	test.each(looks)(
		'W70 W71 W72 a fault is given to a post, resumed, and given up with a reason, by keys alone ($language)',
		async ({ language, theme }) => {
			const look: Look = { language, theme, size: wide }
			const leads = await stage.window(chief, look)
			const sees = await stage.window(officer, look)
			await Promise.all([leads, sees].map((page) => page.goto(`${stage.address}/`)))
			const mended = await stuck(sees, leads, { data: { room: true } })
			const sent = await stuck(sees, leads, { data: { room: true } })
			const broken = await stuck(sees, leads, { failed: 'The line to the pound is down.' })

			await choose(leads, mended.id)
			// M54: why it stands still is said in the language of the screen.
			await leads.locator('.note', { hasText: language === 'en' ? 'no condition is true' : '各条件均不成立' }).waitFor()
			await looksRight(leads, 'a fault')
			await picture(leads, `fault-${language}`)
			await press(leads, 'a')
			await leads.locator('dialog select:focus').waitFor()
			await arrowTo(leads, 'officer')
			await looksRight(leads, 'naming who sees to a fault')
			await press(leads, 'Tab', 'Enter')
			await gone(leads)
			await fact(leads, language === 'en' ? 'Officer' : '民警').waitFor()

			await seenTo(sees, mended.id, language)
			expect(await standsAt(sees, mended.matter)).toEqual(['Fetch by hand'])

			// Sent on its way without a value: the way itself is chosen.
			await choose(leads, sent.id)
			await press(leads, 'Enter')
			await leads.locator('dialog textarea:focus').waitFor()
			await press(leads, 'Tab')
			await arrowTo(leads, 'f_how_by_van')
			await looksRight(leads, 'resuming a fault')
			await press(leads, 'Tab', 'Enter')
			await gone(leads)
			await expect.poll(() => standsAt(leads, sent.matter), { timeout: 30_000 }).toEqual(['Fetch by van'])

			await givenUp(leads, broken, language)
			await Promise.all([leads, sees].map((page) => page.context().close()))
		},
		300_000,
	)

	/** The post that was named: it resumes, and is told why it does not give up. */
	async function seenTo(page: Page, fault: string, language: Language): Promise<void> {
		await choose(page, fault)
		await page.locator('.btn[data-refused]', { hasText: language === 'en' ? 'Give up' : '终止流程' }).waitFor()
		await looksRight(page, 'a fault of the post that was named')
		await press(page, 'x')
		await dialog(page).locator('.rule', { hasText: 'M118' }).first().waitFor()
		await looksRight(page, 'who could give up')
		await press(page, 'Escape')
		await gone(page)
		await press(page, 'Enter')
		// Nothing is sent that is no JSON, or lacks what was there.
		await write(page, '{ "weight": }')
		await dialog(page).locator('.wrong').waitFor()
		await write(page, '{ "weight": 12 }')
		await dialog(page).locator('.wrong', { hasText: 'room' }).waitFor()
		await looksRight(page, 'values that do not fit')
		// What fails again stands still again, and stays with the post.
		await write(page, '{ "room": true, "weight": "heavy" }')
		await press(page, 'Tab', 'Tab', 'Enter')
		await gone(page)
		await page.locator('.notices', { hasText: language === 'en' ? 'stands still again' : '再次停滞' }).waitFor()
		await page.locator('.fault-data', { hasText: 'heavy' }).waitFor()
		await press(page, 'Enter')
		await write(page, '{ "room": true, "weight": 12 }')
		await press(page, 'Tab', 'Tab', 'Enter')
		await gone(page)
		await fact(page, language === 'en' ? 'resumed' : '已恢复').waitFor()
		await looksRight(page, 'a fault that was resumed')
	}

	async function givenUp(page: Page, broken: { matter: string; id: string }, language: Language): Promise<void> {
		await choose(page, broken.id)
		await page.locator('.note', { hasText: 'The line to the pound is down.' }).waitFor()
		await press(page, 'x')
		await page.locator('dialog textarea:focus').waitFor()
		await press(page, 'Tab', 'Enter')
		await dialog(page).locator('[role="status"]').waitFor()
		await looksRight(page, 'giving up without a reason')
		await press(page, 'Shift+Tab')
		await write(page, language === 'en' ? 'Opened twice; the other one goes on.' : '重复登记，另一事项继续办理。')
		await press(page, 'Tab', 'Enter')
		await gone(page)
		await fact(page, language === 'en' ? 'given up' : '已终止').waitFor()
		expect(await standsAt(page, broken.matter)).toEqual([])
		const open = await view<Listed>(page, stage, `matters.fault.list?section=open&matter=${broken.matter}`)
		expect(open.rows).toEqual([])
		await page.locator('.chips button').nth(1).focus()
		await press(page, 'Enter')
		await page
			.locator('tbody tr', { hasText: language === 'en' ? 'given up' : '已终止' })
			.first()
			.waitFor()
		await looksRight(page, 'closed faults')
	}

	test.each(looks)(
		'W12 W70 faults are right at every width ($language)',
		async ({ language, theme }) => {
			const opens = await stage.window(officer, { language, theme, size: wide })
			for (const size of sizes) {
				const page = await stage.window(chief, { language, theme, size })
				const { id } = await stuck(opens, page, { data: { room: true } })
				await page.goto(`${stage.address}/faults`)
				await page.locator('tr[aria-current]').waitFor()
				await looksRight(page, `faults at ${size[0]}`)
				await page.goto(`${stage.address}/faults/${id}`)
				await page.locator('.fault-head').waitFor()
				await looksRight(page, `a fault at ${size[0]}`)
				await press(page, 'x')
				await write(page, 'Opened to be looked at.')
				await looksRight(page, `giving up at ${size[0]}`)
				await press(page, 'Tab', 'Enter')
				await gone(page)
				await page.context().close()
			}
			await opens.context().close()
		},
		240_000,
	)
})
