import type { Tx } from '../../db/schema.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { needAsked } from '../asked-about.ts'
import { bookSubject } from '../book.ts'
import { whoCould } from '../contract/duties.ts'
import { powersInUse } from '../current.ts'
import { actsLeft } from '../duties.ts'
import { openContext } from '../effects.ts'
import { literalsOf, rowAgency, textOf } from '../explain.ts'
import { type Held, heldAt, holderAt, lineOf, type Place, placeOf } from '../post-at.ts'
import type { Powers } from '../powers.ts'
import type { Subject } from '../subject.ts'

/** Posts asked at most: one decision each. */
const most = 600

/**
 * P24. Every kind of post held today in the line (the bureau of the row, those above and right below it, and the asker's own),
 * as if its holder were sworn and trained in what the rules ask for: of one row decided, in general asked for any row at all.
 */
export const whoCouldView = shows(whoCould, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	show: async ({ tx, who, now }, { act, id }) => {
		const powers = powersInUse()
		const seconds = Math.floor(now.getTime() / 1000)
		const types = powers.words.actions.get(act)
		if (types === undefined) throw notFound(`no act ${act}`)
		const row = id === undefined ? null : (await needAsked(tx, powers, who, { act, id }, seconds)).subject
		const held = await heldAt(tx, await agenciesFrom(tx, row, who), now)
		const asked = held.slice(0, most)
		const policies = (row === null ? types : [row.resource.type]).flatMap((type) => powers.rulesFor(act, type, seconds))
		const credentials = literalsOf(policies, 'credentials')
		const posts = await couldOf(tx, powers, { act, row, held: asked, credentials, now: seconds })
		const named = new Set(posts.flatMap((one) => one.rules))
		return {
			output: {
				act,
				posts,
				more: held.length > asked.length,
				rules: policies.filter((policy) => named.delete(policy.id)).map(textOf),
				assumed: Object.keys(powers.words.contexts.get(act) ?? {}),
			},
		}
	},
})

async function agenciesFrom(tx: Tx, row: Subject | null, who: Who): Promise<string[]> {
	const at = row === null ? null : rowAgency(row)
	const bureau = (at === null ? null : await placeOf(tx, at))?.base.bureau ?? who.bureau
	const { above, below } = await lineOf(tx, bureau)
	return [...new Set([bureau, ...above, ...below, who.bureau])]
}

async function couldOf(
	tx: Tx,
	powers: Powers,
	asked: {
		readonly act: string
		readonly row: Subject | null
		readonly held: readonly Held[]
		readonly credentials: readonly string[]
		readonly now: number
	},
) {
	const { act, row, held, credentials, now } = asked
	const places = new Map<string, Place | null>()
	const found = []
	for (const { post, agency, holders } of held) {
		const place = places.get(agency.id) ?? (await placeOf(tx, agency.id))
		places.set(agency.id, place)
		if (place === null) continue
		const someone = { ...holderAt(place, post), credentials }
		const rules =
			row === null
				? ((await actsLeft(powers, someone, now, [act])).get(act) ?? [])
				: rulesLetting(powers, someone, act, row, now)
		if (rules.length > 0) found.push({ post, agency, holders, rules: [...rules] })
	}
	return found
}

function rulesLetting(powers: Powers, who: Who, act: string, row: Subject, now: number): readonly string[] {
	const { allowed, rules } = powers.decide(who, act, row, openContext(powers, act, now))
	return allowed ? rules : []
}
