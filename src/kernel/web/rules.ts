import { useQuery } from '@tanstack/react-query'
import { sessionShow } from '../identity/contract/session.ts'
import { listRules, postKind, type RuleText, showPost } from '../powers/contract.ts'
import { useView } from './client.ts'
import { askView } from './http.ts'

/** Text of a rule by its id: a bureau's own in its book, a shipped one among my own post's rules first, then those of other kinds of post. */
async function findRule(id: string, own: string | undefined): Promise<RuleText | null> {
	if (id.startsWith('B-')) return findOwn(id)
	const kinds = [...postKind.options].sort((a, b) => Number(b === own) - Number(a === own))
	for (const kind of kinds) {
		const { output } = await askView(showPost, { kind })
		const found = output.rules.find((rule) => rule.id === id)
		if (found !== undefined) return found
	}
	return null
}

/** A bureau's rule stands in its book: one that shuts a post out of an act altogether is among no post's rules. */
async function findOwn(id: string): Promise<RuleText | null> {
	const { output } = await askView(listRules, {})
	const rule = output.rules.find((each) => each.rule === id && each.inForce)
	if (rule === undefined) return null
	const { effect, en, zh, body } = rule
	return { id, effect, en, zh, text: body, published: true }
}

/** `undefined` while it is looked for, null when there is no such rule to be seen. */
export function useRule(id: string | null): RuleText | null | undefined {
	// Read here and not from the session's provider: the panel that shows a rule stands outside of it.
	const session = useView(sessionShow, {}).output?.session ?? null
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
