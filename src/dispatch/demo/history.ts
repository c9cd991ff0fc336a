import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { IncidentType } from '../contract.ts'
import { Hands } from '../replay/hands.ts'
import { stories } from '../replay/lines.ts'
import { type PlannedCall, planCall, type TownPlace } from '../replay/plan.ts'
import { between, randomOf } from '../replay/random.ts'
import { type PastUnit, writeDemoPast } from './past.ts'
import { loose, type Scene, scenes } from './scenes.ts'

/** One thing to do at a time; later ones find what earlier ones left. */
type Step = { readonly at: number; readonly run: () => Promise<void> }

/** What a script remembers between its steps. */
type Held = {
	call: string
	callVersion: number
	incident: string | null
	units: { id: string; version: number }[]
}

/** Seconds of ringing and of talk in the demo's past. */
const rings = 6
const talks = 48

/**
 * Writes the demo's past: a month of ended incidents, and a desk in the middle of a shift. What is going on now went the
 * whole way by the same acts as a person's, under a clock set back, in the order of time. Runs once, when there is no call
 * yet, before the clock of targets begins.
 * @returns how many steps of the present it took; 0 when there was nothing to do
 */
export async function writeHistory(
	spine: Spine,
	desk: string,
	places: readonly TownPlace[],
	onFault: (error: unknown) => void,
): Promise<number> {
	if (places.length === 0 || !(await isEmpty(spine))) return 0
	await spine.store.transact('seawall_app', async (tx) =>
		writeDemoPast(tx, { now: spine.clock(), desk, places, units: await pastUnits(tx) }),
	)
	const now = spine.clock().getTime()
	let clock = new Date(now)
	const hands = new Hands({ ...spine, clock: () => clock })
	const script = new Script(hands, desk, places)
	const steps = presentSteps(script, now).sort((a, b) => a.at - b.at)
	for (const step of steps) {
		clock = new Date(step.at)
		await step.run().catch(onFault)
	}
	return steps.length
}

async function isEmpty({ store }: Spine): Promise<boolean> {
	const look = (tx: Tx) => sql`select 1 as one from dispatch.call limit 1`.execute(tx)
	return (await store.transact('seawall_app', look)).rows.length === 0
}

async function pastUnits(tx: Tx): Promise<readonly PastUnit[]> {
	const { rows } = await sql<PastUnit>`select u.id, u.agency_id as agency, a.code, u.kind from dispatch.unit u
		join identity.agency a on a.id = u.agency_id order by a.code, u.call_en`.execute(tx)
	return rows
}

function presentSteps(script: Script, now: number): Step[] {
	const open = scenes.flatMap((scene, n) => {
		const planned = script.planned(`now ${n}`, scene.type, new Date(now))
		return planned === null ? [] : script.steps(scene, planned, now)
	})
	const calls = loose.flatMap((one, n) => {
		const planned = script.planned(`call ${n}`, one.type, new Date(now))
		return planned === null ? [] : script.callSteps(one, planned, now)
	})
	return [...open, ...calls, ...script.restSteps(now)]
}

class Script {
	readonly #hands: Hands
	readonly #desk: string
	readonly #places: readonly TownPlace[]
	#calls = 0

	constructor(hands: Hands, desk: string, places: readonly TownPlace[]) {
		this.#hands = hands
		this.#desk = desk
		this.#places = places
	}

