import type { TraceAsked } from '../../contract/trace.ts'
import type { ShownAccount } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'

/** How a trace is looked at: what is asked of the server, and what the picture makes of it. Undo and redo step through these. */
export type Look = {
	readonly picture: Picture
	readonly hops: number
	readonly leastMinor: number
	readonly perHop: number
	readonly rule: Exclude<TraceAsked['rule'], never>
	readonly direction: TraceAsked['direction']
	/** Where it begins; null: with the payments. */
	readonly account: string | null
	readonly passing: boolean
	readonly cycles: boolean
}

export const pictures = ['flow', 'lines', 'links', 'table'] as const
export type Picture = (typeof pictures)[number]

export const firstLook: Look = {
	picture: 'flow',
	hops: 5,
	leastMinor: 1,
	perHop: 50,
	rule: 'lifo',
	direction: 'forward',
	account: null,
	passing: true,
	cycles: true,
}

/** What is asked of the server for it. */
export function askedOf(report: string, look: Look) {
	const { hops, leastMinor, perHop, rule, direction, account } = look
	return { report, hops, leastMinor, perHop, rule, direction, ...(account === null ? {} : { account }) }
}

export type Ends = { readonly trace: Trace; readonly accounts: ReadonlyMap<string, ShownAccount> }

/** Gone for good: handed over in person, or where no institution keeps it. */
export function isGone(trace: Trace, id: string): boolean {
	return trace.frontier.some((row) => row.account === id && row.section === 'gone')
}
