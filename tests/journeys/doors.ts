import type { Page } from 'playwright-core'
import { perform, type Post, type Stage } from './browser.ts'
import { dispatcher, openForced } from './by-hand.ts'

/** A door, a list or what opens over a screen: who looks, where, and what is done there first. */
export type Door = {
	readonly name: string
	readonly who: Post | 'nobody'
	readonly path: string
	readonly open: (page: Page, stage: Stage) => Promise<void>
	/** What must hold on the way out. */
	readonly leave?: (page: Page) => Promise<void>
}

const choose = async (page: Page): Promise<string> => {
	const row = page.locator('tr[data-incident]').first()
	await row.click()
	await page.locator('.send-row').waitFor()
	return (await row.getAttribute('data-incident')) ?? ''
}

/** Doors, lists, and what opens over a screen: one list, each looked at in both languages. */
export const doors: readonly Door[] = [
	{ name: 'set-up', who: 'nobody', path: '/set-up', open: (page) => page.locator('.steps').waitFor() },
	{ name: 'enrolment', who: 'nobody', path: '/enrol', open: (page) => page.locator('.way input').first().waitFor() },
	{
		name: 'the list of entries',
		who: { kind: 'integrity_inspector', agency: 'xigang-integrity' },
		path: '/entries',
		async open(page, stage) {
			await closeOne(stage)
			await page.getByRole('button', { name: /^(Acts|操作)$/ }).click()
			// The longest words an entry has.
			await page
				.locator('td', { hasText: /accept a reported crime|转受案/ })
				.first()
				.waitFor()
		},
	},
	{
		name: 'others than recommended',
		who: dispatcher,
		path: '/desk',
		async open(page) {
			await choose(page)
			await page.keyboard.press('o')
			await page.locator('dialog input').first().waitFor()
		},
	},
	{
		name: 'a rule',
		who: dispatcher,
		path: '/desk',
		async open(page) {
			await page.goto(new URL(`/incident/${await choose(page)}`, page.url()).href)
			await page.locator('button.rule').first().click()
			await page.locator('dialog .rule').first().waitFor()
		},
	},
	{
		name: 'why not, and who could',
		who: dispatcher,
		path: '/desk',
		async open(page) {
			await choose(page)
			await page.locator('.refused-now .note').first().waitFor()
			await page.keyboard.press('w')
			await page.locator('dialog[open] .rule').first().waitFor()
		},
		async leave(page) {
			await page.keyboard.press('Escape')
			await page.locator('dialog').waitFor({ state: 'detached' })
			await page.locator('.send-row').waitFor()
		},
	},
	{
		name: 'the offline band',
		who: dispatcher,
		path: '/desk',
		async open(page) {
			await page.route('**/api/stream*', (route) => route.abort())
			await page.reload()
			await page.locator('.band').waitFor()
			// Work goes on: the queue stands and a row opens.
			await choose(page)
		},
		async leave(page) {
			await page.unroute('**/api/stream*')
			await page.locator('.band').waitFor({ state: 'detached' })
		},
	},
]

/** The dispatcher closes an incident, so that the ledger says so. */
async function closeOne(stage: Stage): Promise<void> {
	const page = await stage.window(dispatcher, { language: 'en', theme: 'light', size: [1366, 768] })
	const { incident, version } = await openForced(page, stage, 'noise')
	const how = { incident, version, disposition: 'advised' }
	const disposed = await perform<{ version: number }>(page, stage, 'dispatch.incident.dispose', how)
	await perform(page, stage, 'dispatch.incident.close', { incident, version: disposed.version })
	await page.context().close()
}