	/** A call of the demo's own seed; of the given type when there is one. */
	planned(words: string, type: IncidentType | null, at: Date): PlannedCall | null {
		const seed = between(randomOf(words), 1, 1_000_000)
		const planned = planCall(seed, 0, (at.getUTCHours() + 8) % 24, this.#places)
		if (planned === null || type === null) return planned
		const story = stories.find((one) => one.type === type)
		return story === undefined ? planned : { ...planned, story }
	}

	steps(scene: Scene, planned: PlannedCall, now: number): Step[] {
		const held: Held = { call: '', callVersion: 0, incident: null, units: [] }
		const at = (ago: number) => now - ago * 1000
		const steps = this.#intake(held, planned, now, scene.rang)
		const add = (ago: number | undefined, run: () => Promise<void>) => {
			if (ago !== undefined) steps.push({ at: at(ago), run })
		}
		add(scene.sent, () => this.#send(held))
		add(scene.enRoute, () => this.#move(held, 'en_route'))
		add(scene.onScene, () => this.#move(held, 'on_scene'))
		add(scene.transporting, () => this.#move(held, 'transporting'))
		add(scene.cleared, () => this.#clear(held))
		const { disposed } = scene
		if (disposed !== undefined) add(disposed.ago, () => this.#dispose(held, disposed.as))
		return steps
	}

	callSteps(one: (typeof loose)[number], planned: PlannedCall, now: number): Step[] {
		const held: Held = { call: '', callVersion: 0, incident: null, units: [] }
		const quiet = one.hungUp === undefined ? planned : { ...planned, story: { ...planned.story, said: [] } }
		const steps: Step[] = [{ at: now - one.rang * 1000, run: () => this.#ring(held, quiet) }]
		if (one.answered !== undefined) steps.push({ at: now - one.answered * 1000, run: () => this.#answer(held) })
		if (one.hungUp !== undefined) steps.push({ at: now - one.hungUp * 1000, run: () => this.#hangUp(held) })
		return steps
	}

	/** Two units at rest, with the reason. */
	restSteps(now: number): Step[] {
		const rest = async (kind: string, reason: string) => {
			const { rows } = await this.#hands.read((tx) =>
				sql<{ id: string; version: number }>`select id, version from dispatch.unit
					where status = 'available' and simulated and kind = ${kind} order by call_en desc limit 1`.execute(tx),
			)
			const unit = rows[0]
			if (unit !== undefined) await this.#hands.status(unit.id, unit.version, 'out_of_service', reason)
		}
		return [
			{ at: now - 50_000, run: () => rest('patrol', 'repair') },
			{ at: now - 40_000, run: () => rest('foot', 'meal') },
		]
	}

	#intake(held: Held, planned: PlannedCall, now: number, rang: number): Step[] {
		const at = (after: number) => now - (rang - after) * 1000
		return [
			{ at: at(0), run: () => this.#ring(held, planned) },
			{ at: at(rings), run: () => this.#answer(held) },
			{ at: at(rings + talks), run: () => this.#open(held) },
			{ at: at(rings + talks + 8), run: () => this.#hangUp(held) },
		]
	}

	async #ring(held: Held, planned: PlannedCall): Promise<void> {
		this.#calls += 1
		const { call, version } = await this.#hands.ring(this.#desk, planned, `demo-past-call-${this.#calls}`)
		held.call = call
		held.callVersion = version
	}

	async #answer(held: Held): Promise<void> {
		held.callVersion = (await this.#hands.answer(held.call, held.callVersion)).version
	}

	async #open(held: Held): Promise<void> {
		const { incident } = await this.#hands.open(this.#desk, held.call, held.callVersion)
		held.incident = incident
		held.callVersion += 1
	}

	async #hangUp(held: Held): Promise<void> {
		held.callVersion = (await this.#hands.hangUp(held.call, held.callVersion)).version
	}

	async #send(held: Held): Promise<void> {
		if (held.incident === null) return
		const sent = await this.#hands.send(held.incident)
		held.units = (sent?.assignments ?? []).map((one) => ({ id: one.unit, version: one.unitVersion }))
	}

	async #move(held: Held, to: 'en_route' | 'on_scene' | 'transporting'): Promise<void> {
		const units = to === 'transporting' ? held.units.slice(0, 1) : held.units
		for (const unit of units) unit.version = (await this.#hands.status(unit.id, unit.version, to)).version
	}

	async #clear(held: Held): Promise<void> {
		for (const unit of held.units) unit.version = (await this.#hands.clear(unit.id, unit.version)).version
	}

	async #dispose(held: Held, as: Parameters<Hands['dispose']>[2]): Promise<void> {
		if (held.incident === null) return
		const before = await this.#hands.incidentVersion(held.incident)
		const code = held.units.length === 0 ? 'advised' : as
		await this.#hands.dispose(held.incident, before, code)
	}
}
