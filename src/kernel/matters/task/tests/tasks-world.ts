import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system, type Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../../../demo/ids.ts'
import type { Data } from '../../process/api.ts'
import { beginProcess, driveProcess, publishProcess } from '../../process/api.ts'
import type { Happening } from '../../process/happening.ts'

/** The demo town with tasks drawn by the test, and every person of it to act as. */
export type TasksWorld = Awaited<ReturnType<typeof openTasksWorld>>

type Output = Readonly<Record<string, unknown>>

export async function openTasksWorld() {
	const world = await openWorld()
	const { store } = world
	let now = new Date()
	const spine: Spine = { ...world.spine, clock: () => now }
	let keys = 0
	const act = async (who: Who, name: string, input: object): Promise<Output> => {
		keys += 1
		const { output } = await perform(spine, { name: `matters.task.${name}`, input, who, key: `tasks-test-${keys}` })
		return record(output)
	}
	const holding = async (code: string, kind: string): Promise<string> => {
		const { rows } = await sql<{ id: string }>`select h.id from identity.post h
			where h.person_id = ${demoId('person', code)} and h.kind = ${kind}`.execute(store.db)
		return rows[0]?.id ?? ''
	}
	const row = async (matter: string, element: string) => {
		const { rows } = await sql<{ id: string; version: number; state: string; holder_post: string | null }>`
			select id, version, state, holder_post from matters.task
			where matter_id = ${matter} and element = ${element} order by offered_at desc, id desc limit 1`.execute(store.db)
		const [found] = rows
		if (found === undefined) throw new Error(`no task ${element}`)
		return found
	}
	return {
		world,
		spine,
		now: () => now,
		/** Moves the clock on. */
		pass(minutes: number) {
			now = new Date(now.getTime() + minutes * 60_000)
		},
		agency: (code: string) => demoId('agency', code),
		person: (code: string) => demoId('person', code),
		holding,
		/** Somebody of the demo, acting from a post. */
		async who(code: string, kind: string): Promise<Who> {
			const who = await standingOf(store.db, await holding(code, kind), now)
			if (who === null) throw new Error(`${code} is no ${kind}`)
			return who
		},
		row,
		/** What an act on a task needs. */
		async on(matter: string, element: string) {
			const { id: task, version } = await row(matter, element)
			return { task, version }
		},
		act,
		async own(who: Who, input: object): Promise<Output> {
			keys += 1
			const asked = { name: 'matters.own.open', input, who, key: `tasks-test-${keys}` }
			return record((await perform(spine, asked)).output)
		},
		/** Performs and gives the refusal. */
		async refused(
			who: Who,
			name: string,
			input: object,
		): Promise<{ code: string; rule: string | null; field: string | null }> {
			try {
				await act(who, name, input)
			} catch (error) {
				if (error instanceof Refusal) return { code: error.code, rule: error.rule, field: error.field }
				throw error
			}
			return expect.fail(`${name} was done`)
		},
		async view(who: Who, name: string, input: object): Promise<Output> {
			return record((await show(spine, { name: `matters.${name}`, input, who })).output)
		},
		/** Publishes a drawing and opens a matter on it at the Old Town station, unless told otherwise. */
		async begin(bpmn: string, { by, at = 'xigang-old-town', data = {} }: { by?: Who; at?: string; data?: Data } = {}) {
			return store.transact('seawall_app', async (tx) => {
				await publishProcess(tx, { process: nameOf(bpmn), bpmn, now })
				const acting = { tx, now, ...(by === undefined ? {} : { who: by }) }
				const agency = demoId('agency', at)
				return (await beginProcess(acting, { kind: 'trial', process: nameOf(bpmn), agency, data })).matter
			})
		},
		publish: (bpmn: string) =>
			store.transact('seawall_app', (tx) => publishProcess(tx, { process: nameOf(bpmn), bpmn, now })),
		drive: (matter: string, happening: Happening, who?: Who) =>
			store.transact('seawall_app', (tx) =>
				driveProcess({ tx, now, ...(who === undefined ? {} : { who }) }, matter, happening),
			),
		system: (name: string, input: object) => act(system, name, input),
		async sql<T>(text: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
			return (await text.execute(store.db)).rows
		},
		close: () => world.close(),
	}
}

/** A process of its own for each drawing: one published before stays what it was. */
const nameOf = (bpmn: string) => `test.t${createHash('sha256').update(bpmn).digest('hex').slice(0, 12)}`

function record(output: unknown): Output {
	return typeof output === 'object' && output !== null ? { ...output } : {}
}
