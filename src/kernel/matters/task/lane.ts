import { type AgencyBranch, agencyBranch, type PostKind, postKind } from '../../identity/contract/words.ts'

/** Where a task is offered, seen from the matter's agency (M62). */
export type LanePlace = 'own' | 'bureau' | 'county' | 'city' | 'province' | AgencyBranch

export type Lane = { readonly post: PostKind; readonly place: LanePlace }

const tiers = ['bureau', 'county', 'city', 'province'] as const

/**
 * M61. A lane as it is written: a kind of post, alone or with a place, before anything after a blank or slash; or the words
 * of the post with blanks (`Station chief / 所长`). Null when it names no post.
 */
export function readLane(text: string): Lane | null {
	const [first = ''] = text.trim().split(/[\s/]/)
	return formOf(first) ?? formOf((text.split('/')[0] ?? '').trim().toLowerCase().replaceAll(/\s+/g, '_'))
}

function formOf(form: string): Lane | null {
	const [name, at, rest] = form.split('@')
	const post = postKind.safeParse(name)
	if (!post.success || rest !== undefined) return null
	if (at === undefined) return { post: post.data, place: 'own' }
	const tier = tiers.find((one) => one === at)
	if (tier !== undefined) return { post: post.data, place: tier }
	const branch = agencyBranch.safeParse(at)
	return branch.success ? { post: post.data, place: branch.data } : null
}
