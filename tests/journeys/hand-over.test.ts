import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/** Hand-over in a real browser: one refused and decided above, one accepted; and the contact register by the keyboard alone. */

const chief: Post = { kind: 'station_chief', agency: 'xigang-old-town' }
const quay: Post = { kind: 'station_chief', agency: 'xigang-quayside' }
const commander: Post = { kind: 'commander', agency: 'xigang' }
const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const officer: Post = { kind: 'officer', agency: 'xigang-old-town' }
const integrity: Post = { kind: 'integrity_inspector', agency: 'lanjiang-integrity' }
const wide: Look['size'] = [1366, 768]
const plain: Look = { language: 'en', theme: 'light', size: wide }

type Row = {
	readonly id: string
	readonly number: string
	readonly agency: { readonly code: string }
	readonly section: string
}
type Owned = { readonly owners: readonly { readonly agency: { readonly en: string }; readonly why: string }[] }

describe.skipIf(noBrowser !== null)(`hand-over${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
		const page = await stage.window({ kind: 'shift_leader', agency: 'xigang-command' }, plain)
		const { agencies } = await view<{ agencies: readonly { id: string; code: string }[] }>(
			page,
			stage,
			'identity.agency.tree',
		)
		const agency = agencies.find(({ code }) => code === 'xigang')?.id
		// Only this journey acts.
		await perform(page, stage, 'dispatch.replay.pause', { agency })
		await page.context().close()
	}, 240_000)
	afterAll(() => stage?.close())

	/** An open incident of the station, as its chief lists it. */
	async function openIncident(page: Page, nth: number): Promise<Row> {
		const { rows } = await view<{ rows: readonly Row[] }>(page, stage, 'dispatch.incident.list?limit=100')
		const row = rows.filter((one) => one.agency.code === 'xigang-old-town' && one.section !== 'done')[nth]
		if (row === undefined) throw new Error('the demo has no open incident at the station')
		return row
	}

	/** From the incident's page, through the form, to the offer that waits. */
	async function offer(page: Page, incident: Row, why: string): Promise<void> {
		await page.goto(`${stage.address}/incident/${incident.id}`)
		await page.getByRole('button', { name: 'Hand over to another agency' }).click()
		await page.getByLabel('To', { exact: true }).selectOption({ label: `${'\u2003'.repeat(3)}Quayside Station` })
		await page.getByLabel('Reason').fill(why)
		await page.getByRole('button', { name: 'Offer the hand-over' }).click()
		await page.getByText('At zero: it stays with Old Town Station, and Xigang Bureau decides.').waitFor()
	}

	test('K45, K46 refused, it goes to the agency above both, whose commander decides; the owner changes then', async () => {
		const offers = await stage.window(chief, plain)
		const incident = await openIncident(offers, 0)
		await offer(offers, incident, 'The address lies on the quay.')

		const answers = await stage.window(quay, plain)
		await answers.goto(`${stage.address}/hand-over`)
		await answers.getByText('The address lies on the quay.').waitFor()
		await answers.keyboard.press('x')
		const dialog = answers.getByRole('dialog')
		await dialog.getByLabel('Reason').fill('The caller is in the old town.')
		await dialog.getByRole('button', { name: 'Refuse with a reason' }).click()
		await answers.getByText('Xigang Bureau decides; until then Old Town Station owns it.').waitFor()

		const decides = await stage.window(commander, plain)
		await decides.goto(`${stage.address}/hand-over`)
		await decides.getByText('The caller is in the old town.').waitFor()
		await decides.keyboard.press('a')
		await decides.getByRole('dialog').getByLabel('Reason').fill('The quay is nearer.')
		await decides.getByRole('dialog').getByRole('button', { name: 'Decide: to Quayside Station' }).click()
		await decides.getByText('Xigang Bureau decided: Quayside Station owns it.').waitFor()
		const { owners } = await view<Owned>(answers, stage, `command.owner.show?matter=${incident.id}`)
		expect(owners.map((one) => [one.agency.en, one.why])).toEqual([
			['Old Town Station', 'opened'],
			['Quayside Station', 'ordered'],
		])
		for (const page of [offers, answers, decides]) await page.context().close()
	}, 180_000)

	test("K44, K47 accepted, the incident is the new station's, and each side's line in the ledger names the other", async () => {
		const offers = await stage.window(chief, plain)
		const incident = await openIncident(offers, 0)
		await offer(offers, incident, 'Yours by the map.')
		const answers = await stage.window(quay, plain)
		await answers.goto(`${stage.address}/hand-over`)
		await answers.getByText('Yours by the map.').waitFor()
		await answers.keyboard.press('a')
		await answers.getByText('Quayside Station accepted it and owns it.').waitFor()
		// The offerer's own line is written by the system once the other has its number.
		const entries = answers.locator('.ho-entries li')
		await expect
			.poll(() => entries.allInnerTexts(), { timeout: 30_000 })
			.toEqual([
				expect.stringContaining('Offered · Old Town Station'),
				expect.stringContaining('Accepted: the owner changes · Quayside Station'),
				expect.stringContaining('Entered at the offerer · Old Town Station'),
			])
		await answers.getByRole('link', { name: 'Open the matter' }).click()
		await answers.getByText(incident.number).first().waitFor()
		await answers.getByText('Handed over: another agency owns it now').first().waitFor()
		// No unit of the old station is on it, or its rules say who still sees it; the owner is one.
		const { owners } = await view<Owned>(answers, stage, `command.owner.show?matter=${incident.id}`)
		expect(owners.map((one) => one.agency.en)).toEqual(['Old Town Station', 'Quayside Station'])
		for (const page of [offers, answers]) await page.context().close()
	}, 180_000)

	test('K59 a contact is written down by the keyboard alone: five keystrokes beside what is typed, and only the next tier reads it', async () => {
		const page = await stage.window(officer, plain)
		await page.goto(`${stage.address}/hand-over`)
		await page.waitForSelector('.pane .tbl, .pane .empty')
		let extra = 0
		const press = async (key: string): Promise<void> => {
			extra += 1
			await page.keyboard.press(key)
		}
		const words = ['0447', 'port office', 'release him']
		const began = Date.now()
		await press('g')
		await press('k')
		await page.getByLabel('Which matter').waitFor()
		for (const [n, word] of words.entries()) {
			if (n > 0) await press('Tab')
			await page.keyboard.type(word)
		}
		await press('Enter')
		await page.getByText('It stands, and nobody can change it.').waitFor()
		expect(extra).toBe(5)
		expect(Date.now() - began).toBeLessThan(20_000)
		// Two keystrokes a second leave time to think: 20 seconds.
		expect(extra + words.join('').length).toBeLessThanOrEqual(40)
		expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
		await page.context().close()

		const above = await stage.window(integrity, plain)
		await above.goto(`${stage.address}/contact`)
		await above.getByRole('button', { name: 'The register' }).click()
		await above.getByRole('dialog').getByRole('textbox').fill('Review of the month.')
		await above.getByRole('dialog').getByRole('button', { name: 'The register' }).click()
		await above.getByRole('cell', { name: 'port office' }).waitFor()
		await above.context().close()
	}, 120_000)

	test.each(looks)(
		'W12 hand-over and contact are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const look = { language, theme, size }
				const page = await stage.window(quay, look)
				await page.goto(`${stage.address}/hand-over`)
				await page.waitForSelector('.pane .tbl')
				await page.getByRole('button', { name: language === 'en' ? 'Ended' : '已了结', exact: true }).click()
				await page.waitForSelector('tbody tr')
				await looksRight(page, `hand-over at ${size[0]}`)
				await page.context().close()
				const written = await stage.window(integrity, look)
				await written.goto(`${stage.address}/contact`)
				await written.waitForSelector('.contact-form')
				await looksRight(written, `contact at ${size[0]}`)
				await written.context().close()
				const form = await stage.window(dispatcher, look)
				await form.goto(`${stage.address}/contact?about=X2611-0447`)
				await form.waitForSelector('.contact-form')
				await looksRight(form, `contact of a matter at ${size[0]}`)
				await form.context().close()
			}
		},
		300_000,
	)
})
