import { useEffect, useRef, useState } from 'react'
import { hold, holdFor, type Item, moved, settle } from './order.ts'

/** Draws the queue's order calmly: see `order.ts`. `moving` are the rows that carry the mark. */
export function useSettled(
	next: readonly Item[],
	chosen: string | null,
): { readonly drawn: readonly Item[]; readonly moving: ReadonlySet<string> } {
	const [drawn, setDrawn] = useState<readonly Item[]>(next)
	const before = useRef(drawn)
	before.current = drawn
	const key = next.map((item) => `${item.section}:${item.id}`).join(' ')
	const latest = useRef(next)
	latest.current = next
	useEffect(() => {
		const held = hold(before.current, latest.current)
		const settled = settle(before.current, latest.current, chosen)
		setDrawn(held)
		if (moved(held, settled).size === 0) {
			setDrawn(settled)
			return
		}
		const timer = setTimeout(() => setDrawn(settle(held, latest.current, chosen)), holdFor)
		return () => clearTimeout(timer)
	}, [key, chosen])
	const settled = settle(drawn, next, chosen)
	return { drawn: hold(drawn, next), moving: moved(drawn, settled) }
}
