import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
	type Look,
	noBrowser,
	openStage,
	perform,
	picture,
	type Post,
	type Stage,
	pauseReplay,
	view,
} from './browser.ts'
import { press } from './keys.ts'
import { looks, looksRight } from './right.ts'

/** A written call in a real browser: from a phone that makes no sound to the desk, the incident, and a page left behind. */

const desk: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]
const phone: Look['size'] = [390, 844]
type Call = { readonly id: string; readonly number: string; readonly version: number; readonly channel: string }

describe.skipIf(noBrowser !== null)(`text${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	let agency: string
	beforeAll(async () => {
		stage = await openStage()
		agency = await pauseReplay(stage)
	}, 240_000)
	afterAll(() => stage?.close())

	test('D280, D282, D286, DS130 to DS134 written in English, answered in Chinese, made an incident, left without a trace', async () => {
		const caller = await stage.window('nobody', { language: 'en', theme: 'light', size: phone })
		await caller.goto(`${stage.address}/follow`)
		await caller.goto(`${stage.address}/text`)
		await caller.getByRole('button', { name: 'I am deaf.' }).click()
		await caller.getByRole('button', { name: 'Someone is hurting me.' }).click()
		await caller.getByLabel('Where you are').fill('41 Fishmarket Street, second floor')
		await looksRight(caller, 'the page for writing')
		await picture(caller, 'text-begin-en')
		await caller.getByRole('button', { name: 'Send', exact: true }).click()
		await caller.getByRole('heading', { name: 'What you wrote has arrived. It is read next.' }).waitFor()

		const page = await stage.window(desk, { language: 'zh', theme: 'dark', size: wide })
		await page.goto(`${stage.address}/desk`)
		await page
			.getByRole('button', { name: /文字报警 · 听不见/ })
			.first()
			.waitFor()
		await page.goto(`${stage.address}/intake`)
		await page.getByRole('button', { name: '看写了什么' }).waitFor()
		await press(page, 'Enter')
		const thread = page.getByRole('log', { name: '对话内容' })
		await thread.getByText('我听不见。').waitFor()
		expect(await thread.getByText('Someone is hurting me.').count()).toBe(1)
		await press(page, 'Alt+2')
		await thread.getByText('Where are you?').waitFor()
		await caller.getByText('Where are you?', { exact: true }).waitFor()
		await caller.getByText('seen', { exact: false }).first().waitFor()
		await looksRight(page, 'intake with what is written')
		await picture(page, 'text-intake-zh')

		// Without a network a line waits, and arrives once.
		const lines = caller.getByRole('log')
		await caller.context().setOffline(true)
		await caller.getByLabel('Write here').fill('In the back room.')
		await caller.getByLabel('Write here').press('Enter')
		await lines.getByText('Not sent yet', { exact: false }).waitFor()
		await looksRight(caller, 'a line that waits')
		await caller.context().setOffline(false)
		await lines.getByText('Not sent yet', { exact: false }).waitFor({ state: 'detached' })
		await thread.getByText('In the back room.').waitFor()
		expect(await lines.getByText('In the back room.').count()).toBe(1)

		const { rows } = await view<{ rows: readonly Call[] }>(page, stage, 'dispatch.call.list?open=yes')
		const call = rows.find((row) => row.channel === 'text')
		if (call === undefined) throw new Error('the call did not ring')
		const { places } = await view<{ places: readonly { id: string }[] }>(
			page,
			stage,
			`geo.place.search?text=${encodeURIComponent('41 Fishmarket Street')}&limit=1`,
		)
		const opened = await perform<{ incident: string }>(page, stage, 'dispatch.incident.open', {
			agency,
			type: 'domestic',
			place: { words: '41 Fishmarket Street', address: places[0]?.id },
			call: { id: call.id, version: call.version },
		})
		for (const look of looks) {
			const other = await stage.window(desk, { ...look, size: look.language === 'zh' ? phone : wide })
			await other.goto(`${stage.address}/incident/${opened.incident}`)
			await other.getByRole('log').getByText('In the back room.').waitFor()
			await looksRight(other, `the incident in ${look.language}`)
			await picture(other, `text-incident-${look.language}`)
			await other.context().close()
		}
		await page.goto(`${stage.address}/incident/${opened.incident}`)
		await page.getByRole('button', { name: '人已经在去您那里的路上。' }).click()
		await caller.getByText('Help is on the way to you.', { exact: true }).waitFor()
		await caller.getByRole('button', { name: '中文' }).click()
		await caller.getByText('人已经在去您那里的路上。', { exact: true }).waitFor()
		await looksRight(caller, 'the conversation')
		await picture(caller, 'text-thread-zh')
		expect(await caller.title()).toBe('写字')
		expect(caller.url()).toBe(`${stage.address}/text`)
		expect(await caller.evaluate(() => [localStorage.length, document.cookie])).toEqual([2, ''])

		await press(caller, 'Escape')
		await caller.waitForURL('about:blank')
		await caller.goBack()
		await caller.waitForURL(`${stage.address}/follow`)
		expect(await caller.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 2])
		for (const one of [page, caller]) await one.context().close()
	}, 180_000)
})
