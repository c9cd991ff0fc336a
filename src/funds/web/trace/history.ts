/** Undo and redo of how a picture is looked at. Pure. */
export type History<S> = { readonly past: readonly S[]; readonly now: S; readonly future: readonly S[] }

const most = 100

export const begun = <S>(now: S): History<S> => ({ past: [], now, future: [] })

/** A new look; what was undone before it is gone. The same look again is none. */
export function went<S>(history: History<S>, now: S): History<S> {
	if (JSON.stringify(now) === JSON.stringify(history.now)) return history
	return { past: [...history.past, history.now].slice(-most), now, future: [] }
}

export function undone<S>(history: History<S>): History<S> {
	const before = history.past.at(-1)
	if (before === undefined) return history
	return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] }
}

export function redone<S>(history: History<S>): History<S> {
	const [after, ...future] = history.future
	if (after === undefined) return history
	return { past: [...history.past, history.now], now: after, future }
}
