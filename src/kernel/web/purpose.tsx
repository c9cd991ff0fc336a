import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Purpose } from '../contract/scalars.ts'

/** Purposes written in this tab, kept per matter until the tab closes or the post changes; never stored on the machine. */
type Purposes = {
	readonly of: (matter: string) => Purpose | null
	readonly write: (matter: string, reason: string) => void
}

const Context = createContext<Purposes>({ of: () => null, write: () => undefined })

export function PurposeProvider({ children }: { readonly children: ReactNode }) {
	const [written, setWritten] = useState<Readonly<Record<string, string>>>({})
	const value = useMemo<Purposes>(
		() => ({
			of: (matter) => {
				const reason = written[matter]
				if (reason === undefined) return null
				return matter === '' ? { reason } : { matter, reason }
			},
			write: (matter, reason) => setWritten((was) => ({ ...was, [matter]: reason })),
		}),
		[written],
	)
	return <Context.Provider value={value}>{children}</Context.Provider>
}

/** The purpose written for a matter, or null: names stay closed. */
export function usePurpose(matter: string): {
	readonly purpose: Purpose | null
	readonly write: (reason: string) => void
} {
	const purposes = useContext(Context)
	return { purpose: purposes.of(matter), write: (reason) => purposes.write(matter, reason) }
}
