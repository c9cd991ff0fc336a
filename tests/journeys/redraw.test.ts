import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { type Look, noBrowser, openStage, perform, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight } from './right.ts'

/**
 * The incident process redrawn with an extra approval, published by a second person of another chain of command: new
 * incidents take it, old ones keep theirs.
 */

const dispatcher: Post = { kind: 'dispatcher', agency: 'xigang-command' }
const taker: Post = { kind: 'call_taker', agency: 'xigang-command' }
const chief: Post = { kind: 'station_chief', agency: 'xigang-old-town' }
const drawer: Post = { kind: 'analyst', agency: 'xigang-command' }
const reviewer: Post = { kind: 'legal_reviewer', agency: 'xigang-legal' }
const commander: Post = { kind: 'commander', agency: 'xigang' }

const task = { en: 'Approval before closing', zh: '办结审批' }

/** The shipped drawing with a user task under the station chief before closing. */
function redrawn(): string {
	const shipped = readFileSync(join(projectFolder, 'src/dispatch/process/incident.bpmn'), 'utf8')
	const lane = `<bpmn:laneSet id="lanes"><bpmn:lane id="lane_chief" name="station_chief"><bpmn:flowNodeRef>approve_close</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>`
	const approval = `<bpmn:userTask id="approve_close" name="${task.en} / ${task.zh}"><bpmn:incoming>f_close</bpmn:incoming><bpmn:outgoing>f_approved</bpmn:outgoing></bpmn:userTask>`
	const text = shipped
		.replace(/(<bpmn:process id="incident"[^>]*>)/, `$1${lane}${approval}`)
		.replace(
			'sourceRef="after_cleared" targetRef="closed" />',
			'sourceRef="after_cleared" targetRef="approve_close" />',
		)
		.replace(
			'<bpmn:incoming>f_close</bpmn:incoming>\n\t\t\t<bpmn:outgoing>f_closed_out',
			'<bpmn:incoming>f_approved</bpmn:incoming>\n\t\t\t<bpmn:outgoing>f_closed_out',
		)
		.replace(
			'</bpmn:process>',
			'<bpmn:sequenceFlow id="f_approved" name="approved / 批准" sourceRef="approve_close" targetRef="closed" /></bpmn:process>',
		)
		.replace(
			'<bpmndi:BPMNShape id="closed_di"',
			'<bpmndi:BPMNShape id="approve_close_di" bpmnElement="approve_close"><dc:Bounds x="1060" y="80" width="120" height="60" /></bpmndi:BPMNShape><bpmndi:BPMNShape id="closed_di"',
		)
	expect(text.split('approve_close').length).toBeGreaterThan(6)
	return text
}

type Shown = { readonly id: string; readonly number: string; readonly state: string; readonly version: number }

