import { sql } from 'kysely'
import { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'

/** The demo town to act in, with incidents opened as their slice opens them: acts and views of others by name. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export const bureau = demoId('agency', 'xigang')
export const cityBureau = demoId('agency', 'lanjiang')
export const oldTown = demoId('agency', 'xigang-old-town')
export const quayside = demoId('agency', 'xigang-quayside')
export const northgate = demoId('agency', 'xigang-northgate')

const opened = z.object({ incident: z.string(), version: z.number() })
const incidentShown = z.object({ agency: z.object({ id: z.string() }), version: z.number() })

export async function openStage() {
	const world = await openWorld()
	const { store, spine } = world
	const { rows: addresses } = await sql<{ id: number; station: string }>`
		select a.id, r.code as station from geo.address a join geo.area r on st_intersects(r.shape, a.point)
		order by a.id`.execute(store.db)
	let key = 0
	let next = 0

	async function ask(name: string, who: Who, input: Record<string, unknown>, on: Spine = spine): Promise<unknown> {
		key += 1
		return (await perform(on, { name, input, key: `command-stage-${key}`, who })).output
	}
	async function see(name: string, who: Who, input: Record<string, unknown>, reason?: string): Promise<unknown> {
		const purpose = reason === undefined ? {} : { purpose: { reason } }
		return (await show(spine, { name, input, who, ...purpose })).output
	}
	async function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		on: Spine = spine,
	): Promise<z.output<O>> {
		return declared.output.parse(await ask(declared.name, who, input, on))
	}
	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		reason?: string,
	): Promise<z.output<O>> {
		return declared.output.parse(await see(declared.name, who, input, reason))
	}
	/** Who a person of the demo is at their newest post, or the one of a kind. */
	async function as(person: string, kind?: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			and (${kind ?? null}::text is null or kind = ${kind ?? null}::text) order by from_at desc limit 1`.execute(
			store.db,
		)
		const who = await standingOf(store.db, rows[0]?.id ?? '', spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}
	/** Another address of a station at each call. */
	function place(station: string) {
		const own = addresses.filter((row) => row.station === station)
		next += 37
		return { words: 'as said', address: `address:${own[next % own.length]?.id}` }
	}
	const desk = await as('tao-xingzhou')
	/** An incident that waits, at a station. */
	async function incident(station = 'xigang-old-town') {
		return opened.parse(
			await ask('dispatch.incident.open', desk, { agency: bureau, type: 'noise', place: place(station) }),
		)
	}
	return {
		...world,
		world,
		ask,
		see,
		act,
		look,
		as,
		place,
		incident,
		desk,
		/** An incident as somebody is shown it. */
		shown: async (who: Who, id: string) =>
			incidentShown.parse(await see('dispatch.incident.show', who, { incident: id })),
		/** A moment later than the machine's clock. */
		later: (minutes: number): Spine => ({ ...spine, clock: () => new Date(Date.now() + minutes * 60_000) }),
		write: <T>(work: Parameters<typeof store.transact<T>>[1]) => store.transact('seawall_app', work),
	}
}

/** The refusal a promise ends in; fails when it does not. */
export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
	try {
		await promise
	} catch (error) {
		if (error instanceof Refusal) return error
		throw error
	}
	throw new Error('nothing was refused')
}
