import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Look, perform, type Post, type Stage, view } from './browser.ts'
import { looksRight } from './right.ts'

/** What a person sets against table and map: a priority by hand, a place without the map, and the place verified later. */

export type Opened = { readonly incident: string; readonly number: string; readonly version: number }

export const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }

/** An incident at a place nobody verified, opened by the dispatcher on the page. */
export async function openForced(page: Page, stage: Stage, type: string): Promise<Opened> {
	const { agency } = await view<{ agency: { id: string } }>(page, stage, 'dispatch.desk.show')
	const { places } = await view<{ places: readonly { point: readonly number[] }[] }>(
		page,
		stage,
		'geo.place.search?text=Fishmarket',
	)
	return perform(page, stage, 'dispatch.incident.open', {
		agency: agency.id,
		type,
		place: {
			words: 'Behind the new market hall',
			detail: 'second yard',
			point: places[0]?.point,
			datum: 'wgs84',
			forced: { reason: 'The hall was built this year and is not on the map.' },
		},
	})
}

const sizes: readonly Look['size'][] = [
	[1366, 768],
	[390, 844],
]
const closed = (page: Page) => page.locator('dialog').waitFor({ state: 'detached' })
const rowOf = (page: Page, number: string) => page.locator('.forced tbody tr', { hasText: number })

/** The list is reached from the desk and by the palette; the place is found on the map by keyboard, and leaves the list. */
export async function verifyForced(stage: Stage, look: Omit<Look, 'size'>): Promise<void> {
	for (const size of sizes) {
		const page = await stage.window(dispatcher, { ...look, size })
		const { number, incident } = await openForced(page, stage, 'noise')
		await reachForced(page, stage, size)
		await rowOf(page, number).waitFor()
		await rowOf(page, number).click()
		await looksRight(page, `forced places at ${size[0]}`)
		await page.keyboard.press('v')
		await page.locator('dialog input').fill(look.language === 'en' ? '41 Fishmarket Street' : '鱼市街41号')
		await page.locator('dialog [role="option"]').first().waitFor()
		await looksRight(page, `places found at ${size[0]}`)
		await page.keyboard.press('Enter')
		await page.locator('dialog .met').waitFor()
		await looksRight(page, `the place chosen at ${size[0]}`)
		await page.keyboard.press('Enter')
		await closed(page)
		await rowOf(page, number).waitFor({ state: 'detached' })
		const { place } = await view<{ place: { verified: boolean; detail: string | null } }>(
			page,
			stage,
			`dispatch.incident.show?incident=${incident}`,
		)
		expect(place).toMatchObject({ verified: true, detail: 'second yard' })
		await page.context().close()
	}
}

async function reachForced(page: Page, { address }: Stage, size: Look['size']): Promise<void> {
	await page.goto(`${address}/desk`)
	await page.locator('.queue table').first().waitFor()
	if (size[0] > 1000) await page.locator('.feeds a[href="/forced"]').click()
	else {
		await page.keyboard.press('g')
		await page.keyboard.press('f')
	}
	await page.waitForURL('**/forced')
}

/** City sees what was handed up to it and lists it, but does not set its place: the act is dashed, and says who could. */
export async function refusedForced(stage: Stage, look: Omit<Look, 'size'>): Promise<void> {
	const desk = await stage.window(dispatcher, { ...look, size: [1366, 768] })
	const { number, incident, version } = await openForced(desk, stage, 'noise')
	const { above } = await view<{ above: readonly { id: string; code: string }[] }>(
		desk,
		stage,
		`dispatch.incident.show?incident=${incident}`,
	)
	const to = above.find(({ code }) => code === 'lanjiang')?.id
	const leader = await stage.window({ kind: 'shift_leader', agency: 'xigang-command' }, { ...look, size: [1366, 768] })
	await perform(leader, stage, 'dispatch.incident.hand-up', {
		incident,
		version,
		to,
		reason: 'The hall is the city’s.',
	})
	const city = await stage.window({ kind: 'commander', agency: 'lanjiang' }, { ...look, size: [390, 844] })
	await city.goto(`${stage.address}/forced`)
	await rowOf(city, number).waitFor()
	await looksRight(city, 'a place that may not be set')
	await rowOf(city, number).locator('.btn[data-refused]').click({ force: true })
	await city.locator('dialog .flush-out .rule').first().waitFor()
	await looksRight(city, 'who could set the place')
	for (const each of [desk, leader, city]) await each.context().close()
}

