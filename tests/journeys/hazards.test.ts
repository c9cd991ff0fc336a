import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight } from './right.ts'

/** A hazard at an address in a real browser: proposed at an incident, approved by another, seen with the incident. */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]

describe.skipIf(noBrowser !== null)(`hazards${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test('DS120, D171 proposed at an incident, approved by another, shown with its address', async () => {
		const page = await stage.window(desk, { language: 'en', theme: 'light', size: wide })
		const { agencies } = await view<{ agencies: readonly { id: string; code: string }[] }>(
			page,
			stage,
			'identity.agency.tree',
		)
		const agency = agencies.find(({ code }) => code === 'xigang')?.id
		const { places } = await view<{ places: readonly { id: string }[] }>(
			page,
			stage,
			`geo.place.search?text=${encodeURIComponent('41 Fishmarket Street')}&limit=1`,
		)
		const { incident } = await perform<{ incident: string }>(page, stage, 'dispatch.incident.open', {
			agency,
			type: 'noise',
			place: { words: '41 Fishmarket Street', address: places[0]?.id },
		})
		await page.goto(`${stage.address}/incident/${incident}`)
		await page.getByRole('button', { name: 'Propose a hazard of this address' }).click()
		const form = page.getByRole('dialog')
		await form.getByLabel('Hazard').selectOption('dangerous_dog')
		await form.getByLabel('Note').fill('In the yard, not on a chain.')
		await form.getByRole('button', { name: /^Propose it/ }).click()
		await page.getByRole('list', { name: 'Hazards at this address' }).getByText('waits for approval').waitFor()

		const approves = await stage.window(leader, { language: 'zh', theme: 'dark', size: wide })
		await approves.goto(`${stage.address}/hazards`)
		await approves.getByRole('cell', { name: '有危险犬只' }).waitFor()
		await approves.keyboard.press('a')
		await approves.getByRole('cell', { name: '生效中' }).waitFor()
		await looksRight(approves, 'hazards')
		await picture(approves, 'hazards-zh')
		await page
			.getByRole('list', { name: 'Hazards at this address' })
			.getByText(/until \d/)
			.waitFor()
		await looksRight(page, 'an incident with a hazard')
		await picture(page, 'hazard-incident-en')
		for (const look of looks) {
			const narrow = await stage.window(leader, { ...look, size: [390, 844] })
			await narrow.goto(`${stage.address}/hazards`)
			await narrow.locator('tbody tr').first().waitFor()
			await looksRight(narrow, `hazards ${look.language} 390`)
			await narrow.context().close()
		}
		const at = await view<{ rows: readonly { kind: string }[] }>(
			page,
			stage,
			`dispatch.hazard.at?address=${places[0]?.id}`,
		)
		expect(at.rows.map((row) => row.kind)).toEqual(['dangerous_dog'])
		for (const one of [page, approves]) await one.context().close()
	}, 180_000)
})
