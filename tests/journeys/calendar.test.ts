import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** A calendar and a regime written in a real browser: by keys, looked at, proposed, and published by a second person. */

const legal: Post = { kind: 'legal_reviewer', agency: 'xigang-legal' }
const commander: Post = { kind: 'commander', agency: 'xigang' }
const wide: Look = { language: 'en', theme: 'light', size: [1366, 768] }

type Shown = {
	readonly body: { readonly week: readonly unknown[][]; readonly days: readonly { readonly date: string }[] }
	readonly edition: { readonly version: number; readonly agency: string | null }
}
type Deadline = { readonly id: string; readonly matter: string; readonly due: string }

describe.skipIf(noBrowser !== null)(`calendars${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 400_000)
	afterAll(() => stage?.close())

	/** An order to a station with ten working days, given now; its deadline. */
	async function given(page: Page): Promise<Deadline> {
		const { agencies } = await view<{ agencies: readonly { id: string; code: string }[] }>(
			page,
			stage,
			'identity.agency.tree',
		)
		const idOf = (code: string) => agencies.find((one) => one.code === code)?.id
		const order = newId()
		await perform(page, stage, 'command.order.give', {
			agency: idOf('xigang'),
			orders: [{ order, to: idOf('xigang-old-town') }],
			language: 'en',
			title: 'Clear the fire doors',
			text: 'Walk every hall and clear the doors.',
			due: { regime: 'house.rectify' },
			checklist: [{ words: 'Every hall walked', evidence: 'site_record' }],
			why: 'The winter fair opens.',
			basis: 'Fire plan, part 2',
		})
		return deadlineOf(page, order)
	}

	async function deadlineOf(page: Page, matter: string): Promise<Deadline> {
		const { rows } = await view<{ rows: readonly Deadline[] }>(
			page,
			stage,
			`deadlines.deadline.list?limit=200&matter=${matter}`,
		)
		const [found] = rows
		if (found === undefined) throw new Error('the order set no deadline')
		return found
	}

	/** When so many working days from 2 November are due by what is in force, as the wall clock shows it. */
	async function dueText(page: Page, amount: number): Promise<string> {
		const from = encodeURIComponent('2026-11-02T09:00:00+08:00')
		const { sum } = await view<{ sum: { due: string } }>(
			page,
			stage,
			`deadlines.sum.try?regime=house.rectify&from=${from}&amount=${amount}`,
		)
		return new Date(Date.parse(sum.due) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
	}

	/** A weekday of the next week that is worked and stands in the calendar as nothing else, and how many days off it is. */
	async function workedDay(page: Page): Promise<{ readonly date: string; readonly steps: number }> {
		const { body } = await view<Shown>(page, stage, 'deadlines.calendar.show')
		for (let steps = 2; steps < 10; steps += 1) {
			const at = new Date(Date.now() + steps * 86_400_000)
			const date = at.toISOString().slice(0, 10)
			const worked = (body.week[(at.getUTCDay() + 6) % 7] ?? []).length > 0
			if (worked && !body.days.some((day) => day.date === date)) return { date, steps }
		}
		throw new Error('no working day within a week')
	}

	test.each(looks)(
		'W12 a calendar and a regime being written are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window(legal, { language, theme, size })
				await page.goto(`${stage.address}/calendar/propose`)
				await page.locator('.write-year table').first().waitFor()
				await page.locator('.write-year button[tabindex="0"]').focus()
				await page.keyboard.press('m')
				await page.keyboard.press('h')
				await page.locator('.write-faults li').first().waitFor()
				await looksRight(page, `a calendar with a fault at ${size[0]}`)
				if (size[0] === 1366) await picture(page, `calendar-writing-${language}`)
				await page.keyboard.press('t')
				await page.locator('.write-year').waitFor({ state: 'detached' })
				await looksRight(page, `its table at ${size[0]}`)
				await page.goto(`${stage.address}/calendar/regime/house.rectify`)
				await page.locator('#at-amount').fill('0')
				await page.locator('.write-faults li').first().waitFor()
				await looksRight(page, `a regime with a fault at ${size[0]}`)
				await page.context().close()
			}
		},
		400_000,
	)

	test('W81, W82, W83, C5 a made-up holiday is proposed by keys, left and found again, and published by a second person: a new deadline counts it, an old one keeps its own', async () => {
		const second = await stage.window(commander, wide)
		const old = await given(second)

		const first = await stage.window(legal, wide)
		await first.goto(`${stage.address}/calendar`)
		await first.locator('.year table').first().waitFor()
		const { date, steps } = await workedDay(first)
		await first.keyboard.press('e')
		await first.locator('.write-year button[tabindex="0"]').focus()
		for (let step = 0; step < steps; step += 1) await first.keyboard.press('ArrowRight')
		await first.keyboard.press('h')
		await first.getByText('has no name in both languages').first().waitFor()
		await first.keyboard.press('F9')
		await first.getByText('Mend the faults first.').waitFor()
		await first.keyboard.press('n')
		await first.keyboard.type('Harbour Day')
		await first.keyboard.press('Tab')
		await first.keyboard.type('港口日')
		await first.keyboard.press('Enter')
		await expect.poll(() => first.locator(`[data-date="${date}"]:focus`).count()).toBe(1)
		// W83. Left and come back to, it stands there again.
		await first.getByRole('button', { name: 'Leave it for now' }).click()
		await first.keyboard.press('e')
		await first.locator(`td.holiday [data-date="${date}"]`).waitFor()
		await first.keyboard.press('F9')
		const changes = first.getByRole('dialog')
		await changes.getByText('holiday: Harbour Day').waitFor()
		await changes.getByText('Deadlines that run keep theirs').waitFor()
		await looksRight(first, 'what a calendar changes')
		await changes.getByLabel('Why it is changed').fill('The harbour is closed that day.')
		await first.keyboard.press('Enter')
		await first.getByText('is proposed').first().waitFor()
		await first.getByText('mine: another publishes').first().waitFor()
		await first.context().close()

		await second.goto(`${stage.address}/calendar`)
		await second.getByText('The harbour is closed that day.').first().click()
		const dialog = second.getByRole('dialog')
		await dialog.locator('.changed').getByText('holiday: Harbour Day').waitFor()
		await looksRight(second, 'a proposed calendar beside the one in force')
		await dialog.getByLabel('Ground').fill('Agrees with the order of the county.')
		await dialog.getByRole('button', { name: 'Publish the edition' }).click()
		await dialog.waitFor({ state: 'detached' })

		const fresh = await given(second)
		expect(Date.parse(fresh.due)).toBeGreaterThan(Date.parse(old.due))
		expect((await deadlineOf(second, old.matter)).due).toBe(old.due)
		await second.goto(`${stage.address}/deadlines/${fresh.id}`)
		await second.getByText('Holiday: Harbour Day').first().waitFor()
		await second.goto(`${stage.address}/deadlines/${old.id}`)
		await second.getByText('Reckoned again just now: the same moment').waitFor()
		expect(await second.getByText('Harbour Day').count()).toBe(0)
		await second.context().close()
	}, 180_000)

	test('W84, C26 a regime is copied, tried and proposed; a liberty clock made longer is a fault while it is written', async () => {
		const page = await stage.window(legal, wide)
		await page.goto(`${stage.address}/calendar/regime/cn.summons`)
		await page.locator('#at-amount').fill('1440')
		await page.locator('.write-faults').getByText('it is longer').waitFor()
		await page.locator('.write-faults .rule').first().click()
		await page.getByRole('dialog').getByText('C26').first().waitFor()
		await page.keyboard.press('Escape')
		await page.keyboard.press('F9')
		await page.getByText('Mend the faults first.').waitFor()
		// Written with a fault and left: the page would ask before it is closed.
		await page.getByRole('button', { name: 'Begin again' }).click()
		await page.goto(`${stage.address}/calendar/regime/house.rectify`)
		await page.getByLabel('Start', { exact: true }).fill('2026-11-02T09:00')
		await page
			.locator('.sum-total')
			.getByText(await dueText(page, 10))
			.waitFor()
		await page.locator('#at-amount').fill('8')
		await page
			.locator('.sum-total')
			.getByText(await dueText(page, 8))
			.waitFor()
		await page.keyboard.press('F9')
		const changes = page.getByRole('dialog')
		await changes.getByText('10 working days').waitFor()
		await changes.getByText('8 working days').waitFor()
		await looksRight(page, 'what a regime changes')
		await changes.getByLabel('Why it is changed').fill('Two days fewer before the fair.')
		await page.keyboard.press('Enter')
		await page.getByText('is proposed').first().waitFor()
		await page.context().close()
		const second = await stage.window(commander, wide)
		await second.goto(`${stage.address}/calendar`)
		await second.getByText('Two days fewer before the fair.').first().click()
		const dialog = second.getByRole('dialog')
		await dialog.locator('.changed').getByText('10 working days').waitFor()
		await dialog.getByLabel('Ground').fill('Agreed.')
		await dialog.getByRole('button', { name: 'Publish the edition' }).click()
		await dialog.waitFor({ state: 'detached' })
		const { regimes } = await view<{ regimes: readonly { key: string; body: { amount: number } }[] }>(
			second,
			stage,
			'deadlines.regime.list',
		)
		expect(regimes.find(({ key }) => key === 'house.rectify')?.body.amount).toBe(8)
		await second.context().close()
	}, 180_000)

	test('W83 closing the page asks while something is written, and not once it is taken back', async () => {
		const page = await stage.window(legal, wide)
		const asked: string[] = []
		page.on('dialog', (dialog) => {
			asked.push(dialog.type())
			void dialog.dismiss()
		})
		const close = () => page.close({ runBeforeUnload: true })
		for (const [at, field, text] of [
			['regime/house.rectify', '#at-amount', '7'],
			['regime/new', '#at-key', 'own.lost'],
		] as const) {
			asked.length = 0
			await page.goto(`${stage.address}/calendar/${at}`)
			const before = await page.locator(field).inputValue()
			await page.locator(field).fill(text)
			await close()
			await expect.poll(() => asked).toEqual(['beforeunload'])
			// Not closed: what was written stands there still.
			expect(await page.locator(field).inputValue()).toBe(text)
			await page.getByRole('button', { name: 'Begin again' }).click()
			await expect.poll(() => page.locator(field).inputValue()).toBe(before)
		}
		const closed = page.waitForEvent('close')
		await close()
		await closed
		expect(asked).toEqual(['beforeunload'])
		await page.context().close()
	}, 120_000)

	test.each(looks)(
		'W84, C42 a rule under a new key is written with its faults, tried, proposed and published ($language)',
		async ({ language, theme }) => {
			const en = language === 'en'
			const key = `own.lost-${language}-${Date.now().toString(36)}`
			for (const size of sizes) {
				const page = await stage.window(legal, { language, theme, size })
				await page.goto(`${stage.address}/calendar/regime/new`)
				await page.locator('.write-faults li').first().waitFor()
				await looksRight(page, `a new rule at ${size[0]}`)
				await page.context().close()
			}
			const page = await stage.window(legal, { ...wide, language, theme })
			await page.goto(`${stage.address}/calendar`)
			await page.locator('.sum-total').waitFor()
			await page.keyboard.press('n')
			await page.locator('#at-key').fill('house.rectify')
			await page.locator('.write-faults').getByText('own.').first().waitFor()
			await page.locator('#at-key').fill(key)
			await page.locator('#at-name').fill('Lost property answered')
			await page.getByLabel(en ? 'Name in Chinese' : '中文名称').fill('拾得物答复')
			await page.getByLabel(en ? 'Basis in English' : '英文依据').fill('House rule on lost property')
			await page.getByLabel(en ? 'Basis in Chinese' : '中文依据').fill('拾得物内部规定')
			await page.locator('#at-amount').fill('3')
			await page.locator('#at-warnMinutes').fill('480')
			await page.locator('.sum-total').waitFor()
			await looksRight(page, 'a new rule written and tried')
			await page.keyboard.press('F9')
			const whole = page.getByRole('dialog')
			await whole.locator('.facts').waitFor()
			await looksRight(page, 'a new rule before it is proposed')
			await whole.getByLabel(en ? 'Why it is changed' : '变更理由').fill(key)
			await page.keyboard.press('Enter')
			await page.getByText(key).first().waitFor()
			await page.context().close()
			const second = await stage.window(commander, { ...wide, language, theme })
			await second.goto(`${stage.address}/calendar`)
			await second.locator('.proposals tbody tr', { hasText: key }).first().click()
			const dialog = second.getByRole('dialog')
			await dialog.locator('textarea').fill('OK.')
			await looksRight(second, 'a new rule to publish')
			await dialog.locator('.btn.go').click()
			await dialog.waitFor({ state: 'detached' })
			await second.locator(`option[value="${key}"]`).waitFor({ state: 'attached' })
			await second.context().close()
		},
		300_000,
	)

	test('W10 whoever may not propose finds the act there, dashed, with the rule and who could', async () => {
		const page = await stage.window({ kind: 'officer', agency: 'xigang-old-town' }, { ...wide, language: 'zh' })
		await page.goto(`${stage.address}/calendar`)
		await page.locator('.ph .btn[data-refused]').waitFor()
		await page.keyboard.press('e')
		await page.locator('dialog .flush-out .rule').first().waitFor()
		await looksRight(page, 'who could propose a calendar')
		await page.context().close()
	}, 90_000)
})
