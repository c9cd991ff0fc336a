import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'

/** What "why not?" is asked about: an act, on a row or on nothing yet. */
export type WhyQuestion = {
	/** Name of the act or view, `dispatch.incident.close`. */
	readonly action: string
	/** The row: Cedar type and id. */
	readonly on?: { readonly type: string; readonly id: string }
	/** Words for the row in the panel's head: "X2611-0447". */
	readonly about?: string
}

export type Why = {
	/** Opens who could do this, and why I may or may not. */
	readonly ask: (question: WhyQuestion) => void
	/** Opens the text of a rule. */
	readonly rule: (id: string) => void
}

const Context = createContext<Why>({ ask: () => undefined, rule: () => undefined })
const WhyPanel = lazy(() => import('./parts/WhyPanel.tsx').then((part) => ({ default: part.WhyPanel })))

/** Holds the one "why?" panel of the page. */
export function WhyProvider({ children }: { readonly children: ReactNode }) {
	const [open, setOpen] = useState<WhyQuestion | string | null>(null)
	const why = useMemo<Why>(() => ({ ask: setOpen, rule: setOpen }), [])
	return (
		<Context.Provider value={why}>
			{children}
			{open === null ? null : (
				<Suspense fallback={null}>
					<WhyPanel subject={open} onClose={() => setOpen(null)} />
				</Suspense>
			)}
		</Context.Provider>
	)
}

export function useWhy(): Why {
	return useContext(Context)
}
