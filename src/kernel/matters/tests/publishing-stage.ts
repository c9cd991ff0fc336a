import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { projectFolder } from '#kernel/folder.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../../demo/ids.ts'
import { followDrawings } from '../publishing/in-force.ts'
import { openDraft, proposeDraft, publishDraft, reviewDraft } from '../contract.ts'

/** The demo organisation to publish in: people by their code, on a clock that can be moved on. */
export type PublishingStage = Awaited<ReturnType<typeof openPublishing>>

export const county = demoId('agency', 'xigang')
export const city = demoId('agency', 'lanjiang')
export const province = demoId('agency', 'donglan')
export const station = demoId('agency', 'xigang-old-town')

/** A drawing or table as dispatch ships it. */
export const shippedFile = (name: string) => readFileSync(join(projectFolder, 'src/dispatch/process', name), 'utf8')
export const incidentText = shippedFile('incident.bpmn')
export const priorityText = shippedFile('priority.dmn')

/** The incident as shipped, with an approval by a post before it is closed. */
export function withApproval(lane = 'shift_leader', id = 'approval', text = incidentText): string {
	return text
		.replace(
			'<bpmn:sequenceFlow id="f_open"',
			`<bpmn:userTask id="${id}" name="Approve closing / 审批办结" />
			<bpmn:sequenceFlow id="f_${id}" sourceRef="after_cleared" targetRef="${id}" />
			<bpmn:sequenceFlow id="f_${id}_on" sourceRef="${id}" targetRef="closed" />
			<bpmn:sequenceFlow id="f_open"`,
		)
		.replace(
			'<bpmn:startEvent id="opened"',
			`<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="${lane}"><bpmn:flowNodeRef>${id}</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
			<bpmn:startEvent id="opened"`,
		)
}

export async function openPublishing() {
	const world = await openWorld({ past: true })
	const { store } = world
	const away = { ms: 0 }
	const spine: Spine = { ...world.spine, clock: () => new Date(Date.now() + away.ms) }
	const unfollow = await followDrawings(store, () => spine.clock())
	let key = 0

	async function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		key += 1
		const answer = await perform(spine, { name: declared.name, input, key: `publishing-${key}`, who })
		return declared.output.parse(answer.output)
	}

	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		const answer = await show(spine, { name: declared.name, input, who })
		return declared.output.parse(answer.output)
	}

	/** What refused it: `code rule`; a rule of powers stands in the refusal's extras. */
	async function refusal(done: Promise<unknown>): Promise<Refusal> {
		const refused = await done.then(
			() => null,
			(error: unknown) => error,
		)
		if (refused instanceof Refusal) return refused
		throw refused instanceof Error ? refused : new Error('it was not refused')
	}

	async function as(person: string, kind?: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			and (${kind ?? null}::text is null or kind = ${kind ?? null}::text) order by from_at desc, id limit 1`.execute(
			store.db,
		)
		const who = await standingOf(store.db, rows[0]?.id ?? '', spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}

	/** Gives a person one more post. */
	async function hire(
		person: string,
		kind: 'legal_reviewer' | 'analyst' | 'commander',
		agency: string,
	): Promise<string> {
		const id = newId()
		await store.transact('owner', (tx) =>
			tx
				.insertInto('identity.post')
				.values({
					id,
					person_id: demoId('person', person),
					agency_id: demoId('agency', agency),
					kind,
					from_at: new Date(Date.now() - 60_000),
					until_at: null,
				})
				.execute(),
		)
		return id
	}

	/** Waits until this process has heard what was published. */
	const heard = () => new Promise((resolve) => setTimeout(resolve, 150))

	/** All the way: drawn, proposed, reviewed and published. */
	async function publish(
		what: 'drawing' | 'table',
		name: string,
		text: string,
		by: { readonly draws: Who; readonly reviews: Who; readonly publishes: Who; readonly until?: string },
	): Promise<{ id: string; version: string }> {
		const { id, version } = await act(openDraft, by.draws, { what, name, title: 'A test', text })
		const until = by.until === undefined ? {} : { until: by.until }
		await act(proposeDraft, by.draws, { id, version, reason: 'Order 2026-4', ...until })
		await act(reviewDraft, by.reviews, { id, ground: 'Checked.' })
		const { version: mark } = await act(publishDraft, by.publishes, { id, ground: 'In force.' })
		await heard()
		return { id, version: mark }
	}

	async function close() {
		await unfollow()
		await world.close()
	}

	return { world, store, spine, away, act, look, refusal, as, hire, heard, publish, close }
}
