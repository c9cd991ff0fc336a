import { useMemo } from 'react'
import { listActs } from '../powers/contract.ts'
import { useView } from './client.ts'
import { useSession } from './session.tsx'

/** Names of the acts and views my post has some power for; null while unknown (then every screen is offered). */
export function useMay(): ReadonlySet<string> | null {
	const { session } = useSession()
	const view = useView(listActs, {}, { enabled: session !== null && !session.locked })
	const actions = view.output?.actions
	return useMemo(() => (actions === undefined ? null : new Set(actions)), [actions])
}
