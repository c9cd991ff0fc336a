import { agencyTree } from '#kernel/identity/contract/organisation.ts'
import { useView } from '#kernel/web/client.ts'
import { useSession } from '#kernel/web/session.tsx'

/** The desk my post sits at: its whole bureau (a branch such as the command centre has no lines of its own). Null until known. */
export function useDeskAgency(): string | null {
	const { session } = useSession()
	const tree = useView(agencyTree, {}, { enabled: session !== null })
	const own = session?.post.agency.id
	return tree.output?.agencies.find((each) => each.id === own)?.bureau ?? null
}
