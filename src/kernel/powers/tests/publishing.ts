import { sql } from 'kysely'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { identitySlice } from '#kernel/identity/api.ts'
import { Town } from '#kernel/identity/tests/town.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { powersSlice } from '../api.ts'
import { usePowers } from '../current.ts'
import { readPolicies } from '../policy.ts'
import { buildPowers } from '../powers.ts'
import { vocabularyOf } from '../schema.ts'
import { shippedPolicies } from '../shipped.ts'
import { followPublished } from '../store.ts'
import type { Subject } from '../subject.ts'
import { closing, incident, place, testPolicies } from './incidents.ts'
import { createMirror, fillMirror, mirrorOf } from './mirror.ts'

/** A bureau that publishes rules over seven incidents of the test's own: its people, and what they do and look at. */

export const mirror = mirrorOf({
	...incident,
	ended: 'closed',
	attributes: { ...incident.attributes, closed: { is: 'Bool', column: 'closed' } },
})
export const slices = [identitySlice, powersSlice]
const never = () => {
	throw new Error('not performed here')
}

type People = Record<
	'lawyer' | 'lawyer2' | 'inspector' | 'commander' | 'taker' | 'dispatcher' | 'east' | 'foreign',
	Who
>

/** Five incidents of the east station and two of another bureau. */
export function rowsOf(town: Town): Subject[] {
	return Array.from({ length: 7 }, (_, n) => ({
		resource: mirror,
		id: `0c000000-0000-4000-8000-00000000000${n}`,
		attributes: {
			agency: town.id(n < 5 ? 'east' : 'other'),
			desk: null,
			priority: n,
			kind: 'theft',
			protected: n === 4,
			closed: n === 3,
			crew: [],
			handed: [],
		},
	}))
}

export class Publishing {
	readonly town: Town
	readonly spine: Spine
	readonly people: People
	readonly #stop: () => Promise<void>
	#keys = 0

	constructor(town: Town, spine: Spine, people: People, stop: () => Promise<void>) {
		this.town = town
		this.spine = spine
		this.people = people
		this.#stop = stop
	}

	static async open(): Promise<Publishing> {
		const town = await Town.open()
		await town.owner(async (tx) => {
			await town.addAgency(tx, 'legal', 'county', 'bureau', 'legal')
			await town.addAgency(tx, 'integrity', 'county', 'bureau', 'integrity')
			await createMirror(tx, mirror)
			await fillMirror(tx, mirror, rowsOf(town))
			await sql`grant usage on schema powers_mirror to seawall_app`.execute(tx)
			await sql`grant select on all tables in schema powers_mirror to seawall_app`.execute(tx)
		})
		const people = await hireAll(town)
		const test = {
			resources: [mirror, place],
			acts: [{ declaration: { ...closing, resource: mirror }, load: never, run: never }],
			views: [],
		}
		const shipped = [...shippedPolicies(slices.map((slice) => slice.folder)), ...readPolicies(testPolicies, 'test')]
		const powers = buildPowers(vocabularyOf([...slices, test]), shipped)
		usePowers(powers)
		const spine = makeSpine({ store: town.store, powers, slices, clock: () => town.now })
		return new Publishing(town, spine, people, await followPublished(town.store, powers))
	}

	async close(): Promise<void> {
		await this.#stop()
		await this.town.store.close()
	}

	readonly act = async <I extends z.ZodObject, O extends z.ZodType>(
		declaration: ActDeclaration<I, O>,
		input: z.input<I>,
		who: Who,
	) => {
		this.#keys += 1
		const answer = await perform(this.spine, { name: declaration.name, input, key: `rule-key-${this.#keys}`, who })
		return declaration.output.parse(answer.output)
	}

	readonly look = async <I extends z.ZodObject, O extends z.ZodType>(
		declaration: ViewDeclaration<I, O>,
		input: z.input<I>,
		who: Who,
		purpose?: { readonly reason: string },
	) => {
		const answer = await show(this.spine, { name: declaration.name, input, who, purpose })
		return declaration.output.parse(answer.output)
	}
}

async function hireAll(town: Town): Promise<People> {
	const hire = async (kind: Parameters<Town['hire']>[0], agency: string) =>
		town.standing((await town.hire(kind, agency)).post)
	return {
		lawyer: await hire('legal_reviewer', 'legal'),
		lawyer2: await hire('legal_reviewer', 'legal'),
		inspector: await hire('integrity_inspector', 'integrity'),
		commander: await hire('commander', 'bureau'),
		taker: await hire('call_taker', 'command'),
		dispatcher: await hire('dispatcher', 'command'),
		east: await hire('officer', 'east'),
		foreign: await hire('legal_reviewer', 'other'),
	}
}
