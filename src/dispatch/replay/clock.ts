import type { Graph } from '#kernel/geo/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { Drive } from './drive.ts'
import type { Hands } from './hands.ts'
import { stories } from './lines.ts'
import { hourOf, planCall, type TownPlace } from './plan.ts'
import { between, randomOf } from './random.ts'
import { drivenUnits, type OpenCall, openCalls, type OpenIncident, openIncidents, runningDesks } from './read.ts'
import { Waits } from './waits.ts'

/** No new call while this many calls and incidents wait or are in progress. */
const mostOpen = 16
/** Abandoned calls wait for a person (D3); no more than these at a time. */
const mostAbandoned = 2
/** Acts of the clock in one step, so that people come first. */
const mostActs = 8

export type ClockParts = {
	readonly hands: Hands
	readonly graph: Graph | null
	readonly places: readonly TownPlace[]
	readonly onFault: (error: unknown) => void
	/** False: nothing is generated and no status moves by itself; units only stay in sight. */
	readonly generates: boolean
}

type Desk = Awaited<ReturnType<typeof runningDesks>>[number]

/**
 * D35. The replay clock: rings generated calls, does at the desk what no person does in time, and drives simulated units. Every
 * step is an act by power, so nothing here can do what a rule forbids. Where a person has taken something in hand, the clock
 * waits four times as long, or leaves it.
 */
export class ReplayClock {
	readonly #parts: ClockParts
	readonly #waits = new Waits()
	readonly drive: Drive
	#acts = 0
	#steps = 0

	constructor(parts: ClockParts) {
		this.#parts = parts
		this.drive = new Drive({ ...parts, waits: this.#waits, attempt: (work) => this.#attempt(work) })
	}

	/** Lets real time pass. @param seconds since the last step */
	async step(seconds: number): Promise<void> {
		const { hands, generates } = this.#parts
		const [desks, units] = await hands.read(async (tx) => [
			generates ? await runningDesks(tx) : [],
			await drivenUnits(tx, hands.now()),
		])
		const passed = seconds * Math.max(0, ...desks.map((desk) => desk.speed))
		this.#acts = 0
		this.#waits.pass(passed)
		await this.drive.step(units, passed)
		for (const desk of desks) await this.#desk(desk)
		this.#steps += 1
		if (this.#steps % 120 === 0) this.#waits.sweep()
	}

	async #desk(desk: Desk): Promise<void> {
		const [calls, incidents] = await this.#parts.hands.read(async (tx) => [
			await openCalls(tx, desk.desk),
			await openIncidents(tx, desk.desk),
		])
		const abandoned = calls.filter((call) => call.state === 'abandoned').length
		for (const call of calls) await this.#call(desk, call, abandoned)
		for (const incident of incidents) await this.#incident(incident)
		const underWay = incidents.filter((incident) => incident.state !== 'cleared')
		await this.#ring(desk, calls.length + underWay.length)
	}

	/** The next call of the seed, when its gap has passed. */
	async #ring(desk: Desk, open: number): Promise<void> {
		const { hands, places } = this.#parts
		const planned = planCall(desk.seed, desk.calls, hourOf(hands.now()), places)
		const what = `ring ${desk.desk}`
		if (planned === null || this.#waits.of(what) < planned.gap || open >= mostOpen) return
		this.#waits.again(what)
		await this.#attempt(() => hands.ring(desk.desk, planned, `replay-call-${desk.seed}-${desk.calls}`))
	}

	/** What the other seats of the desk do: answer, listen, open the incident. A call in a person's hands is left to them. */
	async #call(desk: Desk, call: OpenCall, abandoned: number): Promise<void> {
		const { hands, places } = this.#parts
		if (call.byHand) return
		const random = randomOf(`call ${call.number}`)
		const planned = planCall(between(random, 1, 1_000_000), 0, 12, places)
		if (planned === null) return
		const waited = this.#waits.of(`${call.state} ${call.id}`)
		if (call.state === 'ringing' && planned.hangsUp && abandoned < mostAbandoned && waited >= planned.rings / 2)
			await this.#attempt(() => hands.hangUp(call.id, call.version))
		else if (call.state === 'ringing' && waited >= planned.rings)
			await this.#attempt(() => hands.answer(call.id, call.version))
		if ((call.state === 'live' || call.state === 'ended') && waited >= planned.talks) {
			await this.#attempt(async () => {
				await hands.open(desk.desk, call.id, call.version)
				if (call.state === 'live') await hands.hangUp(call.id, call.version + 1)
			})
		}
	}

	async #incident(incident: OpenIncident): Promise<void> {
		const { hands } = this.#parts
		const random = randomOf(`incident ${incident.number}`)
		const what = `${incident.state} ${incident.id}`
		const waited = this.#waits.of(what) / (incident.byHand ? 4 : 1)
		if (incident.state === 'waiting' && waited >= waitsFor(incident.priority, random)) {
			await this.#attempt(async () => {
				// Nothing to send: look again in a minute.
				if ((await hands.send(incident.id)) === null) this.#waits.again(what)
			})
		}
		if (incident.state === 'cleared' && waited >= between(random, 120, 420)) {
			await this.#attempt(async () => {
				const ends = stories.find((one) => one.type === incident.type)?.ends ?? 'advised'
				const as = incident.arrived ? ends : 'advised'
				const version =
					incident.disposition === null
						? (await hands.dispose(incident.id, incident.version, as)).version
						: incident.version
				await hands.close(incident.id, version)
			})
		}
	}

	/** Refusals that come of a person acting first are expected; anything else is reported, and the clock goes on. */
	async #attempt(work: () => Promise<unknown>): Promise<void> {
		if (this.#acts >= mostActs) return
		this.#acts += 1
		try {
			await work()
		} catch (error) {
			const expected =
				error instanceof Refusal && ['overtaken', 'wrong_state', 'already', 'not_found'].includes(error.code)
			if (!expected) this.#parts.onFault(error)
		}
	}
}

/** Seconds an incident waits for a person to send before the clock does. */
function waitsFor(priority: number, random: () => number): number {
	return priority === 1 ? between(random, 70, 130) : between(random, 130, 320)
}
