import { homeOf, type Screen } from '#kernel/web/screen.ts'

/** F259. Screens of one report, in the order of the work; a list of many is asked for that report alone. */
export const wayKeys = [
	'funds.reports',
	'funds.measures',
	'funds.statements',
	'funds.requests',
	'funds.trace',
	'funds.attribution',
	'funds.returns',
] as const
export type WayKey = (typeof wayKeys)[number]

/** Screens whose path names the report itself. */
const named: ReadonlySet<WayKey> = new Set(['funds.reports', 'funds.trace', 'funds.attribution'])

export type Way = { readonly key: WayKey; readonly path: string }

/** Where the screens the post is offered show this report; a screen it may not open is not among them. */
export function waysOf(offered: readonly Screen[], report: string): readonly Way[] {
	return wayKeys.flatMap((key) => {
		const screen = offered.find((each) => each.key === key)
		if (screen === undefined) return []
		const path = named.has(key) ? screen.path.replace(/:\w+\??/, report) : `${homeOf(screen)}?report=${report}`
		return [{ key, path }]
	})
}
