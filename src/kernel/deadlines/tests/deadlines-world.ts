import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { readDrawing } from '#kernel/matters/drawing.ts'
import { keepCurrent } from '#kernel/matters/processes.ts'
import { drawingText } from '#kernel/matters/tests/drawing-text.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system, type Who } from '#kernel/who.ts'
import { openWorld, type World } from '#tests/world.ts'
import { demoId } from '../../../../demo/ids.ts'
import { type SetDeadline, setDeadline } from '../api.ts'

/** The demo town with a clock the test sets, and a plain matter to hang deadlines on. */
export type DeadlinesWorld = {
	readonly world: World
	/** Sets the time of every act and view from now on. */
	at(time: string): void
	readonly now: () => Date
	person(kind: string, agency: string): Who
	agency(code: string): string
	matter(agency: string): Promise<string>
	set(set: Omit<SetDeadline, 'now'>): Promise<string>
	act(who: Who, name: string, input: Record<string, unknown>): Promise<Record<string, unknown>>
	view(who: Who, name: string, input: Record<string, unknown>): Promise<Record<string, unknown>>
	tick(deadline: string): Promise<Record<string, unknown>>
	asSystem(name: string, input: Readonly<Record<string, unknown>>, key: string): Promise<unknown>
	write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
	row(deadline: string): Promise<Record<string, unknown>>
	due(deadline: string): Promise<string>
}

export async function openDeadlinesWorld(): Promise<DeadlinesWorld> {
	const world = await openWorld()
	keepCurrent(await readDrawing('test.timed', drawingText(['start>waiting', 'waiting>end'])))
	let now = new Date('2026-11-24T08:00:00Z')
	const spine: Spine = { ...world.spine, clock: () => now }
	const write = <T>(work: (tx: Tx) => Promise<T>) => world.store.transact('seawall_app', work)
	let keys = 0
	const act = async (who: Who, name: string, input: Record<string, unknown>) => {
		keys += 1
		const { output } = await perform(spine, { name, input, who, key: `deadlines-test-${keys}` })
		return asRecord(output)
	}
	return {
		world,
		at(time) {
			now = new Date(time)
		},
		now: () => now,
		person(kind, code) {
			const found = world.people.find((who) => who.postKind === kind && who.agency === demoId('agency', code))
			if (found === undefined) throw new Error(`the demo has no ${kind} at ${code}`)
			return { ...found, until: null }
		},
		agency: (code) => demoId('agency', code),
		matter: (code) =>
			write(async (tx) => {
				const opened = await openMatter(tx, {
					kind: 'trial',
					process: 'test.timed',
					agency: demoId('agency', code),
					now,
				})
				return opened.matter
			}),
		set: (set) => write(async (tx) => (await setDeadline(tx, { ...set, now })).deadline),
		act,
		view: async (who, name, input) =>
			asRecord((await show(spine, { name, input, who, purpose: { reason: 'A test of who reads.' } })).output),
		tick: (deadline) => act(system, 'deadlines.clock.tick', { deadline }),
		asSystem: async (name, input, key) => (await perform(spine, { name, input, who: system, key })).output,
		write,
		async row(deadline) {
			const { rows } = await sql<
				Record<string, unknown>
			>`select * from deadlines.deadline where id = ${deadline}`.execute(world.store.db)
			return rows[0] ?? {}
		},
		async due(deadline) {
			const { rows } = await sql<{
				due_at: Date
			}>`select due_at from deadlines.deadline where id = ${deadline}`.execute(world.store.db)
			return rows[0]?.due_at.toISOString() ?? ''
		},
	}
}

function asRecord(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null) throw new Error('the answer is no object')
	return Object.fromEntries(Object.entries(value))
}