/** Alt P, a level, a reason: it stands beside what the table gave, and the table is gone back to without one. */
export async function priorityByHand(stage: Stage, look: Omit<Look, 'size'>): Promise<void> {
	for (const size of sizes) {
		const page = await stage.window(dispatcher, { ...look, size })
		const { incident } = await openForced(page, stage, 'fight')
		await page.goto(`${stage.address}/incident/${incident}`)
		await page.locator('.facts-pane .facts').waitFor()
		await page.keyboard.press('Alt+p')
		await page.locator('dialog select').waitFor()
		await page.keyboard.press('1')
		await page.locator('dialog .btn.go').click({ force: true })
		// Nothing is sent without a reason.
		await page.locator('dialog [role="status"]').waitFor()
		await looksRight(page, `priority by hand at ${size[0]}`)
		await page.locator('dialog input').fill('Someone cries in the background.')
		await page.locator('dialog input').press('Enter')
		await closed(page)
		await page.locator('.incident-head .p1').waitFor()
		await looksRight(page, `a priority set by hand at ${size[0]}`)
		expect(await classified(page, stage, incident)).toMatchObject({
			priority: 1,
			reason: 'Someone cries in the background.',
		})
		await page.keyboard.press('Alt+p')
		await page.locator('dialog select').selectOption('3')
		expect(await page.locator('dialog input').count(), 'no reason for going back to the table').toBe(0)
		await page.locator('dialog .btn.go').click()
		await closed(page)
		await page.locator('.incident-head .p3').waitFor()
		expect(await classified(page, stage, incident)).toMatchObject({ priority: 3, reason: null })
		await page.keyboard.press('u')
		await page.locator('dialog select').waitFor()
		await looksRight(page, `handing up at ${size[0]}`)
		await page.keyboard.press('Escape')
		await page.context().close()
	}
}

async function classified(page: Page, stage: Stage, incident: string): Promise<unknown> {
	const { classifications } = await view<{ classifications: readonly unknown[] }>(
		page,
		stage,
		`dispatch.incident.show?incident=${incident}`,
	)
	return classifications[0]
}

/** At intake it is set once the desk has the call, and what is heard afterwards does not undo it. */
export async function priorityAtIntake(stage: Stage, look: Omit<Look, 'size'>): Promise<void> {
	const page = await stage.window({ kind: 'call_taker', agency: 'xigang-command' }, { ...look, size: [390, 844] })
	await page.goto(`${stage.address}/intake`)
	await page.locator('.pane').first().waitFor()
	await page.keyboard.press('Alt+n')
	await page.keyboard.type('13800002209')
	await page.keyboard.press('Enter')
	await page.locator('.intake-form').waitFor()
	await page.keyboard.press('F2')
	await page.keyboard.type(look.language === 'en' ? '41 Fishmarket Street' : '鱼市街41号')
	await page.locator('.matches [role="option"]').first().waitFor()
	await page.keyboard.press('Enter')
	await page.locator('[data-field="place"] .met').waitFor()
	await page.keyboard.press('F3')
	await page.keyboard.type(look.language === 'en' ? 'Fight' : '打架')
	await page.keyboard.press('Enter')
	await page.locator('.type-chips [aria-pressed="true"]').waitFor()
	await page.keyboard.press('Alt+p')
	// Before the desk has it there is nothing to set, and the field says so.
	await page.locator('[data-field="priority"] [role="status"]').waitFor()
	await looksRight(page, 'intake before the desk')
	await page.keyboard.press('F9')
	await page
		.locator('.saved')
		.getByText(/X\d{4}-\d{4}/)
		.waitFor()
	await page.locator('[data-field="priority"] [role="status"]').waitFor({ state: 'detached' })
	await page.keyboard.press('Alt+p')
	await page.locator('dialog select').selectOption('1')
	await page.locator('dialog input').fill('Someone cries in the background.')
	await page.locator('dialog input').press('Enter')
	await closed(page)
	await page.locator('[data-field="priority"] .p1.huge').waitFor()
	const answered = page.waitForResponse((response) => response.url().endsWith('/api/acts/dispatch.incident.classify'))
	await page.locator('.ask .chips button').first().click()
	const { output }: { output: { priority: number; byHand: boolean } } = await (await answered).json()
	expect(output).toMatchObject({ priority: 1, byHand: true })
	await looksRight(page, 'intake with a priority set by hand')
	await page.context().close()
}

/** An officer who sees the incident but sets no priority finds the act there, dashed, and is told why. */
export async function refusedPriority(stage: Stage, look: Omit<Look, 'size'>): Promise<void> {
	const desk = await stage.window(dispatcher, { ...look, size: [1366, 768] })
	const { incident } = await openForced(desk, stage, 'fight')
	const page = await stage.window({ kind: 'officer', agency: 'xigang-old-town' }, { ...look, size: [1366, 768] })
	await page.goto(`${stage.address}/incident/${incident}`)
	await page.locator('.facts-pane .btn[data-refused]').first().waitFor()
	await looksRight(page, 'an incident whose priority may not be set')
	await page.keyboard.press('Alt+p')
	await page.locator('dialog .flush-out .rule').first().waitFor()
	await looksRight(page, 'who could set the priority')
	await Promise.all([desk.context().close(), page.context().close()])
}
