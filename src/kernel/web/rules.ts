import { useQuery } from '@tanstack/react-query'
import { postKind, type RuleText, showPost } from '../powers/contract.ts'
import { askView } from './http.ts'
import { useSession } from './session.tsx'

/** Text of a rule by its id: looked for among my own post's rules first, then those of other kinds of post. */
async function findRule(id: string, own: string | undefined): Promise<RuleText | null> {
	const kinds = [...postKind.options].sort((a, b) => Number(b === own) - Number(a === own))
	for (const kind of kinds) {
		const { output } = await askView(showPost, { kind })
		const found = output.rules.find((rule) => rule.id === id)
		if (found !== undefined) return found
	}
	return null
}

/** `undefined` while it is looked for, null when there is no such rule to be seen. */
export function useRule(id: string | null): RuleText | null | undefined {
	const { session } = useSession()
	const own = session?.post.kind
	const query = useQuery({
		queryKey: ['text of rule', id, own],
		queryFn: () => findRule(id ?? '', own),
		enabled: id !== null && session !== null,
		staleTime: 300_000,
		retry: false,
	})
	return query.isError || session === null ? null : query.data
}
