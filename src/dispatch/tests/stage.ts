import { sql } from 'kysely'
import { expect } from 'vitest'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { boundTo, type Wire } from '#kernel/db/dialect.ts'
import type { Store } from '#kernel/db/store.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system, type Who } from '#kernel/who.ts'
import { openWorld, type World } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'
import {
	assignUnit,
	answerCall,
	clearUnit,
	listUnits,
	type IncidentType,
	openIncident,
	ringCall,
	saveDetail,
	setStatus,
	showRecommendation,
} from '../contract.ts'

/** The demo town to act in: people by their code, acts and views as the spine runs them. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export const county = demoId('agency', 'xigang')
export const city = demoId('agency', 'lanjiang')
export const oldTown = demoId('agency', 'xigang-old-town')
export const unitId = (code: string) => demoId('unit', code)

export async function openStage() {
	const world: World = await openWorld()
	const { store } = world
	let key = 0
	const addresses = await sql<{ id: number; lon: number; lat: number; station: string }>`
		select a.id, st_x(a.point) as lon, st_y(a.point) as lat, r.code as station from geo.address a
		join geo.area r on st_intersects(r.shape, a.point) order by a.id`.execute(store.db)
	let next = 0

	/** Performs as the spine does; the output is parsed by its own contract. */
	function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		return actOn(world.spine, declared, who, input)
	}

	async function actOn<I extends z.ZodObject, O extends z.ZodType>(
		spine: Spine,
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		key += 1
		const answer = await perform(spine, { name: declared.name, input, key: `stage-key-${key}`, who })
		expect(await disagreeing(spine.store), declared.name).toEqual([])
		return declared.output.parse(answer.output)
	}

	/** How often `work` waits on the database: statements under way together are one wait. */
	async function waitsOf(work: (spine: Spine) => Promise<unknown>): Promise<number> {
		let waits = 0
		let under = 0
		const counted = <T>(sent: () => Promise<T>): Promise<T> => {
			if (under === 0) waits += 1
			under += 1
			return sent().finally(() => {
				under -= 1
			})
		}
		await work({
			...world.spine,
			store: {
				...store,
				lease: (role, inside) =>
					store.lease(role, ({ wire }) => {
						const watched: Wire = {
							send: (text, parameters) => counted(() => wire.send(text, parameters)),
							script: (text) => counted(() => wire.script(text)),
							copyOut: (text, hear) => wire.copyOut(text, hear),
						}
						return inside({ wire: watched, tx: boundTo(watched) })
					}),
			},
		})
		return waits
	}

	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		reason?: string,
	): Promise<z.output<O>> {
		const answer = await show(world.spine, {
			name: declared.name,
			input,
			who,
			...(reason === undefined ? {} : { purpose: { reason } }),
		})
		return declared.output.parse(answer.output)
	}

	/** Who a person of the demo is, at their first post or the one of a kind. */
	async function as(person: string, kind?: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			and (${kind ?? null}::text is null or kind = ${kind ?? null}::text) order by from_at desc limit 1`.execute(
			store.db,
		)
		const who = await standingOf(store.db, rows[0]?.id ?? '', world.spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}

	/** Another address at each call, of a station when one is named. */
	function address(station = 'xigang-old-town') {
		const own = addresses.rows.filter((row) => row.station === station)
		next += 37
		const found = own[next % own.length]
		if (found === undefined) throw new Error(`no address in ${station}`)
		return { id: `address:${found.id}`, point: [found.lon, found.lat] as [number, number] }
	}

	const taker = await as('fang-zhixin')
	const desk = await as('tao-xingzhou')
	await freeUnits()

	/** Every unit free, whatever the demo's shift began with. */
	async function freeUnits() {
		for (const unit of (await look(listUnits, desk, { shift: 'on' })).rows) {
			if (unit.incident !== null) await act(clearUnit, desk, { unit: unit.id, version: unit.version })
			else if (unit.status === 'out_of_service')
				await act(setStatus, desk, { unit: unit.id, version: unit.version, to: 'available' })
		}
	}

	/** A call that is live and told. */
	async function call(type: IncidentType = 'noise', at = address()) {
		const rang = await act(ringCall, taker, {
			agency: county,
			number: '13800002207',
			line: '110-1',
			located: { point: at.point, accuracyMetres: 60, datum: 'wgs84' },
		})
		const live = await act(answerCall, taker, { call: rang.call, version: rang.version })
		return act(saveDetail, taker, {
			call: rang.call,
			version: live.version,
			said: 'Drilling upstairs.',
			type,
			place: { words: 'as said', address: at.id },
		})
	}

	/** An incident that waits. */
	async function incident(type: IncidentType = 'noise', at = address()) {
		const told = await call(type, at)
		return act(openIncident, taker, { agency: county, call: { id: told.call, version: told.version } })
	}

	/** An incident with the recommended units sent to it. */
	async function sent(type: IncidentType = 'noise', at = address()) {
		const opened = await incident(type, at)
		const card = await look(showRecommendation, desk, { incident: opened.incident })
		const units = card.ranked.filter((one) => one.chosen).map((one) => one.unit)
		const done = await act(assignUnit, desk, {
			incident: opened.incident,
			version: opened.version,
			units,
			card: card.card,
		})
		return { ...opened, ...done }
	}

	/** The same with everyone on the scene. */
	async function onScene(type: IncidentType = 'noise', at = address()) {
		const out = await sent(type, at)
		const units: { unit: string; version: number }[] = []
		for (const one of out.assignments) {
			const there = await act(setStatus, desk, { unit: one.unit, version: one.unitVersion, to: 'on_scene' })
			units.push({ unit: one.unit, version: there.version })
		}
		return { ...out, units }
	}

	return {
		...world,
		world,
		act,
		actOn,
		waitsOf,
		look,
		as,
		freeUnits,
		address,
		call,
		incident,
		sent,
		onScene,
		taker,
		desk,
		system,
	}
}

/** M9. Calls and incidents whose index column says another thing than the token of their matter: never any. */
export async function disagreeing(store: Store): Promise<readonly string[]> {
	const { rows } = await sql<{ number: string }>`
		select i.number from dispatch.incident i left join matters.token t on t.matter_id = i.id
			where i.closed is distinct from (t.element is null or t.element in ('closed', 'archived', 'accepted_for_decision', 'with_cases'))
		union all
		select c.number from dispatch.call c left join matters.token t on t.matter_id = c.id
			where c.settled is distinct from (t.element is null or t.element in ('attached', 'transferred', 'taken_over', 'closed_without_incident'))`.execute(
		store.db,
	)
	return rows.map((row) => row.number)
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
