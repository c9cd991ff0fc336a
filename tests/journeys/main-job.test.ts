import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	command,
	type Language,
	type Look,
	noBrowser,
	openStage,
	picture,
	ring,
	settled,
	type Stage,
} from './browser.ts'
import { priorityAtIntake, priorityByHand, refusedForced, refusedPriority, verifyForced } from './by-hand.ts'
import { doors } from './doors.ts'
import { looksRight } from './right.ts'

/** The main job in a real browser: a ringing call to a closed incident, its proof and its witness, in both languages. */

type Plan = {
	readonly language: Language
	readonly theme: 'light' | 'dark'
	readonly place: string
	readonly type: string
	readonly said: string
	readonly done: string
	readonly disposition: string
	readonly ends: 'accepted_for_decision' | 'closed'
}

const plans: readonly Plan[] = [
	{
		language: 'en',
		theme: 'light',
		place: '41 Fishmarket Street',
		type: 'Assault',
		said: 'A man has a knife, by the stairs, ground floor.',
		done: 'Person detained, first aid given.',
		disposition: 'person_detained',
		ends: 'accepted_for_decision',
	},
	{
		language: 'zh',
		theme: 'dark',
		place: '鱼市街41号',
		type: '噪',
		said: '楼上半夜还在装修。',
		done: '已劝导，停止施工。',
		disposition: 'advised',
		ends: 'closed',
	},
]

type Shown = {
	readonly id: string
	readonly number: string
	readonly state: string
	readonly assignments: readonly { readonly unit: { readonly id: string } }[]
}

async function incidentOf(page: Page, address: string, id: string): Promise<Shown> {
	const answer = await page.request.get(`${address}/api/views/dispatch.incident.show?incident=${id}`)
	const read: { output: Shown } = await answer.json()
	return read.output
}

