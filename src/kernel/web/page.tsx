import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { KeyLine } from './parts/KeyHelp.tsx'
import type { PaletteEntry } from './screen.ts'

/** What the screen on show lends to the frame around it: feeds in the foot, entries of the palette, lines of key help. */
type Lent = { readonly feeds: ReactNode; readonly entries: readonly PaletteEntry[]; readonly keys: readonly KeyLine[] }
type Page = { readonly lent: Lent; readonly lend: (part: Partial<Lent>) => void }

const nothing: Lent = { feeds: null, entries: [], keys: [] }
const Context = createContext<Page>({ lent: nothing, lend: () => undefined })

export function PageProvider({ children }: { readonly children: ReactNode }) {
	const [lent, setLent] = useState(nothing)
	const value = useMemo<Page>(() => ({ lent, lend: (part) => setLent((was) => ({ ...was, ...part })) }), [lent])
	return <Context.Provider value={value}>{children}</Context.Provider>
}

/** For the frame. */
export function useLent(): Lent {
	return useContext(Context).lent
}

/** What feeds this screen, in the foot: "Positions 22 of 24, oldest 6 min". Pass a memoised node. */
export function useFeeds(feeds: ReactNode): void {
	const { lend } = useContext(Context)
	useEffect(() => {
		lend({ feeds })
		return () => lend({ feeds: null })
	}, [feeds])
}

/** Acts of this screen, found by `Ctrl K` first. Pass a memoised list. */
export function usePalette(entries: readonly PaletteEntry[]): void {
	const { lend } = useContext(Context)
	useEffect(() => {
		lend({ entries })
		return () => lend({ entries: [] })
	}, [entries])
}

/** Keys of this screen, listed by `?`. Pass a constant or memoised list. */
export function useKeyHelp(keys: readonly KeyLine[]): void {
	const { lend } = useContext(Context)
	useEffect(() => {
		lend({ keys })
		return () => lend({ keys: [] })
	}, [keys])
}

/** Sets the tab's title while the screen is shown. */
export function useTitle(title: string): void {
	useEffect(() => {
		document.title = `${title} · Seawall`
	}, [title])
}
