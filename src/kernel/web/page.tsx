import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import type { KeyLine } from './parts/KeyHelp.tsx'
import type { PaletteEntry } from './screen.ts'

/** What the screen on show lends to the frame around it: feeds in the foot, entries of the palette, lines of key help. */
type Lent = { readonly feeds: ReactNode; readonly entries: readonly PaletteEntry[]; readonly keys: readonly KeyLine[] }
type Lend = (part: Partial<Lent>) => void

const nothing: Lent = { feeds: null, entries: [], keys: [] }
const LentContext = createContext(nothing)
// Apart from what is lent, so that lending does not draw the lender again.
const LendContext = createContext<Lend>(() => undefined)

export function PageProvider({ children }: { readonly children: ReactNode }) {
	const [lent, setLent] = useState(nothing)
	const lend = useCallback<Lend>((part) => setLent((was) => ({ ...was, ...part })), [])
	return (
		<LendContext value={lend}>
			<LentContext value={lent}>{children}</LentContext>
		</LendContext>
	)
}

/** For the frame. */
export function useLent(): Lent {
	return useContext(LentContext)
}

/** What feeds this screen, in the foot: "Positions 22 of 24, oldest 6 min". Pass a memoised node. */
export function useFeeds(feeds: ReactNode): void {
	const lend = useContext(LendContext)
	useEffect(() => {
		lend({ feeds })
		return () => lend({ feeds: null })
	}, [feeds, lend])
}

/** Acts of this screen, found by `Ctrl K` first. Pass a memoised list. */
export function usePalette(entries: readonly PaletteEntry[]): void {
	const lend = useContext(LendContext)
	useEffect(() => {
		lend({ entries })
		return () => lend({ entries: [] })
	}, [entries, lend])
}

/** Keys of this screen, listed by `?`. Pass a constant or memoised list. */
export function useKeyHelp(keys: readonly KeyLine[]): void {
	const lend = useContext(LendContext)
	useEffect(() => {
		lend({ keys })
		return () => lend({ keys: [] })
	}, [keys, lend])
}

/** Sets the tab's title while the screen is shown. */
export function useTitle(title: string): void {
	useEffect(() => {
		titled = `${title} · Seawall`
		document.title = mark + titled
	}, [title])
}

let mark = ''
let titled = 'Seawall'

/** W94. Puts a mark before the tab's title, whatever screen is shown; an empty one takes it off. */
export function markTitle(words: string): void {
	mark = words === '' ? '' : `${words} · `
	document.title = mark + titled
}
