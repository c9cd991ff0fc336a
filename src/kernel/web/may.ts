import { useMemo } from 'react'
import { listActs } from '../powers/contract.ts'
import { useView } from './client.ts'
import { useSession } from './session.tsx'

/** What my post may: names of acts and views. */
export type May = { readonly has: (action: string) => boolean }

/** Offers all: the server refuses what is not within one's powers anyway. */
const everything: May = { has: () => true }

/** Acts and views my post has some power for; null while unknown. When that cannot be read, nothing is hidden. */
export function useMay(): May | null {
	const { session } = useSession()
	const view = useView(listActs, {}, { enabled: session !== null && !session.locked })
	const actions = view.output?.actions
	const failed = view.problem !== null
	return useMemo(() => (actions !== undefined ? new Set(actions) : failed ? everything : null), [actions, failed])
}
