import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { send } from './keys.ts'
import { looks, looksRight } from './right.ts'

/** A drill in a real browser: proposed, agreed to, played at a desk of its own beside the real one, and ended. */

const trainer: Post = { kind: 'trainer', agency: 'xigang-training' }
const commander: Post = { kind: 'commander', agency: 'xigang-command' }
const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
const wide: Look['size'] = [1366, 768]

type Session = {
	readonly session: {
		readonly person: { readonly id: string; readonly nameEn: string }
		readonly posts: readonly {
			readonly id: string
			readonly drill: boolean
			readonly agency: { readonly id: string }
		}[]
	} | null
}

describe.skipIf(noBrowser !== null)(`drills${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test('DS137, W94 a drill is opened by two, played beside the real desk, and ended', async () => {
		const leads = await stage.window(trainer, { language: 'en', theme: 'light', size: wide })
		await leads.goto(`${stage.address}/drills`)
		await leads.getByText('A trainer or the commander proposes one').waitFor()
		await leads.keyboard.press('p')
		const form = leads.getByRole('dialog')
		await form.getByLabel('What it is for').fill('Winter shift: fire at the quayside.')
		await send(leads)
		await leads.getByRole('cell', { name: 'proposed', exact: true }).waitFor()

		const agrees = await stage.window(commander, { language: 'zh', theme: 'dark', size: wide })
		await agrees.goto(`${stage.address}/drills`)
		await agrees.getByRole('cell', { name: '待同意' }).waitFor()
		await agrees.keyboard.press('a')
		await agrees.getByRole('cell', { name: '进行中' }).waitFor()

		const plays = await stage.window(dispatcher, { language: 'en', theme: 'dark', size: wide })
		const { session } = await view<Session>(plays, stage, 'identity.session.show')
		await leads.getByRole('cell', { name: 'running', exact: true }).waitFor()
		await leads.keyboard.press('i')
		await leads
			.getByRole('dialog')
			.getByLabel('Person')
			.selectOption({ label: session?.person.nameEn ?? '' })
		await send(leads)
		await leads
			.getByRole('region', { name: 'Takes part' })
			.getByText(session?.person.nameEn ?? '')
			.waitFor()
		await leads.keyboard.press('Escape')
		await looksRight(leads, 'drills')
		await picture(leads, 'drills-en')

		await plays.goto(`${stage.address}/desk`)
		await plays.locator('button.post').click()
		await plays.getByRole('button', { name: /DRILL/ }).click()
		await plays.getByRole('note', { name: 'DRILL' }).waitFor()
		await plays.waitForFunction(() => document.title.startsWith('DRILL'))
		const played = await view<Session>(plays, stage, 'identity.session.show')
		const at = played.session?.posts.find((post) => post.drill)?.agency.id ?? ''
		const { agencies } = await view<{ agencies: readonly { id: string; bureau: string }[] }>(
			plays,
			stage,
			'identity.agency.tree',
		)
		const root = agencies.find((agency) => agency.id === at)?.bureau
		const { call } = await perform<{ call: string }>(plays, stage, 'dispatch.call.ring', {
			agency: root,
			line: '110-9',
			number: '13800001234',
		})
		expect(call).toBeTruthy()
		const { places } = await view<{ places: readonly { id: string }[] }>(
			plays,
			stage,
			`geo.place.search?text=${encodeURIComponent('41 Fishmarket Street')}&limit=1`,
		)
		const { number } = await perform<{ number: string }>(plays, stage, 'dispatch.incident.open', {
			agency: root,
			type: 'fire_help',
			place: { words: '41 Fishmarket Street', address: places[0]?.id },
		})
		expect(number).toMatch(/^DR-X/)
		await plays.getByText(number).first().waitFor()
		await looksRight(plays, 'the desk of a drill')
		await picture(plays, 'drill-desk-en')

		const real = await stage.window(leader, { language: 'en', theme: 'light', size: wide })
		await real.goto(`${stage.address}/desk`)
		await real.locator('[data-row], tbody tr').first().waitFor()
		expect(await real.getByText(/DR-X/).count()).toBe(0)
		expect(await real.getByText(/DRILL/).count()).toBe(0)

		for (const look of looks) {
			const narrow = await stage.window(trainer, { ...look, size: [390, 844] })
			await narrow.goto(`${stage.address}/drills`)
			await narrow.locator('tbody tr').first().waitFor()
			await looksRight(narrow, `drills ${look.language} 390`)
			await picture(narrow, `drills-${look.language}-390`)
			await narrow.context().close()
		}
		const { rows } = await view<{ rows: readonly { id: string }[] }>(leads, stage, 'dispatch.drill.list')
		const crew = await stage.window(
			{ kind: 'officer', agency: 'xigang-old-town' },
			{ language: 'zh', theme: 'light', size: [390, 844] },
		)
		const own = await view<Session>(crew, stage, 'identity.session.show')
		const { post } = await perform<{ post: string }>(leads, stage, 'dispatch.drill.invite', {
			drill: rows[0]?.id,
			person: own.session?.person.id,
			as: 'officer',
		})
		await perform(crew, stage, 'identity.session.switch', { post })
		await crew.goto(`${stage.address}/unit`)
		await crew.getByRole('button', { name: '非演练——真实求助' }).waitFor()
		await looksRight(crew, 'the phone in a drill')
		await picture(crew, 'drill-phone-zh')
		await crew.context().close()
		await leads.keyboard.press('z')
		await leads
			.getByRole('dialog')
			.getByRole('button', { name: /^End the drill/ })
			.click()
		await leads.getByRole('cell', { name: 'ended', exact: true }).waitFor()
		await leads.getByText(number).waitFor()
		await picture(leads, 'drill-ended-en')
		expect((await view<Session>(plays, stage, 'identity.session.show')).session).toBe(null)
		for (const page of [leads, agrees, plays, real]) await page.context().close()
	}, 240_000)
})
