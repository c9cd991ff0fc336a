import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoId } from '../../demo/ids.ts'
import { type Look, noBrowser, openStage, perform, picture, type Stage, view } from './browser.ts'
import { looksRight } from './right.ts'

/** The officer's phone without a network: it goes on, is opened anew, and everything is entered once. */

const phone: Look = { language: 'en', theme: 'dark', size: [390, 844] }
const desk: Look = { language: 'en', theme: 'light', size: [1440, 900] }
const unit = demoId('unit', 'old-12')

type Mine = { readonly unit: { readonly id: string; readonly status: string; readonly version: number } }
type Incident = {
	readonly story: readonly { readonly act: string; readonly text: string | null; readonly at: string }[]
}

/** A JPEG by its first bytes, in two parts. */
const photograph = Buffer.alloc(600_000, 9)
photograph.set([0xff, 0xd8, 0xff, 0xe0])
type Handed = { readonly rows: readonly { readonly sha256: string; readonly parts: number }[] }

describe.skipIf(noBrowser !== null)(`offline${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test('DS103 W93 status, notes and clearing without a network, the page opened anew, all entered once with their time', async () => {
		const [officer, dispatcher] = await Promise.all([
			stage.window({ unit }, phone),
			stage.window({ kind: 'dispatcher', agency: 'xigang-command' }, desk),
		])
		const incident = await sentAnew(stage, dispatcher)
		await officer.goto(`${stage.address}/unit`)
		await officer.getByRole('button', { name: 'On my way' }).waitFor()
		await officer.waitForFunction(async () => {
			const kept = await caches.open('seawall-unit-answers')
			const page = await caches.open('seawall-unit-page')
			const names = (await kept.keys()).map((one) => one.url)
			return names.some((one) => one.includes('unit.mine')) && (await page.keys()).length > 3
		})
		// The page itself is kept once the worker has served it.
		await officer.reload()
		await officer.getByRole('button', { name: 'On my way' }).waitFor()

		await officer.context().setOffline(true)
		const cutAt = Date.now()
		await officer.getByRole('button', { name: 'On my way' }).click()
		await officer.getByRole('button', { name: 'On scene' }).click()
		await officer.getByRole('button', { name: 'Clear, unit free' }).waitFor()
		await officer.getByRole('button', { name: 'Note', exact: true }).click()
		await officer.getByRole('textbox').fill('Door forced, nobody in.')
		await officer.getByRole('button', { name: 'Save note' }).click()
		await officer
			.locator('.phone-photo input')
			.setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: photograph })
		await officer.getByText('Kept, and sent as soon as there is a network.').waitFor()
		await officer.getByRole('button', { name: /4 waiting to be sent/ }).waitFor()

		// Opened anew without a network: the page, and what is kept, are there.
		await officer.reload()
		await officer.getByRole('button', { name: 'Clear, unit free' }).waitFor()
		await officer.getByRole('button', { name: /waiting to be sent/ }).click()
		const note = officer.getByRole('listitem').filter({ hasText: 'Door forced, nobody in.' })
		await note.getByRole('button', { name: 'Change' }).click()
		await officer.getByRole('textbox', { name: 'Note' }).fill('Door forced, nobody inside.')
		await officer.getByRole('button', { name: 'Save note' }).click()
		await officer.getByText('Door forced, nobody inside.').waitFor()
		await picture(officer, 'phone-offline')
		await looksRight(officer, 'the phone without a network')
		const before = await view<Mine>(dispatcher, stage, `dispatch.unit.list?shift=on`).catch(() => null)
		expect(before).not.toBeNull()
		const dark = await view<Incident>(dispatcher, stage, `dispatch.incident.show?incident=${incident}`)
		expect(dark.story.filter((line) => line.text?.startsWith('Door forced') === true)).toEqual([])

		await officer.context().setOffline(false)
		await officer.getByRole('button', { name: /waiting to be sent/ }).waitFor({ state: 'detached', timeout: 30_000 })
		const after = await view<Incident>(dispatcher, stage, `dispatch.incident.show?incident=${incident}`)
		const lines = after.story.filter((line) => Date.parse(line.at) >= cutAt - 2_000)
		const notes = lines.filter((line) => line.act === 'dispatch.incident.note').map((line) => line.text)
		expect(notes).toEqual(['Door forced, nobody inside.'])
		expect(lines.filter((line) => line.act === 'dispatch.unit.set-status')).toHaveLength(2)
		const mine = await view<Mine>(officer, stage, 'dispatch.unit.mine')
		expect(mine.unit.status).toBe('on_scene')
		await expect
			.poll(async () => (await view<Handed>(dispatcher, stage, `dispatch.attachment.list?incident=${incident}`)).rows, {
				timeout: 30_000,
			})
			.toMatchObject([{ what: 'photo', sha256: createHash('sha256').update(photograph).digest('hex'), parts: 2 }])
		// D127, DS145. A recording goes by its hash, from the phone and from the desk.
		const recording = Buffer.alloc(5_000_000, 7)
		await officer.reload()
		await officer
			.locator('.phone-recording input')
			.setInputFiles({ name: 'body.mp4', mimeType: 'video/mp4', buffer: recording })
		await officer.getByText('Attached by its hash.').waitFor()
		await looksRight(officer, 'the phone linked again')
		await picture(officer, 'phone-recording')
		await dispatcher.goto(`${stage.address}/incident/${incident}`)
		await dispatcher.getByRole('button', { name: 'Attach a recording' }).click()
		const dialog = dispatcher.getByRole('dialog')
		await dialog.locator('input[type=file]').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: photograph })
		await dialog.getByText(createHash('sha256').update(photograph).digest('hex')).waitFor()
		await looksRight(dispatcher, 'attaching a recording')
		await picture(dispatcher, 'recording')
		await dialog
			.locator('input[type=file]')
			.setInputFiles({ name: 'b.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(99, 3) })
		await dialog.getByText(createHash('sha256').update(Buffer.alloc(99, 3)).digest('hex')).waitFor()
		await dialog.getByRole('button', { name: 'Attach it' }).click()
		await expect
			.poll(async () => (await view<Handed>(dispatcher, stage, `dispatch.attachment.list?incident=${incident}`)).rows)
			.toMatchObject([
				{ what: 'photo' },
				{ what: 'recording', sha256: createHash('sha256').update(recording).digest('hex'), parts: 0 },
				{ what: 'recording', parts: 0 },
			])
		await dispatcher.getByText('Handed in').waitFor()
		await looksRight(dispatcher, 'what was handed in')
		await picture(dispatcher, 'handed-in')
	}, 240_000)
})

type Listed = { readonly rows: readonly { readonly id: string; readonly version: number; readonly status: string }[] }

/** An incident of its own, with the unit sent to it. */
async function sentAnew(stage: Stage, page: Parameters<typeof view>[0]): Promise<string> {
	const own = async () =>
		(await view<Listed>(page, stage, 'dispatch.unit.list?shift=on')).rows.find((one) => one.id === unit)
	const agencies = await view<{ agencies: readonly { id: string; code: string }[] }>(
		page,
		stage,
		'identity.agency.tree',
	)
	const agency = agencies.agencies.find((one) => one.code === 'xigang')?.id
	const found = await view<{ places: readonly { id: string }[] }>(
		page,
		stage,
		`geo.place.search?text=${encodeURIComponent('41 Fishmarket')}`,
	)
	const opened = await perform<{ incident: string }>(page, stage, 'dispatch.incident.open', {
		agency,
		type: 'found_property',
		place: { words: '41 Fishmarket Street', address: found.places[0]?.id },
	})
	// The replay clock works at the same desk and may send the unit in between: then it is freed and sent again.
	for (let tries = 0; ; tries += 1) {
		const was = await own()
		try {
			if (was !== undefined && was.status !== 'available')
				await perform(page, stage, 'dispatch.unit.clear', { unit, version: was.version })
			const { incident } = opened
			const { version } = await view<{ version: number }>(page, stage, `dispatch.incident.show?incident=${incident}`)
			await perform(page, stage, 'dispatch.unit.assign', { incident, version, units: [unit], override: 'journey' })
			return incident
		} catch (error) {
			if (tries === 5) throw error
		}
	}
}