describe.skipIf(noBrowser !== null)(`the main job${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(plans)(
		'DS3 from a ringing call to a closed incident, its proof and its witness ($language)',
		async (plan) => {
			const desk: Look = { language: plan.language, theme: plan.theme, size: [1920, 1080] }
			const dispatcher = await stage.window({ kind: 'dispatcher', agency: 'xigang-command' }, desk)
			await standStill(stage, dispatcher)
			const { number, code } = await takeCall(stage, plan)
			const id = await send(dispatcher, plan, number)
			const sent = await incidentOf(dispatcher, stage.address, id)
			expect(sent.assignments.length).toBeGreaterThan(0)
			for (const { unit } of sent.assignments) await onThePhone(stage, plan, unit.id)
			expect((await incidentOf(dispatcher, stage.address, id)).state).toBe('cleared')
			await endIt(stage, dispatcher, plan, id)
			await followIt(stage, plan, code)
			await witnessIt(stage)
		},
		300_000,
	)

	test.each(plans)(
		'DS4 the other screens are right too ($language)',
		async ({ language, theme }) => {
			const look: Look = { language, theme, size: [1366, 768] }
			const city = await stage.window({ kind: 'commander', agency: 'lanjiang' }, look)
			await city.goto(`${stage.address}/counts`)
			await city.waitForSelector('.counts-now table')
			await looksRight(city, 'counts')
			await picture(city, `counts-${language}`)
			const small = await stage.window(
				{ kind: 'dispatcher', agency: 'xigang-command' },
				{ language, theme, size: [390, 844] },
			)
			await small.goto(`${stage.address}/desk`)
			await small.waitForSelector('.queue table')
			await looksRight(small, 'the desk on a phone')
			await Promise.all([city.context().close(), small.context().close()])
		},
		120_000,
	)

	test.each(plans)(
		'DS10 a forced place is listed, verified by keyboard, and refused to a tier that may only see it ($language)',
		async ({ language, theme }) => {
			await verifyForced(stage, { language, theme })
			await refusedForced(stage, { language, theme })
		},
		240_000,
	)

	test.each(plans)(
		'DS9, DS11 a priority by hand has a reason and the table beside it; who may not is told who could ($language)',
		async ({ language, theme }) => {
			await priorityByHand(stage, { language, theme })
			await priorityAtIntake(stage, { language, theme })
			await refusedPriority(stage, { language, theme })
		},
		240_000,
	)

	test.each(plans)(
		'DS4 doors, lists and dialogs are right too ($language)',
		async ({ language, theme }) => {
			for (const door of doors) {
				const page = await stage.window(door.who, { language, theme, size: [1366, 768] })
				await page.goto(`${stage.address}${door.path}`)
				await door.open(page, stage)
				await settled(page)
				await looksRight(page, door.name)
				await door.leave?.(page)
				await page.context().close()
			}
		},
		240_000,
	)
})

/** The desk is open and the replay stands, so that nothing but this journey moves. */
async function standStill({ address }: Stage, page: Page): Promise<void> {
	await page.goto(`${address}/desk`)
	await page.waitForSelector('.queue table')
	const replay = page.locator('.feeds button[aria-pressed]')
	if ((await replay.getAttribute('aria-pressed')) === 'true') {
		await page.keyboard.press('Space')
		await page.locator('.feeds button[aria-pressed="false"]').waitFor()
	}
}

/** A call, rung by the exchange in English and keyed by hand in Chinese: place, type, what is said, the questions, then to the desk. All by keyboard but the answers. */
async function takeCall(stage: Stage, plan: Plan): Promise<{ number: string; code: string }> {
	const look: Look = { ...plan, size: [1600, 1000] }
	const page = await stage.window(
		plan.language === 'en' ? 'nobody' : { kind: 'call_taker', agency: 'xigang-command' },
		look,
	)
	await page.goto(`${stage.address}/intake`)
	if (plan.language === 'en') await page.locator('.person', { hasText: 'Call-taker' }).first().click()
	await page.waitForSelector('.pane')
	await looksRight(page, 'calls that wait')
	if (plan.language === 'en') {
		await ring(page, stage.address, 'xigang', '110-9', '13800002208')
		const ringing = page.locator('tr', { hasText: '110-9' })
		await ringing.waitFor()
		await looksRight(page, 'a ringing call')
		await ringing.click()
	} else {
		await page.keyboard.press('Alt+n')
		await page.keyboard.type('13800002207')
		await page.keyboard.press('Enter')
	}
	await page.waitForSelector('.intake-form')
	await page.keyboard.press('F2')
	await page.keyboard.type(plan.place)
	await page.waitForSelector('.matches [role="option"]')
	await page.keyboard.press('Enter')
	await page.waitForSelector('[data-field="place"] .met')
	await page.keyboard.press('F3')
	await page.keyboard.type(plan.type)
	await page.keyboard.press('Enter')
	await page.waitForSelector('.type-chips [aria-pressed="true"]')
	await page.keyboard.press('F6')
	await page.keyboard.type(plan.said)
	await page.keyboard.press('Enter')
	await page.getByText(plan.said).first().waitFor()
	const answers = page.locator('.ask .chips')
	for (let at = 0; at < (await answers.count()); at++) {
		const choices = answers.nth(at).locator('button')
		// Of many the second ("Blade"), of two the first ("Still there").
		const chip = choices.nth((await choices.count()) > 2 ? 1 : 0)
		await chip.click()
		await page.locator(`.ask:nth-child(${at + 1}) [aria-pressed="true"]`).waitFor()
	}
	// All answers stand, not the last alone.
	expect(await page.locator('.ask .met').count()).toBe(await answers.count())
	await looksRight(page, 'intake')
	await page.keyboard.press('F9')
	const saved = page.locator('.saved')
	await saved.getByText(/X\d{4}-\d{4}/).waitFor()
	const words = await saved.innerText()
	await page.locator('.foreseen tbody tr').first().waitFor()
	await looksRight(page, 'intake with the desk')
	await picture(page, `intake-${plan.language}`)
	await page.context().close()
	return {
		number: /X\d{4}-\d{4}/.exec(words)?.[0] ?? '',
		code: /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{2}/.exec(words)?.[0] ?? '',
	}
}

/** The row stands in the queue; Enter sends what is recommended. Gives the incident's id. */
async function send(page: Page, plan: Plan, number: string): Promise<string> {
	const row = page.locator('tr[data-incident]', { hasText: number.slice(-4) })
	await row.click()
	const id = (await row.getAttribute('data-incident')) ?? ''
	await page.locator('.one', { hasText: number }).waitFor()
	await page.locator('.send-row .btn.go').waitFor()
	await looksRight(page, 'the desk')
	await page.locator('.map-route').waitFor()
	await picture(page, `desk-${plan.language}`)
	await page.keyboard.press('Enter')
	await page.locator('.sent li').first().waitFor()
	return id
}

/** The crew's phone: on the way, there, clear. */
async function onThePhone(stage: Stage, plan: Plan, unit: string): Promise<void> {
	const page = await stage.window({ unit }, { ...plan, theme: 'dark', size: [390, 844] })
	await page.goto(`${stage.address}/unit`)
	const steps = page.locator('.phone-steps .done, .phone-steps .now')
	await page.locator('.phone-acts .big-act').waitFor()
	await looksRight(page, 'the phone')
	// What is off says why.
	await page.locator('.small-act.off').first().click({ force: true })
	await page.locator('.note.no').waitFor()
	await looksRight(page, 'the phone, with what is off')
	// Who could: the rules in words, by the note's own button; Escape goes back to the work.
	await page.locator('.note.no button:not(.rule)').click()
	await page.locator('dialog[open] .rule').first().waitFor()
	await looksRight(page, 'the phone, who could')
	await page.keyboard.press('Escape')
	await page.locator('dialog').waitFor({ state: 'detached' })
	for (const count of [2, 3]) {
		await page.locator('.phone-acts .big-act').click()
		await expect.poll(() => steps.count(), { timeout: 30_000 }).toBe(count)
		if (count === 2) await picture(page, `phone-${plan.language}`)
	}
	await page.locator('.phone-acts .big-act').click()
	await page.locator('dialog textarea').fill(plan.done)
	await page.locator('dialog .big-act').click()
	await page.locator('.phone-what.calm').waitFor()
	// Shown before it is entered (DS103): what waits goes with the answer.
	await page.locator('.phone-waiting').waitFor({ state: 'detached' })
	await page.context().close()
}

/** How it ended, closed (or accepted for decision), and the proof of it checked in the browser. */
async function endIt(stage: Stage, page: Page, plan: Plan, id: string): Promise<void> {
	await page.goto(`${stage.address}/incident/${id}`)
	await page.locator('.facts-pane select').selectOption(plan.disposition)
	await page
		.locator('.facts-pane .btn', { hasText: plan.language === 'en' ? 'Record disposition' : '记下处置结果' })
		.click()
	const close = page.locator('.facts-pane .btn.main')
	await close.waitFor()
	await close.click()
	await expect.poll(async () => (await incidentOf(page, stage.address, id)).state, { timeout: 30_000 }).toBe(plan.ends)
	await page.locator('.story-pane .link').first().click()
	await page.locator('.proof-box .good').first().waitFor()
	await page.locator('.why-pane .met').waitFor()
	await page.locator('.unchanged b').waitFor()
	await looksRight(page, 'the incident')
	await picture(page, `incident-${plan.language}`)
}

/** The caller's page names no type, no place and no police. */
async function followIt(stage: Stage, plan: Plan, code: string): Promise<void> {
	const page = await stage.window('nobody', { ...plan, theme: 'light', size: [390, 844] })
	await page.goto(`${stage.address}/follow/${code}`)
	await page.locator('.follow-answer h1').waitFor()
	await looksRight(page, 'the caller’s page')
	const receipt = await page.request.get(`${stage.address}${await page.locator('.follow-save').getAttribute('href')}`)
	expect(await receipt.text()).toMatch(/^c2sp\.org\/tlog-proof/)
	const words = await page.locator('body').innerText()
	expect(words).not.toMatch(/police|警|assault|knife|fishmarket|鱼市街|噪/i)
	await picture(page, `follow-${plan.language}`)
	await page.context().close()
}

/** Another machine's folder cosigns the ledger as it stands. */
async function witnessIt({ address }: Stage): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-witness-'))
	try {
		const { code, out } = await command(['ledger', 'witness', folder, '--url', address])
		expect(out).toMatch(/cosigned at \d+ entries/)
		expect(code).toBe(0)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}
