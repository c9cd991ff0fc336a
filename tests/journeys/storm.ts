import type { Page } from 'playwright-core'
import { perform, type Stage, tellExchange, view } from './browser.ts'

/** What a storm night is made of: calls as the exchange tells them, and what a call-taker makes of each. */

export type Rung = { readonly call: string; readonly version: number }
export type Opened = { readonly incident: string; readonly number: string; readonly version: number }

/** What becomes of the n-th call. */
export type Fate = 'opened' | 'attached' | 'dropped' | 'transferred'
const fates: readonly Fate[] = ['opened', 'opened', 'attached', 'opened', 'opened', 'dropped', 'opened', 'transferred']
export const fateOf = (n: number): Fate => fates[n % fates.length] ?? 'opened'

const kinds = ['blocked_road', 'collision_damage', 'noise', 'collision_injury', 'missing_elder', 'theft'] as const

/** Houses of the demo town where the storm is. */
const houses = [
	'41 Fishmarket Street',
	'58 Ring Road',
	'20 Shipwright Street',
	'235 College Street',
	'82 Temple Street',
] as const

export type Night = {
	readonly stage: Stage
	/** A call-taker, signed in. */
	readonly taker: Page
	readonly agency: string
	readonly addresses: readonly { readonly id: string; readonly point: readonly number[] }[]
	/** Every call of the night with what should have become of it. */
	readonly calls: Map<string, Fate>
	readonly incidents: Opened[]
}

export async function beginNight(stage: Stage, taker: Page, agency: string): Promise<Night> {
	const found = await Promise.all(
		houses.map((house) =>
			view<{ places: Night['addresses'] }>(taker, stage, `geo.place.search?text=${encodeURIComponent(house)}&limit=1`),
		),
	)
	const addresses = found.flatMap(({ places }) => places)
	return { stage, taker, agency, addresses, calls: new Map(), incidents: [] }
}

/** One call rings, is answered or drops, and is dealt with. */
export async function takeCall(night: Night, n: number, line: string): Promise<void> {
	const { stage, taker, agency, addresses, calls, incidents } = night
	const reference = crypto.randomUUID()
	const at = addresses[(n * 7) % addresses.length]
	const rung = await tellExchange<Rung>(stage.address, {
		event: 'ring',
		agency,
		reference,
		line,
		number: '13800002207',
	})
	const fate = fateOf(n)
	calls.set(rung.call, fate)
	if (fate === 'dropped') {
		await tellExchange(stage.address, { event: 'hung-up', agency, reference })
		return
	}
	const { version } = await perform<Rung>(taker, stage, 'dispatch.call.answer', {
		call: rung.call,
		version: rung.version,
	})
	const call = { call: rung.call, version }
	const known = incidents.at(-1)
	if (fate === 'transferred')
		await perform(taker, stage, 'dispatch.call.transfer', {
			...call,
			to: 'ambulance_120',
			words: 'Somebody fell on the stairs.',
		})
	else if (fate === 'attached' && known !== undefined)
		await perform(taker, stage, 'dispatch.call.attach', { ...call, incident: known.incident })
	else
		incidents.push(
			await perform<Opened>(taker, stage, 'dispatch.incident.open', {
				agency,
				call: { id: rung.call, version },
				type: kinds[n % kinds.length],
				place: { words: `Storm damage ${n}`, address: at?.id },
			}),
		)
}

/** What the desk lost: calls of the night that do not stand as they should. */
export async function unaccounted(night: Night): Promise<readonly string[]> {
	const wanted: Readonly<Record<Fate, string>> = {
		opened: 'attached',
		attached: 'attached',
		dropped: 'abandoned',
		transferred: 'transferred',
	}
	const lost: string[] = []
	for (const [call, fate] of night.calls) {
		const { state } = await view<{ state: string }>(night.taker, night.stage, `dispatch.call.show?call=${call}`)
		if (state !== wanted[fate]) lost.push(`${call}: ${fate}, but ${state}`)
	}
	return lost
}
