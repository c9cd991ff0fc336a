import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, picture, type Stage } from './browser.ts'
import { demoId } from '../../demo/ids.ts'
import { looksRight } from './right.ts'

/** An officer who needs help, pressed without a network, heard at two desks, answered by two people. */

const phone: Look = { language: 'zh', theme: 'dark', size: [390, 844] }
const desk: Look = { language: 'en', theme: 'light', size: [1440, 900] }

const unitOf = async (page: Page, address: string): Promise<string> => {
	const answer = await page.request.get(`${address}/api/views/dispatch.unit.mine`)
	const read: { output: { unit: { id: string; callSign: { en: string } } } } = await answer.json()
	return read.output.unit.callSign.en
}

describe.skipIf(noBrowser !== null)(`emergency${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test('DS100 DS101 one press without a network reaches every screen with the network, and ends with two people', async () => {
		const [officer, first, second] = await Promise.all([
			stage.window({ unit: demoId('unit', 'old-12') }, phone),
			stage.window({ kind: 'dispatcher', agency: 'xigang-command' }, desk),
			stage.window({ kind: 'commander', agency: 'xigang' }, { ...desk, language: 'zh', theme: 'dark' }),
		])
		await officer.goto(`${stage.address}/unit`)
		await first.goto(`${stage.address}/desk`)
		await second.goto(`${stage.address}/counts`)
		const unit = await unitOf(officer, stage.address)
		const help = officer.getByRole('button', { name: '我需要支援' })
		await help.waitFor()
		await first.getByRole('navigation').first().waitFor()

		await officer.context().setOffline(true)
		await help.click()
		await officer.getByText('暂无网络，恢复后将自动发送').waitFor()
		await picture(officer, 'emergency-kept')
		expect(await first.getByRole('dialog').count()).toBe(0)
		await officer.context().setOffline(false)
		await officer.getByText('已通知席位').waitFor({ timeout: 30_000 })

		const call = first.getByRole('dialog', { name: `${unit} needs help` })
		await call.waitFor({ timeout: 30_000 })
		const theirs = second.getByRole('dialog')
		await theirs.waitFor({ timeout: 30_000 })
		expect(await call.getByRole('row').count()).toBe(5)
		await looksRight(first, 'an officer who needs help')
		await picture(first, 'emergency-desk')
		// Escape does not end it.
		await first.keyboard.press('Escape')
		await call.getByRole('button', { name: 'I have it' }).press('Enter')
		await first.getByText('You have answered. A second person must.').waitFor()
		await call.waitFor({ state: 'detached' })
		await looksRight(first, 'an emergency answered once')
		await picture(first, 'emergency-answered')
		await theirs.getByText('已有一人受理').waitFor({ timeout: 30_000 })
		await picture(second, 'emergency-second')
		await theirs.getByRole('button', { name: '我来受理' }).click()
		await theirs.waitFor({ state: 'detached' })
		await first.getByText('You have answered. A second person must.').waitFor({ state: 'detached', timeout: 30_000 })
		await picture(officer, 'emergency-sent')
		await looksRight(officer, 'the phone')
	}, 240_000)
})
