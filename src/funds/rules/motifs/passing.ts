import { as, inOrder, isMostOf, type Motif, type MotifMove, type MoveIndex, type Steps, sumOf } from './motif.ts'

/** F228. An account that hands on nearly all of what came, each sum within the time: the earliest that came goes first. */
export function* passedThrough(index: MoveIndex, steps: Steps): Generator<Motif> {
	for (const [node, came] of index.ins) {
		const went = index.out(node)
		if (went.length === 0) continue
		if (!steps.take(came.length + went.length)) return
		const { passed, used } = passedOn(came, went, index.by.passing)
		const whole = sumOf(came)
		if (used.length === 0 || !isMostOf(passed, whole, index.by.keptInPassing)) continue
		yield {
			kind: 'pass_through',
			accounts: [
				...as('sender', new Set(came.map(({ from }) => from))),
				...as('middle', [node]),
				...as('receiver', new Set(used.map(({ to }) => to))),
			],
			transfers: inOrder([...came, ...used]),
			minor: passed,
			why: index.why.pass_through(Math.floor((passed / whole) * 100)),
		}
	}
}

function passedOn(came: readonly MotifMove[], went: readonly MotifMove[], passing: number) {
	const left = came.map(({ minor }) => minor)
	const used: MotifMove[] = []
	let passed = 0
	let oldest = 0
	for (const out of went) {
		let rest = out.minor
		while (oldest < came.length && (left[oldest] === 0 || (came[oldest]?.at ?? 0) + passing < out.at)) oldest += 1
		for (let n = oldest; n < came.length && rest > 0 && (came[n]?.at ?? out.at) < out.at; n += 1) {
			const taken = Math.min(rest, left[n] ?? 0)
			left[n] = (left[n] ?? 0) - taken
			rest -= taken
		}
		if (rest < out.minor) used.push(out)
		passed += out.minor - rest
	}
	return { passed, used }
}
