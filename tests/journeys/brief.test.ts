import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textOfPdf } from '../pdf-text.ts'
import { type Language, type Look, noBrowser, openStage, picture, type Post, type Stage, view } from './browser.ts'
import { looksRight } from './right.ts'

/** Command rhythm and duty and powers in a real browser. */

const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const commander: Post = { kind: 'commander', agency: 'xigang' }
const looks: readonly Look[] = [
	{ language: 'en', theme: 'light', size: [1600, 1000] },
	{ language: 'zh', theme: 'dark', size: [390, 844] },
]
const narrow = ({ size }: Look) => size[0] < 1100

type Brief = {
	readonly sections: readonly { readonly lines: readonly { readonly en: string; readonly zh: string }[] }[]
}

describe.skipIf(noBrowser !== null)(`briefings${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'K70 K73 K76 K77 a briefing is made, a line opens its matter, the PDF is kept and read back, the next leader takes over ($language)',
		async (look) => {
			const page = await stage.window(leader, look)
			await page.goto(`${stage.address}/briefs`)
			await page.locator('.brief-make .btn.go').waitFor()
			// What is younger than three seconds belongs to the next one.
			await page.waitForTimeout(3_500)
			await page.locator('.brief-make .btn.go').click()
			await page.locator('.brief-page td a:visible').first().waitFor()
			await looksRight(page, `briefing in ${look.language}`)
			await picture(page, `brief-${look.language}`)
			const id = new URL(page.url()).pathname.split('/')[2] ?? ''
			const brief = await view<Brief>(page, stage, `command.brief.show?brief=${id}`)
			const first = brief.sections.flatMap((section) => section.lines)[0]?.[look.language] ?? ''
			expect(first).not.toBe('')
			const [kept] = await Promise.all([
				page.waitForEvent('download'),
				page.locator('.brief-tools .btn').first().click(),
			])
			const { text, pages, links } = textOfPdf(readFileSync(await kept.path()))
			expect(pages).toBe(1)
			expect(text.replaceAll(/\s+/g, '')).toContain(first.slice(0, 30).replaceAll(/\s+/g, ''))
			expect(links.every((link) => link.startsWith(`${stage.address}/open/`))).toBe(true)
			await page.locator('.brief-check .btn').click()
			await page.locator('.brief-check .note.g').waitFor()
			await page.locator('.brief-page td a:visible').first().click()
			await page.waitForURL((url) => !url.pathname.startsWith('/briefs'))
			// The link on paper leads to the same matter.
			const paper = links[0] ?? ''
			await page.goto(paper)
			await page.waitForURL((url) => !url.pathname.startsWith('/open/'))
			await page.context().close()
			await takenOver(stage, look, id)
		},
		240_000,
	)

	test('K82 K83 a report is filled, asks once, and is sent', async () => {
		const look = looks[0] ?? { language: 'en' as Language, theme: 'light' as const, size: [1600, 1000] as const }
		const page = await stage.window(leader, look)
		const list = await view<{ rows: readonly { id: string; number: string }[] }>(page, stage, 'dispatch.incident.list')
		await page.goto(`${stage.address}/reports/new/${list.rows[0]?.id ?? ''}`)
		const asked = page.locator('.report-form td select')
		await asked.first().waitFor()
		for (const [n, value] of ['no', 'units', 'over'].entries()) await asked.nth(n).selectOption(value)
		await looksRight(page, 'report being filled')
		await page.locator('.report-form .btn.go').click()
		await page.waitForURL((url) => /^\/reports\/[0-9a-f-]{36}$/.test(url.pathname))
		await page
			.getByText(list.rows[0]?.number ?? '')
			.first()
			.waitFor()
		await page.goto(`${stage.address}/reports/new/${list.rows[0]?.id ?? ''}`)
		await page.locator('.report-form .btn.go').waitFor()
		expect(await page.locator('.report-form td select').count()).toBe(0)
		await page.context().close()
	}, 120_000)

	test.each(looks)(
		'P22 P24 P25 W61 duty and powers, who could, and the tiers side by side ($language)',
		async (look) => {
			const page = await stage.window({ kind: 'dispatcher', agency: 'xigang-command' }, look)
			await page.goto(`${stage.address}/powers`)
			if (narrow(look)) await page.locator('.cols-tabs button').nth(1).click()
			await page.locator('.pane:visible .duty-rows, .pane:visible td b').first().waitFor()
			await looksRight(page, `duties in ${look.language}`)
			await page.goto(`${stage.address}/powers?act=dispatch.incident.close`)
			if (narrow(look)) await page.locator('.cols-tabs button').nth(2).click()
			await page.locator('.could.held:visible').first().waitFor()
			await looksRight(page, `who could in ${look.language}`)
			await page.goto(`${stage.address}/powers/tiers`)
			await page.locator('.tier').first().waitFor()
			expect(await page.locator('.tier').count()).toBe(4)
			await looksRight(page, `tiers in ${look.language}`)
			await picture(page, `tiers-${look.language}`)
			await page.keyboard.press('t')
			await page.locator('.tiers-page table').waitFor()
			await looksRight(page, `tiers as a table in ${look.language}`)
			await page.context().close()
		},
		240_000,
	)
})

async function takenOver(stage: Stage, look: Look, id: string): Promise<void> {
	const page = await stage.window(commander, look)
	await page.goto(`${stage.address}/briefs/${id}`)
	if (narrow(look)) await page.locator('.cols-tabs button').nth(1).click()
	await page.locator('.brief-page .pf .btn').click()
	await page.locator('.brief-page .pf .good').waitFor()
	await page.context().close()
}