describe.skipIf(noBrowser !== null)(`a process redrawn${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 240_000)
	afterAll(() => stage?.close())

	/** An incident of the old town, settled by telephone: ready to be closed. */
	async function settledIncident(page: Page, desk: Page): Promise<Shown> {
		const tree = await view<{ agencies: readonly { id: string; code: string }[] }>(page, stage, 'identity.agency.tree')
		const agency = tree.agencies.find(({ code }) => code === 'xigang')?.id
		const rang = await perform<{ call: string; version: number }>(page, stage, 'dispatch.call.ring', {
			agency,
			number: '13800002207',
			line: '110-1',
		})
		const live = await perform<{ version: number }>(page, stage, 'dispatch.call.answer', {
			call: rang.call,
			version: rang.version,
		})
		const told = await perform<{ version: number }>(page, stage, 'dispatch.call.save-detail', {
			call: rang.call,
			version: live.version,
			said: 'Drilling upstairs.',
			type: 'noise',
			place: {
				words: 'The lane behind the fish market',
				point: [123.3953, 28.4993],
				datum: 'wgs84',
				forced: { reason: 'Told by telephone.' },
			},
		})
		const opened = await perform<{ incident: string; version: number }>(page, stage, 'dispatch.incident.open', {
			agency,
			call: { id: rang.call, version: told.version },
		})
		await perform(desk, stage, 'dispatch.incident.dispose', {
			incident: opened.incident,
			version: opened.version,
			disposition: 'advised',
			report: 'The neighbour will stop.',
		})
		return incidentOf(desk, opened.incident)
	}

	const incidentOf = (page: Page, id: string) => view<Shown>(page, stage, `dispatch.incident.show?incident=${id}`)

	async function publish(): Promise<void> {
		const look: Look = { language: 'en', theme: 'light', size: [1366, 768] }
		const [draws, reviews, publishes] = await Promise.all(
			[drawer, reviewer, commander].map((who) => stage.window(who, look)),
		)
		if (draws === undefined || reviews === undefined || publishes === undefined) throw new Error('no windows')
		const draft = await perform<{ id: string; version: number; faults: readonly unknown[] }>(
			draws,
			stage,
			'matters.draft.open',
			{ what: 'drawing', name: 'dispatch.incident', title: task.en, text: redrawn() },
		)
		expect(draft.faults).toEqual([])
		await perform(draws, stage, 'matters.draft.propose', {
			id: draft.id,
			version: draft.version,
			reason: 'Order 2026-4: the station chief approves closing.',
		})
		const early = perform(publishes, stage, 'matters.draft.publish', { id: draft.id, ground: 'Needed at once.' })
		await expect(early).rejects.toThrow('not_permitted')
		const own = perform(publishes, stage, 'matters.draft.review', { id: draft.id, ground: 'Looks right.' })
		await expect(own).rejects.toThrow('not_permitted')
		await perform(reviews, stage, 'matters.draft.review', { id: draft.id, ground: 'Within the order; checked.' })
		await perform(publishes, stage, 'matters.draft.publish', { id: draft.id, ground: 'In force from today.' })
		for (const page of [draws, reviews, publishes]) await page.context().close()
	}

	test('M11 M84 M103 new incidents ask for the approval, old ones close as before', async () => {
		const look: Look = { language: 'en', theme: 'light', size: [1366, 768] }
		const desk = await stage.window(dispatcher, look)
		const takes = await stage.window(taker, look)
		const old = await settledIncident(takes, desk)
		await publish()

		// The old one keeps its drawing: it closes at one press.
		await desk.goto(`${stage.address}/incident/${old.id}`)
		await desk.locator('.facts-pane .btn.main').click()
		await expect.poll(async () => (await incidentOf(desk, old.id)).state, { timeout: 30_000 }).toBe('closed')

		for (const each of looks) await approved(takes, { ...each, size: [1366, 768] })
	}, 600_000)

	/** A new one: asked for, seen waiting, refused to who asked, approved and closed by the chief. */
	async function approved(takes: Page, look: Look): Promise<void> {
		const desk = await stage.window(dispatcher, look)
		const fresh = await settledIncident(takes, desk)
		await desk.goto(`${stage.address}/incident/${fresh.id}`)
		const ask = desk.locator('.facts-pane .btn', { hasText: task[look.language] })
		await ask.waitFor()
		expect(await desk.locator('.facts-pane .btn.main').count()).toBe(0)
		await looksRight(desk, `an incident that wants an approval (${look.language})`)
		const refused = perform(desk, stage, 'dispatch.incident.close', { incident: fresh.id, version: fresh.version })
		await expect(refused).rejects.toThrow('M8')
		await ask.click()
		await desk.locator('.facts-pane .note', { hasText: task[look.language] }).waitFor()
		const mine = perform(desk, stage, 'dispatch.incident.close', { incident: fresh.id, version: fresh.version })
		await expect(mine).rejects.toThrow('M102')
		await looksRight(desk, `an approval that waits (${look.language})`)

		const chiefs = await stage.window(chief, look)
		await chiefs.goto(`${stage.address}/incident/${fresh.id}`)
		const approve = chiefs.locator('.facts-pane .btn.main')
		await approve.waitFor()
		await looksRight(chiefs, `an approval to give (${look.language})`)
		await approve.click()
		await expect.poll(async () => (await incidentOf(chiefs, fresh.id)).state, { timeout: 30_000 }).toBe('closed')
		const entries = await chiefs.request.get(`${stage.address}/api/views/matters.hold.show?matter=${fresh.id}`)
		expect(((await entries.json()) as { output: { held: unknown } }).output.held).toBeNull()
		await Promise.all([desk.context().close(), chiefs.context().close()])
	}
})
