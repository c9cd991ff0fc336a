import type { Point } from '#kernel/contract/scalars.ts'
import { type Story, stories } from './lines.ts'
import { between, randomOf } from './random.ts'

/** An address of the map in use, with the code of the station whose area it lies in. */
export type TownPlace = { readonly id: string; readonly point: Point; readonly station: string | null }

/** One call as the seed has it: the same number of the same seed is the same call. */
export type PlannedCall = {
	readonly story: Story
	readonly place: TownPlace
	/** Where the phone is: near the address. */
	readonly phone: Point
	readonly accuracyMetres: number
	/** Seconds after the call before it. */
	readonly gap: number
	/** Seconds it rings until the desk's other seats take it. */
	readonly rings: number
	/** Seconds of talk until the incident is opened. */
	readonly talks: number
	/** The caller hangs up before anyone answers (D2). */
	readonly hangsUp: boolean
}

/** Metres in a degree of latitude. */
const metresPerDegree = 111_195

/**
 * Call `n` (from 0) of the day begun by `seed`. Types follow the hour of the bureau (UTC+8).
 * @param places addresses of the map in use, in a fixed order; at least one
 */
export function planCall(seed: number, n: number, hour: number, places: readonly TownPlace[]): PlannedCall | null {
	const random = randomOf(`call ${seed} ${n}`)
	const place = places[Math.floor(random() * places.length)]
	const story = drawStory(random(), hour)
	if (place === undefined || story === undefined) return null
	const angle = random() * 2 * Math.PI
	const away = random() * 60
	const [lon, lat] = place.point
	const squeeze = Math.cos((lat * Math.PI) / 180)
	return {
		story,
		place,
		phone: [
			round(lon + (Math.cos(angle) * away) / (metresPerDegree * squeeze)),
			round(lat + (Math.sin(angle) * away) / metresPerDegree),
		],
		accuracyMetres: between(random, 3, 24) * 10,
		gap: between(random, 55, 95),
		rings: between(random, 9, 26),
		talks: between(random, 35, 80),
		hangsUp: random() < 0.06,
	}
}

function drawStory(share: number, hour: number): Story | undefined {
	const time = hour >= 7 && hour < 21 ? 'day' : 'night'
	const total = stories.reduce((sum, story) => sum + story.weight[time], 0)
	let left = share * total
	return stories.find((story) => {
		left -= story.weight[time]
		return left < 0
	})
}

/** Hour of the day at the bureau (UTC+8). */
export function hourOf(now: Date): number {
	return (now.getUTCHours() + 8) % 24
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6
}
