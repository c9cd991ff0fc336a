import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { countersignRelief } from '../contract.ts'
import { passEmergencies } from '../store/holds.ts'
import { mustBeOffered } from '../store/successors.ts'
import { findWatch, itemsOf, loadRelief, needWatch } from '../store/watch.ts'
import { reliefChanged, watchChanged } from '../store/write.ts'

/** D215, D216. In one act all passes, the one watch ends and the other stands; the list stays with the relief. */
export const performCountersignRelief = performs(countersignRelief, {
	load: (tx, input) => loadRelief(tx, input.relief),
	run: async (context, relief, input) => {
		const { tx, who, now } = context
		mustBeOffered(relief)
		const leaving = await needWatch(tx, relief.watch)
		const { items, sha256 } = await itemsOf({ tx, now: shownAt(input.at, now), watch: leaving })
		if (sha256 !== input.seen)
			throw new Refusal(
				'overtaken',
				{ en: 'The list has changed since it was shown. Look at it again.', zh: '清单已有变化，请重新查看后再签字。' },
				{ rule: 'D215', field: 'seen' },
			)
		const taking = (await findWatch(tx, relief.agency, who.person)) ?? (await begun(tx, relief.agency, who, now))
		await sql`update dispatch.held set watch_id = ${taking.id} where watch_id = ${leaving.id}`.execute(tx)
		await sql`update dispatch.watch set until_at = ${now}, version = version + 1 where id = ${leaving.id}`.execute(tx)
		await sql`update dispatch.relief set ended = 'countersigned', ended_at = ${now}, sha256 = ${sha256},
			items = ${JSON.stringify(items)}::text::jsonb, version = version + 1 where id = ${relief.id}`.execute(tx)
		await passEmergencies(
			context,
			items.filter(({ kind }) => kind === 'incident').map(({ id }) => id),
		)
		return {
			output: { relief: relief.id, version: relief.version + 1, watch: taking.id, items: items.length },
			fact: {
				relief: relief.id,
				desk: relief.agency,
				from: leaving.id,
				to: taking.id,
				items: items.map(({ kind, id }) => `${kind} ${id}`),
				sha256,
			},
			messages: [reliefChanged(relief.id, 'countersigned'), watchChanged(taking.id, 'begun')],
		}
	},
})

/** No longer a list is read than this before it is signed. */
const longestReadMs = 300_000

/** D215, D218. The moment the list stands for: when it was shown, within what a reading may take. */
function shownAt(at: string | undefined, now: Date): Date {
	const given = at === undefined ? now : new Date(at)
	const since = now.getTime() - given.getTime()
	return since < 0 || since > longestReadMs ? now : given
}

async function begun(
	tx: Tx,
	agency: string,
	who: { readonly person: string; readonly postKind: string; readonly post: string },
	now: Date,
): Promise<{ readonly id: string }> {
	const id = newId(now.getTime())
	await sql`insert into dispatch.watch (id, agency_id, person_id, post_kind, post_id, from_at)
		values (${id}, ${agency}, ${who.person}, ${who.postKind}, ${who.post}, ${now})`.execute(tx)
	return { id }
}
