import type { Tx } from '../../db/schema.ts'
import { actNames } from '../../record.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { bookSubject } from '../book.ts'
import { showTiers } from '../contract/duties.ts'
import type { PostKind } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { actsLeft, dutiesAt } from '../duties.ts'
import { type Held, heldAt, holderAt, lineOf, placeOf } from '../post-at.ts'

/** P25. The line of an agency from the province down to it, and one station below where it is none. */
export const showTiersView = shows(showTiers, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	show: async ({ tx, who, now }, { agency }) => {
		const place = await placeOf(tx, agency)
		if (place === null) throw notFound(`agency ${agency}`)
		const { above, below } = await lineOf(tx, place.base.bureau)
		const line = [...above.reverse(), place.base.bureau]
		const down = [...below]
		// Each tier once: the first agency of every tier below stands for its kind.
		while (down[0] !== undefined && line.length < 4) {
			const [first] = down
			line.push(first)
			down.splice(0, down.length, ...(await lineOf(tx, first)).below)
		}
		const tiers = []
		for (const id of line) tiers.push(await tierOf(tx, who, id, now))
		return { output: { tiers } }
	},
})

async function tierOf(tx: Tx, viewer: Who, bureau: string, now: Date) {
	const powers = powersInUse()
	const seconds = Math.floor(now.getTime() / 1000)
	const held = await heldAt(tx, [bureau], now)
	const acts = new Map<string, { posts: Set<PostKind>; rules: Set<string> }>()
	const duties = new Map<string, Awaited<ReturnType<typeof dutiesAt>>[number] & { posts: Set<PostKind> }>()
	for (const { post, agency } of held) {
		const place = await placeOf(tx, agency.id)
		if (place === null) continue
		for (const [action, rules] of await actsLeft(powers, holderAt(place, post), seconds, actNames())) {
			const known = acts.get(action) ?? { posts: new Set(), rules: new Set() }
			acts.set(action, known)
			known.posts.add(post)
			for (const rule of rules) known.rules.add(rule)
		}
		for (const duty of await dutiesAt(tx, powers, { viewer, place, kind: post, now })) {
			const known = duties.get(duty.source) ?? { ...duty, posts: new Set() }
			duties.set(duty.source, known)
			known.posts.add(post)
		}
	}
	const own = await placeOf(tx, bureau)
	if (own === null) throw notFound(`agency ${bureau}`)
	return {
		agency: own.agency,
		posts: held.map(({ post, agency, holders }: Held) => ({ post, agency, holders })),
		duties: [...duties.values()].map(({ source, what, basis, posts }) => ({
			source,
			what: { ...what },
			basis: { ...basis },
			posts: [...posts],
		})),
		acts: [...acts].map(([action, { posts, rules }]) => ({ action, posts: [...posts], rules: [...rules] })),
	}
}
