import { z } from 'zod'
import { canonical } from '#kernel/ledger/canonical.ts'
import type { AttributionInput, FrozenMoney, VerifiedLoss } from '../contract/attribution.ts'
import { returnReading } from '../contract/attribution.ts'

/** F297. What a round is computed from, and the lines in which anybody is handed it. */
export type ReturnData = {
	readonly round: string
	readonly currency: string
	readonly reading: z.output<typeof returnReading>
	readonly input: AttributionInput
	readonly frozen: readonly FrozenMoney[]
	readonly losses: readonly VerifiedLoss[]
}

const node = z.int().min(0)
const units = z.int().min(0)
const line = z.discriminatedUnion('is', [
	z.strictObject({
		is: z.literal('about'),
		v: z.literal(1),
		round: z.string(),
		currency: z.string(),
		reading: returnReading,
	}),
	z.strictObject({ is: z.literal('opening'), account: node, minor: units }),
	z.strictObject({
		is: z.literal('transfer'),
		id: z.int(),
		at: z.int(),
		from: node,
		to: node,
		minor: units.min(1),
		victim: z.string().optional(),
	}),
	z.strictObject({ is: z.literal('frozen'), account: node, minor: units }),
	z.strictObject({ is: z.literal('loss'), victim: z.string(), minor: units }),
])

/** One canonical JSON object a line, in an order that follows from the data alone. */
export function writeData(data: ReturnData): string {
	const victims = new Map(data.input.seeds.map((seed) => [seed.transfer, seed.victim]))
	const { round, currency, reading } = data
	const lines = [
		{ is: 'about', v: 1, round, currency, reading },
		...[...data.input.openings]
			.sort((a, b) => a.account - b.account)
			.map(({ account, amountMinor }) => ({ is: 'opening', account, minor: amountMinor })),
		...[...data.input.transfers]
			.sort((a, b) => a.at - b.at || a.id - b.id)
			.map(({ amountMinor, id, at, from, to }) => {
				const victim = victims.get(id)
				return { is: 'transfer', id, at, from, to, minor: amountMinor, ...(victim === undefined ? {} : { victim }) }
			}),
		...data.frozen.map(({ account, heldMinor }) => ({ is: 'frozen', account, minor: heldMinor })),
		...[...data.losses]
			.sort((a, b) => (a.victim < b.victim ? -1 : 1))
			.map(({ victim, lossMinor }) => ({ is: 'loss', victim, minor: lossMinor })),
	]
	return lines.map((one) => `${canonical(one)}\n`).join('')
}

/** Reads such lines without trusting them; says which line is none. */
export function readData(text: string): ReturnData | { readonly fault: string } {
	let about: { round: string; currency: string; reading: z.output<typeof returnReading> } | null = null
	const openings: { account: number; amountMinor: number }[] = []
	const transfers: { id: number; at: number; from: number; to: number; amountMinor: number }[] = []
	const seeds: { transfer: number; victim: string }[] = []
	const frozen: FrozenMoney[] = []
	const losses: VerifiedLoss[] = []
	for (const [index, written] of text.trimEnd().split('\n').entries()) {
		const read = readLine(written)
		if (read === null) return { fault: `line ${index + 1} is not a line of such data` }
		if (read.is === 'about') about = read
		else if (read.is === 'opening') openings.push({ account: read.account, amountMinor: read.minor })
		else if (read.is === 'frozen') frozen.push({ account: read.account, heldMinor: read.minor })
		else if (read.is === 'loss') losses.push({ victim: read.victim, lossMinor: read.minor })
		else {
			const { id, at, from, to, minor, victim } = read
			transfers.push({ id, at, from, to, amountMinor: minor })
			if (victim !== undefined) seeds.push({ transfer: id, victim })
		}
	}
	if (about === null) return { fault: 'no line says what it is about' }
	const { round, currency, reading } = about
	return { round, currency, reading, input: { openings, transfers, seeds }, frozen, losses }
}

function readLine(written: string): z.output<typeof line> | null {
	try {
		return line.parse(JSON.parse(written))
	} catch {
		return null
	}
}
