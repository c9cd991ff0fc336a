import { z } from 'zod'
import { sql } from 'kysely'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'
import { proposeWarning } from '../contract.ts'

/** The demo town to warn in: people by their code, acts and views as the spine runs them. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export const bureau = demoId('agency', 'xigang')
const opened = z.object({ incident: z.string(), version: z.number() })

export async function openStage() {
	const world = await openWorld()
	const { store, spine } = world
	let key = 0
	async function ask(name: string, who: Who, input: Record<string, unknown>, on: Spine = spine): Promise<unknown> {
		key += 1
		return (await perform(on, { name, input, key: `warnings-stage-${key}`, who })).output
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
		on: Spine = spine,
	): Promise<z.output<O>> {
		return declared.output.parse((await show(on, { name: declared.name, input, who })).output)
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
	const desk = await as('tao-xingzhou')
	const leader = await as('shen-jinghai')
	const { rows: addresses } = await sql<{ id: number }>`select a.id from geo.address a join geo.area r
		on st_intersects(r.shape, a.point) where r.code = 'xigang-old-town' order by a.id`.execute(store.db)
	return {
		...world,
		ask,
		act,
		look,
		as,
		desk,
		leader,
		/** An incident of a type, opened at the county's desk. */
		async incident(type: string) {
			const place = { words: 'as said', address: `address:${addresses[3]?.id}` }
			return opened.parse(await ask('dispatch.incident.open', desk, { agency: bureau, type, place })).incident
		},
		propose: (more: Partial<z.input<typeof proposeWarning.input>> = {}, who: Who = desk) =>
			act(proposeWarning, who, { ...smoke(), ...more }),
		/** A spine some minutes later than the machine's clock. */
		later: (minutes: number): Spine => ({ ...spine, clock: () => new Date(Date.now() + minutes * 60_000) }),
		write: <T>(work: Parameters<typeof store.transact<T>>[1]) => store.transact('seawall_app', work),
	}
}

export const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** A warning as it is proposed, for two hours. */
export const smoke = (): z.input<typeof proposeWarning.input> => ({
	kind: 'fire_smoke',
	severity: 'severe',
	urgency: 'immediate',
	certainty: 'observed',
	response: 'shelter',
	area: { is: 'circle', centre: [121.9012, 29.1034], radiusMetres: 400 },
	en: {
		headline: 'Smoke over the fish market',
		description: 'A cold store burns & smokes <heavily>.',
		instruction: 'Keep doors and windows shut.',
		area: 'Fish market and four blocks north of it',
	},
	zh: {
		headline: '鱼市上空有烟',
		description: '一处冷库起火，烟向北飘散。',
		instruction: '请关好门窗。',
		area: '鱼市及其以北四个街区',
	},
	until: ahead(120),
})

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
