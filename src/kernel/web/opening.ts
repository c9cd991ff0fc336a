import { createContext, useContext } from 'react'
import type { Screen } from './screen.ts'

/** The screens the post is offered, for parts that open rows of any kind. */
export const ScreensContext = createContext<readonly Screen[]>([])

/** The path at which a row of this type is shown; null when no screen of mine shows it. */
export function useOpening(type: string): ((id: string) => string) | null {
	const screen = useContext(ScreensContext).find((each) => each.opens === type)
	return screen === undefined ? null : (id) => screen.path.replace(/:\w+\??/, id)
}
