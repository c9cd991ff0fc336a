import type { Tx } from '#kernel/db/schema.ts'
import type { PowersContext } from '#kernel/powers/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import type { SignatureShape } from '../contract/drawings.ts'
import { type Hand, isOtherChain } from './chain.ts'
import { couldOf, holdersAt } from './holders.ts'
import { gainingPosts } from './lanes.ts'
import { type DraftRow, draftSubject, handsOf, reviewerOf } from './store.ts'

/** Who may review, publish or refuse a draft: the one who looks, and whoever else could. */

/** What one look at a draft needs, worked out once. */
export type Signing = {
	readonly draft: DraftRow
	readonly hands: readonly Hand[]
	readonly gaining: ReadonlySet<string>
	readonly reviewer: string
	readonly now: Date
}

export async function signingOf(tx: Tx, draft: DraftRow, now: Date): Promise<Signing> {
	return {
		draft,
		hands: await handsOf(tx, draft.id),
		gaining: await gainingPosts(tx, draft, now),
		reviewer: await reviewerOf(tx, draft.id),
		now,
	}
}

/** M82, M83. What the acts that decide on a draft hand to powers. */
export async function reviewContext(tx: Tx, { hands, gaining, now }: Signing, who: Who) {
	return {
		otherChain: await isOtherChain(tx, hands, who.person, now),
		hasDrawn: hands.some((hand) => hand.person === who.person),
		gains: gaining.has(who.postKind),
	}
}

export function publishContext({ gaining, reviewer }: Signing, who: Who) {
	return { gains: gaining.has(who.postKind), reviewed: reviewer !== '', reviewer }
}

type SignAct = SignatureShape['act']

/** The acts that may follow now, with who may perform each. Empty for a draft not proposed, or decided on. */
export async function signaturesOf(tx: Tx, signing: Signing, who: Who): Promise<SignatureShape[]> {
	const { state } = signing.draft
	const acts: readonly SignAct[] =
		state === 'proposed'
			? ['matters.draft.review', 'matters.draft.refuse']
			: state === 'reviewed'
				? ['matters.draft.publish', 'matters.draft.refuse']
				: []
	const found: SignatureShape[] = []
	const others = acts.length === 0 ? [] : await holdersAt(tx, signing.draft.scope_id, signing.now)
	for (const act of acts) {
		const mine = await decide(tx, signing, who, act)
		const could = await couldOf(others, async (one) => (await decide(tx, signing, one, act)).allowed)
		found.push({ act, ...mine, could })
	}
	return found
}

async function decide(tx: Tx, signing: Signing, who: Who, act: SignAct) {
	const at = { now: Math.floor(signing.now.getTime() / 1000), purpose: false }
	const context: PowersContext =
		act === 'matters.draft.refuse'
			? at
			: act === 'matters.draft.review'
				? { ...at, ...(await reviewContext(tx, signing, who)) }
				: { ...at, ...publishContext(signing, who) }
	const { allowed, rules } = powersInUse().decide(who, act, draftSubject(signing.draft), context)
	return { allowed, rules: [...rules] }
}
