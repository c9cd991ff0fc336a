import type { Drawing, Way } from '../drawing.ts'
import { readLane } from '../task/lane.ts'

/** What a bureau may change in a drawing that a slice's acts move. Pure. */

export type RedrawFault = {
	readonly rule: string
	readonly element: string | null
	readonly sentence: { readonly en: string; readonly zh: string }
}

/** Elements drawn in between: those the shipped drawing does not hold, on which a token can wait. */
export function drawnBetween(shipped: Drawing, drawn: Drawing): ReadonlySet<string> {
	const waits = [...drawn.elements.values()].filter(({ id, role }) => role !== 'pass' && !shipped.elements.has(id))
	return new Set(waits.map(({ id }) => id))
}

/**
 * M101. All that stands against a redrawn drawing: its elements that the slice's acts step to must stand, and a task may be
 * drawn in between only where the slice can wait.
 * @param mayHold elements of the shipped drawing before which a task may be drawn
 */
export function redrawFaults(shipped: Drawing, drawn: Drawing, mayHold: readonly string[]): readonly RedrawFault[] {
	const between = drawnBetween(shipped, drawn)
	return [...missing(shipped, drawn), ...broken(shipped, drawn, between, mayHold), ...stray(drawn, between, mayHold)]
}

function missing(shipped: Drawing, drawn: Drawing): readonly RedrawFault[] {
	return [...shipped.elements.values()]
		.filter(({ id, role }) => role !== 'pass' && drawn.elements.get(id)?.role !== role)
		.map(({ id }) => ({
			rule: 'M101',
			element: id,
			sentence: {
				en: `the acts of this process step to ${id}; it must stay, as the same kind of element`,
				zh: `本流程的操作要进入 ${id}，该环节须保留且类型不变`,
			},
		}))
}

/** Every way that acts rely on is still there, directly or through tasks in between. */
function broken(
	shipped: Drawing,
	drawn: Drawing,
	between: ReadonlySet<string>,
	mayHold: readonly string[],
): readonly RedrawFault[] {
	const faults: RedrawFault[] = []
	for (const [from, ways] of shipped.ways) {
		if (from !== '' && !drawn.elements.has(from)) continue
		const direct = new Set((drawn.ways.get(from) ?? []).map(({ to }) => to))
		for (const { to } of ways) {
			if (direct.has(to) || !drawn.elements.has(to)) continue
			if (mayHold.includes(to) && from !== '' && reaches(drawn.ways, from, to, between)) continue
			faults.push({
				rule: 'M101',
				element: to,
				sentence: {
					en: `the way from ${from === '' ? 'the start' : from} to ${to} must stay`,
					zh: `从${from === '' ? '起点' : ` ${from} `}到 ${to} 的路径须保留`,
				},
			})
		}
	}
	return faults
}

function reaches(
	ways: ReadonlyMap<string, readonly Way[]>,
	from: string,
	to: string,
	through: ReadonlySet<string>,
): boolean {
	const seen = new Set<string>()
	const open = [from]
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		for (const way of ways.get(at) ?? []) {
			if (way.to === to) return true
			if (!through.has(way.to) || seen.has(way.to)) continue
			seen.add(way.to)
			open.push(way.to)
		}
	}
	return false
}

/** What was drawn in between is a task under a lane, and leads on only to where the slice can wait, or back. */
function stray(drawn: Drawing, between: ReadonlySet<string>, mayHold: readonly string[]): readonly RedrawFault[] {
	return [...between].flatMap((id) => {
		const element = drawn.elements.get(id)
		if (element?.type !== 'UserTask')
			return [
				{
					rule: 'M101',
					element: id,
					sentence: { en: `only a user task may be drawn in between, not ${id}`, zh: `只能加入用户任务，${id} 不是` },
				},
			]
		if (element.lane === null || readLane(element.lane) === null)
			return [
				{
					rule: 'M102',
					element: id,
					sentence: {
						en: `${id} stands in no lane that names a post: nobody could do it`,
						zh: `${id} 不在指明岗位的泳道内，无人可办`,
					},
				},
			]
		const sources = [...drawn.ways].filter(([, ways]) => ways.some(({ to }) => to === id)).map(([from]) => from)
		const onward = (drawn.ways.get(id) ?? []).filter(
			({ to }) => !between.has(to) && !mayHold.includes(to) && !sources.includes(to),
		)
		return onward.map(({ to }) => ({
			rule: 'M101',
			element: id,
			sentence: {
				en: `from ${id} the drawing may lead to ${mayHold.join(', ')} or back, not to ${to}`,
				zh: `从 ${id} 只能到 ${mayHold.join('、')} 或退回，不能到 ${to}`,
			},
		}))
	})
}
