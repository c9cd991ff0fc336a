import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoId } from '../../demo/ids.ts'
import {
	type Look,
	noBrowser,
	openStage,
	perform,
	picture,
	type Post,
	type Stage,
	pauseReplay,
	tellExchange,
	view,
} from './browser.ts'
import { press } from './keys.ts'
import { looksRight } from './right.ts'
import { beginNight, type Night, type Rung, takeCall, unaccounted } from './storm.ts'

/**
 * A storm night in a real browser: sixty calls, faster than in ten minutes, relief in the middle, a phone cut off, an officer who
 * needs help, a call handed on, a warning issued and ended; in both languages, and nothing lost.
 */

const calls = 60
const wide: Look['size'] = [1366, 768]
const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const plans = [
	{
		language: 'en',
		theme: 'light',
		leaves: dispatcher,
		comes: leader,
		unit: 'old-12',
		help: 'I need help',
		have: 'I have it',
	},
	{
		language: 'zh',
		theme: 'dark',
		leaves: leader,
		comes: dispatcher,
		unit: 'quay-22',
		help: '我需要支援',
		have: '我来受理',
	},
] as const
type Plan = (typeof plans)[number]
type Watch = { readonly watch: { readonly lines: readonly { readonly matter: string }[] } | null }

describe.skipIf(noBrowser !== null)(`a storm night${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	let agency: string
	beforeAll(async () => {
		stage = await openStage()
		agency = await pauseReplay(stage)
	}, 400_000)
	afterAll(() => stage?.close())

	test.each(plans)(
		'DS150 sixty calls in ten minutes, relief in the middle, and nothing is lost ($language)',
		async (plan) => {
			const look: Look = { ...plan, size: wide }
			const [desk, next, taker] = await Promise.all([
				stage.window(plan.leaves, look),
				stage.window(plan.comes, look),
				stage.window({ kind: 'call_taker', agency: 'xigang-command' }, look),
			])
			const began = Date.now()
			const night = await beginNight(stage, taker, agency)
			await watch(stage, desk)
			await desk.goto(`${stage.address}/desk`)
			await desk.locator('.queue table').first().waitFor()
			for (let n = 0; n < calls / 2; n += 1) await takeCall(night, n, `storm-${plan.language}-${n}`)
			await onTheQueue(desk, night)
			await sendFirst(desk, night)
			await moreHelp(desk, stage, night)
			await relieve(stage, plan, desk, next, night)
			await next.goto(`${stage.address}/desk`)
			await cutPhone(stage, plan, [next, desk], night)
			for (let n = calls / 2; n < calls; n += 1) await takeCall(night, n, `storm-${plan.language}-${n}`)
			await onTheQueue(next, night)
			await handOn(stage, next, night)
			await warn(stage, plan, desk, next)
			expect(await unaccounted(night)).toEqual([])
			expect(night.calls.size).toBe(calls + 1)
			expect(Date.now() - began).toBeLessThan(600_000)
			await next.goto(`${stage.address}/desk`)
			await onTheQueue(next, night)
			await looksRight(next, 'the desk in the storm')
			await picture(next, `storm-desk-${plan.language}`)
			await next.goto(`${stage.address}/day`)
			await next.locator('.day-overdue tbody tr').first().waitFor()
			await looksRight(next, 'what is overdue and uncovered in the storm')
			await picture(next, `storm-day-${plan.language}`)
			for (const page of [desk, next, taker]) await page.context().close()
		},
		600_000,
	)
})

/** A watch stands at this desk, so that what comes in has somebody. */
async function watch(stage: Stage, page: Page): Promise<void> {
	await page.goto(`${stage.address}/relief`)
	await page.locator('.relief-acts .btn').first().waitFor()
	if ((await view<Watch>(page, stage, 'dispatch.watch.show')).watch === null) await press(page, 'b')
	await page.locator('.relief-on').waitFor()
}

/** The newest incident stands on the desk by itself. */
async function onTheQueue(page: Page, { incidents }: Night): Promise<void> {
	await page.locator(`tr[data-incident="${incidents.at(-1)?.incident}"]`).waitFor()
}

/** The first of the night is sent as recommended, by one key. */
async function sendFirst(page: Page, { incidents }: Night): Promise<void> {
	await page.locator(`tr[data-incident="${incidents[0]?.incident}"]`).click()
	await page.locator('.one', { hasText: incidents[0]?.number ?? '' }).waitFor()
	await page.locator('.send-row .btn.go').waitFor()
	await page.keyboard.press('Enter')
	await page.locator('.sent li').first().waitFor()
}

/** D292. More help for one, with a word why. */
async function moreHelp(page: Page, stage: Stage, { incidents }: Night): Promise<void> {
	const incident = incidents[1]?.incident ?? ''
	await page.goto(`${stage.address}/incident/${incident}`)
	await page.locator('.facts-pane .facts').waitFor()
	await page.keyboard.press('Alt+l')
	await page.locator('dialog input').fill('A tree on two cars, people inside.')
	await looksRight(page, 'raising the alarm level')
	await page.locator('dialog input').press('Enter')
	await page.locator('dialog').waitFor({ state: 'detached' })
	await expect
		.poll(
			async () => view<{ level: number; needs: number }>(page, stage, `dispatch.incident.show?incident=${incident}`),
			{
				timeout: 30_000,
			},
		)
		.toMatchObject({ level: 2, needs: 5 })
}

/** Relief in the middle: everything open passes to the successor, who countersigns. */
async function relieve(stage: Stage, plan: Plan, out: Page, into: Page, { incidents }: Night): Promise<void> {
	await out.goto(`${stage.address}/relief`)
	await out.locator('.relief-on').waitFor()
	await into.goto(`${stage.address}/relief`)
	const { session } = await view<{ session: { post: { id: string } } }>(into, stage, 'identity.session.show')
	await out.locator('.relief-start select').last().selectOption(session.post.id)
	await press(out, 'Escape', 'n')
	await out.locator('.relief-waits').waitFor()
	await into.locator('.relief-acts .btn.go').waitFor()
	await looksRight(into, `a relief in the storm in ${plan.language}`)
	await press(into, 'g')
	await into.locator('.relief-on').waitFor()
	await out.locator('.relief-on').waitFor({ state: 'detached' })
	const held = JSON.stringify((await view<Watch>(into, stage, 'dispatch.watch.show')).watch?.lines)
	for (const { incident } of incidents) expect(held).toContain(incident)
}

/** A crew without a network says it is on the way and calls for help; each arrives once, and two people answer. */
async function cutPhone(stage: Stage, plan: Plan, [first, second]: readonly [Page, Page], night: Night): Promise<void> {
	const unit = demoId('unit', plan.unit)
	const officer = await stage.window({ unit }, { ...plan, size: [390, 844] })
	const { incident } = await sendUnit(stage, first, unit, night)
	await officer.goto(`${stage.address}/unit`)
	await officer.locator('.phone-acts .big-act').waitFor()
	const help = officer.getByRole('button', { name: plan.help })
	await officer.context().setOffline(true)
	await officer.locator('.phone-acts .big-act').click()
	await officer.locator('.phone-waiting').waitFor()
	await help.click()
	await officer.locator('.phone-help [role="alert"]').waitFor()
	await looksRight(officer, 'a phone without a network')
	await officer.context().setOffline(false)
	await officer.locator('.phone-help [role="status"]').waitFor({ timeout: 30_000 })
	for (const page of [first, second]) {
		const call = page.getByRole('dialog')
		await call.getByRole('button', { name: plan.have }).press('Enter')
		await call.waitFor({ state: 'detached' })
	}
	await officer.locator('.phone-waiting').waitFor({ state: 'detached' })
	type Line = { readonly act: string; readonly fact: { readonly to?: string } }
	const { story } = await view<{ story: readonly Line[] }>(first, stage, `dispatch.incident.show?incident=${incident}`)
	expect(story.filter((line) => line.fact.to === 'en_route')).toHaveLength(1)
	await officer.context().close()
}

/** The unit is freed if need be, and sent to an incident of the night that waits. */
async function sendUnit(stage: Stage, page: Page, unit: string, { incidents }: Night) {
	type Rows = { readonly rows: readonly { readonly id: string; readonly version: number; readonly status: string }[] }
	const { rows } = await view<Rows>(page, stage, 'dispatch.unit.list?shift=on')
	const own = rows.find(({ id }) => id === unit)
	if (own !== undefined && own.status !== 'available' && own.status !== 'out_of_service')
		await perform(page, stage, 'dispatch.unit.clear', { unit, version: own.version })
	if (own?.status === 'out_of_service')
		await perform(page, stage, 'dispatch.unit.set-status', { unit, version: own.version, to: 'available' })
	const incident = incidents[4]?.incident ?? ''
	const { version } = await view<{ version: number }>(page, stage, `dispatch.incident.show?incident=${incident}`)
	await perform(page, stage, 'dispatch.unit.assign', {
		incident,
		version,
		units: [unit],
		override: 'nearest to the quay',
	})
	return { incident }
}

/** One more call, not for the police: handed on by one key, its code read out. */
async function handOn(stage: Stage, page: Page, night: Night): Promise<void> {
	const reference = crypto.randomUUID()
	const event = { event: 'ring', agency: night.agency, reference, line: 'storm-fire', number: '13800002207' }
	const { call, version } = await tellExchange<Rung>(stage.address, event)
	night.calls.set(call, 'transferred')
	await perform(page, stage, 'dispatch.call.answer', { call, version })
	await page.goto(`${stage.address}/intake?call=${call}`)
	await page.locator('.intake-form').waitFor()
	await page.keyboard.press('F8')
	const dialog = page.getByRole('dialog')
	await dialog.locator('select').selectOption('fire_119')
	await dialog.locator('textarea, input').last().fill('A roof has caught fire.')
	await page.keyboard.press('F8')
	await dialog.locator('b.mono').waitFor()
	await looksRight(page, 'the code of a call handed on')
	await dialog.locator('.btn.go').click()
	await dialog.waitFor({ state: 'detached' })
}

/** A warning for the quarter: proposed by one, issued by the other, read by anybody, ended. */
async function warn(stage: Stage, plan: Plan, proposes: Page, issues: Page): Promise<void> {
	const [from, to] = plan.leaves === leader ? [issues, proposes] : [proposes, issues]
	const words = {
		headline: 'Storm tide',
		description: 'Water over the quay.',
		instruction: 'Stay away.',
		area: 'The quay',
	}
	await perform(from, stage, 'warnings.warning.propose', {
		kind: 'flood_tide',
		severity: 'severe',
		urgency: 'immediate',
		certainty: 'observed',
		response: 'avoid',
		status: 'actual',
		area: { is: 'circle', centre: [121.9012, 29.1034], radiusMetres: 400 },
		en: words,
		zh: { headline: '风暴潮', description: '海水漫过码头。', instruction: '请勿靠近。', area: '码头一带' },
		until: new Date(Date.now() + 3_600_000).toISOString(),
	})
	await to.goto(`${stage.address}/warning-desk`)
	await to
		.getByText(plan.language === 'en' ? 'Storm tide' : '风暴潮')
		.first()
		.waitFor()
	await to.keyboard.press('a')
	const anybody = await stage.window('nobody', { ...plan, size: [390, 844] })
	await expect
		.poll(
			async () => {
				await anybody.goto(`${stage.address}/warnings`)
				return anybody.locator('.force h2').count()
			},
			{ timeout: 60_000 },
		)
		.toBe(1)
	await looksRight(anybody, 'the warning as anybody reads it')
	await to.keyboard.press('e')
	const dialog = to.getByRole('dialog')
	await dialog
		.locator('input, textarea')
		.last()
		.fill(plan.language === 'en' ? 'The water has gone.' : '海水已退。')
	await dialog.locator('.btn.go, .btn.main').last().click()
	await dialog.waitFor({ state: 'detached' })
	await expect
		.poll(
			async () => {
				await anybody.goto(`${stage.address}/warnings`)
				return anybody.locator('.force h2').count()
			},
			{ timeout: 60_000 },
		)
		.toBe(0)
	await anybody.context().close()
}
