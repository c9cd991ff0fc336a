import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import type { z } from 'zod'
import { sessionShow, sessionSwitch } from '../identity/contract/session.ts'
import { queries, type Viewed, useAct, useView } from './client.ts'
import { allowStream, onSignedOut } from './stream.ts'
import { useLanguage } from './words.ts'

/** Who sits here: the session as `identity.session.show` gives it. */
export type SessionShown = z.output<typeof sessionShow.output>
export type Session = NonNullable<SessionShown['session']>
export type Post = Session['post']

type Held = {
	readonly view: Viewed<SessionShown>
	readonly session: Session | null
	readonly mode: 'demo' | 'real' | null
}

const Context = createContext<Held | null>(null)

export function SessionProvider({ children }: { readonly children: ReactNode }) {
	const view = useView(sessionShow, {}, { every: 60_000, topics: ['identity.session.'] })
	const shown = view.output
	const id = shown?.session?.id ?? null
	useEffect(() => {
		if (shown !== undefined) allowStream(id !== null, id, shown.stream)
	}, [shown, id])
	useEffect(() => onSignedOut(view.refresh), [view.refresh])
	const held = useMemo<Held>(
		() => ({ view, session: shown?.session ?? null, mode: shown?.mode ?? null }),
		[view, shown],
	)
	return <Context.Provider value={held}>{children}</Context.Provider>
}

/** The session held; outside the provider (page of parts) nobody. */
export function useSession(): Held {
	return useContext(Context) ?? nobodyHeld
}

const nobodyHeld: Held = {
	session: null,
	mode: null,
	view: { output: undefined, at: undefined, problem: null, loading: false, old: false, refresh: () => undefined },
}

/** Drops everything known under the old session and asks again: after signing in, out or over, or switching post. */
export async function renewSession(): Promise<void> {
	await queries.resetQueries()
}

/** Switches post, agency or language of the session. */
export function useSwitch(): { readonly to: (post: string) => Promise<void>; readonly busy: boolean } {
	const act = useAct(sessionSwitch)
	return {
		busy: act.busy,
		to: async (post) => {
			if ((await act.perform({ post })) !== null) await renewSession()
		},
	}
}

/** Keeps the session's language equal to the interface's, so that sentences from the server come in it. */
export function SessionLanguage() {
	const { session } = useSession()
	const language = useLanguage()
	const act = useAct(sessionSwitch)
	const told = session?.locale
	const { perform } = act
	useEffect(() => {
		if (told === undefined || told === language) return
		void perform({ locale: language }).then((answer) => (answer === null ? undefined : queries.invalidateQueries()))
	}, [told, language, perform])
	return null
}
