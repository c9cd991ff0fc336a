import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { perform } from '#kernel/spine/perform.ts'
import { system } from '#kernel/who.ts'
import {
	answerCall,
	assignUnit,
	clearUnit,
	closeIncident,
	type Disposition,
	disposeIncident,
	hangUpCall,
	openIncident,
	ringReplay,
	setStatus,
	type UnitStatus,
} from '../contract.ts'
import { makeCard } from '../store/cards.ts'
import { needIncident } from '../store/incident.ts'
import type { PlannedCall } from './plan.ts'

/** Performs an act as the system under a key and gives its output; throws Refusal. */
export type PerformAs = (name: string, input: Readonly<Record<string, unknown>>, key: string) => Promise<unknown>

/** D35, D57, D75 to D77, D86. What the replay clock can do: the same acts as a person, by power, each in the ledger. */
export class Hands {
	readonly #spine: Spine
	readonly #perform: PerformAs

	constructor(spine: Spine, performAs?: PerformAs) {
		this.#spine = spine
		this.#perform =
			performAs ??
			(async (name, input, key) =>
				(await perform(spine, { name, input, key, who: { ...system, source: 'replay' } })).output)
	}

	/** One read of the database outside any act. */
	read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
		return this.#spine.store.transact('seawall_app', work)
	}

	now(): Date {
		return this.#spine.clock()
	}

	async ring(agency: string, planned: PlannedCall, key: string) {
		const { story, place, phone, accuracyMetres } = planned
		const input = {
			agency,
			type: story.type,
			facts: story.facts,
			address: place.id,
			point: phone,
			accuracyMetres,
			said: [...story.said],
			silent: story.silent ?? false,
		}
		return ringReplay.output.parse(await this.#perform(ringReplay.name, input, key))
	}

	async answer(call: string, version: number) {
		const input = { call, version }
		return answerCall.output.parse(await this.#perform(answerCall.name, input, `answer-${call}-${version}`))
	}

	async hangUp(call: string, version: number) {
		const input = { call, version }
		return hangUpCall.output.parse(await this.#perform(hangUpCall.name, input, `hang-up-${call}-${version}`))
	}

	async open(agency: string, call: string, version: number) {
		const input = { agency, call: { id: call, version } }
		return openIncident.output.parse(await this.#perform(openIncident.name, input, `open-${call}-${version}`))
	}

	/** D12 to D16. Sends what is recommended; null when there is nothing to send. */
	async send(incident: string) {
		const found = await this.read(async (tx) => {
			const row = await needIncident(tx, incident, 'read')
			const card = await makeCard(tx, system, row, this.now())
			return {
				version: row.version,
				card: card.name,
				units: card.answer.ranked.flatMap((one) => (one.chosen ? [one.unit] : [])),
			}
		})
		if (found.units.length === 0) return null
		const { version, card, units } = found
		const answer = await this.#perform(
			assignUnit.name,
			{ incident, version, card, units },
			`send-${incident}-${version}`,
		)
		return assignUnit.output.parse(answer)
	}

	async status(unit: string, version: number, to: UnitStatus, reason?: string) {
		const input = { unit, version, to, ...(reason === undefined ? {} : { reason }) }
		return setStatus.output.parse(await this.#perform(setStatus.name, input, `status-${unit}-${version}`))
	}

	async clear(unit: string, version: number) {
		return clearUnit.output.parse(await this.#perform(clearUnit.name, { unit, version }, `clear-${unit}-${version}`))
	}

	async dispose(incident: string, version: number, disposition: Disposition) {
		const input = { incident, version, disposition }
		return disposeIncident.output.parse(
			await this.#perform(disposeIncident.name, input, `dispose-${incident}-${version}`),
		)
	}

	async close(incident: string, version: number) {
		const input = { incident, version }
		return closeIncident.output.parse(await this.#perform(closeIncident.name, input, `close-${incident}-${version}`))
	}

	async incidentVersion(incident: string): Promise<number> {
		const { rows } = await this.read((tx) =>
			sql<{ version: number }>`select version from dispatch.incident where id = ${incident}`.execute(tx),
		)
		return rows[0]?.version ?? 1
	}
}
