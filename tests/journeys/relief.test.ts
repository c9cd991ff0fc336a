import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, noBrowser, openStage, picture, type Post, type Stage, view } from './browser.ts'
import { press } from './keys.ts'
import { looksRight } from './right.ts'

/** Relief in the middle of a busy desk, by keys, in a real browser. */

const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const leader: Post = { kind: 'shift_leader', agency: 'xigang-command' }
/** Who leaves and who comes: the second look begins where the first one ended. */
const looks: readonly (Look & { readonly leaves: Post; readonly comes: Post })[] = [
	{ language: 'en', theme: 'light', size: [1366, 768], leaves: dispatcher, comes: leader },
	{ language: 'zh', theme: 'dark', size: [390, 844], leaves: leader, comes: dispatcher },
]
type Watched = { readonly watch: { readonly lines: readonly unknown[] } | null }
type Session = { readonly session: { readonly post: { readonly id: string } } }

describe.skipIf(noBrowser !== null)(`relief${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	test.each(looks)(
		'DS140 D210 to D216 a watch is begun, not signed off, handed over and countersigned ($language)',
		async (look) => {
			const out = await stage.window(look.leaves, look)
			const into = await stage.window(look.comes, look)
			const held = async (page: typeof out) =>
				(await view<Watched>(page, stage, 'dispatch.watch.show')).watch?.lines.length ?? null
			const on = out.locator('.relief-on')
			await out.goto(`${stage.address}/relief`)
			await out.locator('.relief-acts .btn').first().waitFor()
			if ((await held(out)) === null) await press(out, 'b')
			await on.waitFor()
			const before = (await held(out)) ?? 0
			expect(before).toBeGreaterThan(5)
			await out.locator('.relief-on + .btn').click()
			await out.locator('.relief-acts .note.no').waitFor()
			await looksRight(out, `a watch in ${look.language}`)
			const { session } = await view<Session>(into, stage, 'identity.session.show')
			await out.locator('.relief-start select').last().selectOption(session.post.id)
			await press(out, 'Escape', 'n')
			await out.locator('.relief-waits').waitFor()
			await into.goto(`${stage.address}/relief`)
			await into.locator('.relief-acts .btn.go').waitFor()
			await looksRight(into, `a relief to sign in ${look.language}`)
			await picture(into, `relief-${look.language}`)
			await press(into, 'g')
			await into.locator('.relief-on').waitFor()
			expect(await held(into)).toBeGreaterThanOrEqual(before)
			// Who left sees it without asking.
			await on.waitFor({ state: 'detached' })
			expect(await held(out)).toBeNull()
			await out.context().close()
			await into.context().close()
		},
		240_000,
	)
})
