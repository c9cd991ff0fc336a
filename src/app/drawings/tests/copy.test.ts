import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import {
	checkText,
	listReady,
	openDraft,
	proposeDraft,
	publishDraft,
	reviewDraft,
	showReady,
} from '#kernel/matters/contract.ts'
import { beginProcess, driveProcess, openTasks } from '#kernel/matters/process/api.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld, type World } from '#tests/world.ts'
import { demoId } from '../../../../demo/ids.ts'
import { ready } from '../ready.ts'

const county = demoId('agency', 'xigang')
const city = demoId('agency', 'lanjiang')
let world: World
let asked = 0
beforeAll(async () => {
	world = await openWorld()
}, 300_000)
afterAll(() => world.close())

function post(kind: string, bureau: string): Who {
	const found = world.people.find((one) => one.postKind === kind && one.bureau === bureau)
	if (found === undefined) throw new Error(`no ${kind} at ${bureau}`)
	return found
}

async function act<I extends z.ZodObject, O extends z.ZodType>(
	declared: ActDeclaration<I, O>,
	who: Who,
	input: z.input<I>,
): Promise<z.output<O>> {
	asked += 1
	const answer = await perform(world.spine, { name: declared.name, input, key: `ready-copy-${asked}`, who })
	return declared.output.parse(answer.output)
}

async function look<I extends z.ZodObject, O extends z.ZodType>(
	declared: ViewDeclaration<I, O>,
	who: Who,
	input: z.input<I>,
): Promise<z.output<O>> {
	const answer = await show(world.spine, { name: declared.name, input, who })
	return declared.output.parse(answer.output)
}

async function publish(key: string, reviews: Who, publishes: Who): Promise<void> {
	const analyst = post('analyst', county)
	const { name, text } = await look(showReady, analyst, { key })
	const { id, version } = await act(openDraft, analyst, { what: 'drawing', name, title: key, text })
	await act(proposeDraft, analyst, { id, version, reason: 'Order 2026-4' })
	await act(reviewDraft, reviews, { id, ground: 'Checked.' })
	await act(publishDraft, publishes, { id, ground: 'In force.' })
	await new Promise((resolve) => setTimeout(resolve, 200))
}

const own = ready.filter(({ name }) => name.startsWith('own.')).map(({ key }) => key)

describe('copying a ready drawing', () => {
	it('M106 every post is shown the twelve, and the text of each', async () => {
		const analyst = post('analyst', county)
		const { rows } = await look(listReady, post('officer', county), {})
		expect(rows.map(({ key }) => key)).toEqual(ready.map(({ key }) => key))
		const one = await look(showReady, analyst, { key: 'hazard' })
		expect(one).toMatchObject({ name: 'own.hazard', tables: ['ready.hazard-term'], calls: [] })
		expect(one.text).toContain('<bpmn:process id="hazard"')
		await expect(look(showReady, analyst, { key: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
	})

	it('M107 nothing stands against any of them at a bureau, but what is to be published first', async () => {
		const analyst = post('analyst', county)
		for (const key of own) {
			const { name, text, calls } = await look(showReady, analyst, { key })
			const { faults } = await look(checkText, analyst, { what: 'drawing', name, text })
			expect([key, faults.map(({ en }) => en)]).toEqual([key, calls.map((called) => `there is no process ${called}`)])
		}
	})

	it('M106 a copy is drafted under its own name, published, and asks the table that ships', async () => {
		const analyst = post('analyst', county)
		const { text } = await look(showReady, analyst, { key: 'hazard' })
		const draft = await act(openDraft, analyst, { what: 'drawing', name: 'own.hazard-port', title: 'Port', text })
		expect(draft.faults).toEqual([])
		await publish('hazard', post('legal_reviewer', city), post('integrity_inspector', county))
		const standing = await world.store.transact('seawall_app', async (tx) => {
			const at = { tx, now: world.spine.clock() }
			const { matter } = await beginProcess(at, { kind: 'own', process: 'own.hazard', agency: county })
			const [recording] = await openTasks(tx, matter)
			const data = { danger: 'serious', on_the_spot: false, hazard_number: 'YH-1' }
			if (recording !== undefined) await driveProcess(at, matter, { is: 'complete', wait: recording.wait, data })
			return (await openTasks(tx, matter)).map(({ element }) => element)
		})
		expect(standing).toEqual(['approve_notice'])
	})

	it('M106 what it calls is published first, then it may be', async () => {
		const analyst = post('analyst', county)
		const { name, text } = await look(showReady, analyst, { key: 'fraud' })
		const [above, own] = [post('integrity_inspector', city), post('integrity_inspector', county)]
		await publish('stop-payment', above, own)
		expect(await look(checkText, analyst, { what: 'drawing', name, text })).toMatchObject({ faults: [] })
		await publish('fraud', above, own)
		const waiting = await world.store.transact('seawall_app', async (tx) => {
			const at = { tx, now: world.spine.clock() }
			const { matter } = await beginProcess(at, { kind: 'own', process: 'own.fraud', agency: county })
			const [asking] = await openTasks(tx, matter)
			if (asking !== undefined) await driveProcess(at, matter, { is: 'complete', wait: asking.wait, data: {} })
			return (await openTasks(tx, matter)).map(({ element }) => element).toSorted()
		})
		expect(waiting).toEqual(['check_particulars', 'dissuade', 'take_statement'])
	})
})
